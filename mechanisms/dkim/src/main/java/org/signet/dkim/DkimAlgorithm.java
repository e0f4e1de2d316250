package org.signet.dkim;

import java.util.Optional;

/// A signature algorithm: a type of key and a hash. RFC 6376 §3.3, RFC 8463 §3.
public enum DkimAlgorithm {
  /// Named, and never accepted. RFC 8301 §3.1.
  RSA_SHA1("rsa", HashAlgorithm.SHA1),
  RSA_SHA256("rsa", HashAlgorithm.SHA256),
  ED25519_SHA256("ed25519", HashAlgorithm.SHA256);

  private final String keyType;
  private final HashAlgorithm hash;
  private final String word;

  DkimAlgorithm(String keyType, HashAlgorithm hash) {
    this.keyType = keyType;
    this.hash = hash;
    this.word = keyType + '-' + hash.word();
  }

  /// The word in `a=`.
  public String word() {
    return word;
  }

  /// The word in the key's `k=`.
  public String keyType() {
    return keyType;
  }

  public HashAlgorithm hash() {
    return hash;
  }

  /// The algorithm that `a=` names; letters count as written (RFC 6376 §3.2).
  public static Optional<DkimAlgorithm> named(String word) {
    for (var algorithm : values()) {
      if (algorithm.word.equals(word)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
