package org.signet.keyring;

import java.util.Optional;
import org.signet.dkim.DkimPublicKey;
import org.signet.dkim.KeyKind;

/// The types of keys that rotate each for itself: a domain signs with one of each.
public enum KeyType {
  RSA("rsa"),
  ED25519("ed25519");

  private final String word;

  KeyType(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static KeyType of(DkimPublicKey key) {
    return switch (key) {
      case DkimPublicKey.Rsa _ -> RSA;
      case DkimPublicKey.Ed25519 _ -> ED25519;
    };
  }

  public static KeyType of(KeyKind kind) {
    return switch (kind) {
      case RSA_2048, RSA_3072, RSA_4096 -> RSA;
      case ED25519 -> ED25519;
    };
  }

  static Optional<KeyType> named(String word) {
    for (var type : values()) {
      if (type.word.equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
