package org.signet.dkim;

import java.util.Optional;

/// A kind of key that Signet makes.
public enum KeyKind {
  /// What every verifier understands, and strong enough. RFC 8301 §3.2.
  RSA_2048("rsa", 2048),
  RSA_3072("rsa", 3072),
  /// The largest that verifiers must be able to check. RFC 8301 §3.2.
  RSA_4096("rsa", 4096),
  /// Short and fast; many verifiers do not know it yet, so it stands beside an RSA key. RFC 8463.
  ED25519("ed25519", 256);

  private final String keyType;
  private final int bits;

  KeyKind(String keyType, int bits) {
    this.keyType = keyType;
    this.bits = bits;
  }

  /// The word in the record's `k=`.
  public String keyType() {
    return keyType;
  }

  public int bits() {
    return bits;
  }

  /// As people write it: `rsa2048`, `ed25519`.
  public String word() {
    return this == ED25519 ? keyType : keyType + bits;
  }

  /// The kind of this name; `rsa` alone is the usual one.
  public static Optional<KeyKind> named(String word) {
    if (word.equals("rsa")) {
      return Optional.of(RSA_2048);
    }
    for (var kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
