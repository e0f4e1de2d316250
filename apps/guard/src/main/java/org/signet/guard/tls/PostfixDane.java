package org.signet.guard.tls;

/// Whether the Postfix that asks us can do DANE itself: only then may it be told to.
public sealed interface PostfixDane {
  /// Its resolver says what is signed, and it listens to that.
  record Able() implements PostfixDane {}

  /// It cannot, or that could not be shown.
  ///
  /// @param why in a sentence, with what to change
  record Unable(String why) implements PostfixDane {}
}
