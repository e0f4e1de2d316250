/// An adapter for Jakarta Mail, so that a program built on it, or on Spring, signs the mail it
/// sends and verifies the mail it receives.
///
/// Start at [org.signet.jakarta.SignedMessage].
module org.signet.jakarta {
  requires transitive jakarta.mail;
  requires transitive org.signet.verifier;
  requires static transitive org.jspecify;

  exports org.signet.jakarta;
}
