package org.signet.keyring;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.signet.dkim.KeyKind;
import org.signet.dkim.SigningKey;

/// Keys for tests: Ed25519 keys that are new each time, and a few RSA keys that take turns.
final class TestKeys {
  private static final List<SigningKey> RSA = new ArrayList<>();
  private static final int MOST = 3;

  private int made = 0;

  SigningKey make(KeyKind kind) {
    made++;
    if (kind == KeyKind.ED25519) {
      return SigningKey.ofSeed("%032d".formatted(made));
    }
    synchronized (RSA) {
      while (RSA.size() < MOST) {
        RSA.add(SigningKey.make(KeyKind.RSA_2048, new SecureRandom()));
      }
      return RSA.get(made % MOST);
    }
  }
}
