/// One message, every verdict: the front desk of the library.
module org.signet.verifier {
  requires transitive org.signet.arc;
  requires transitive org.signet.dmarc;
  requires transitive org.signet.https;
  requires static transitive org.jspecify;

  exports org.signet.verifier;
}
