package org.signet.dkim;

/// What came of reading a private key.
public sealed interface KeyReading {
  record Read(SigningKey key) implements KeyReading {}

  record Refused(KeyProblem why) implements KeyReading {}
}
