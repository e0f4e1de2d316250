package org.signet.dkim;

import java.math.BigInteger;
import java.nio.file.Path;

/// What is wrong with a key, although it can be read. [KeyExplainer] says it in words.
public sealed interface Weakness {
  /// Whether nobody should sign with the key or trust what it signed: others can sign with it, or
  /// no verifier accepts it.
  default boolean forbids() {
    return switch (this) {
      case TooFewBits _, Unsafe _, Roca _, OnBlocklist _, Published _ -> true;
      case FewBits _, ManyBits _, SmallExponent _ -> false;
    };
  }

  /// RSA below 1024 bits. RFC 8301 §3.2.
  record TooFewBits(int bits) implements Weakness {}

  /// RSA of 1024 to 2047 bits. RFC 8301 §3.2.
  record FewBits(int bits) implements Weakness {}

  /// RSA beyond what verifiers must be able to check. RFC 8301 §3.2.
  record ManyBits(int bits) implements Weakness {}

  /// Numbers that no sound key has.
  record Unsafe(DkimOutcome.Flaw flaw) implements Weakness {}

  /// An RSA exponent that is sound and below 65537.
  record SmallExponent(BigInteger exponent) implements Weakness {}

  /// CVE-2017-15361.
  record Roca() implements Weakness {}

  /// The key stands on a list of the operator, such as that of the family of CVE-2008-0166.
  record OnBlocklist(Path list) implements Weakness {}

  /// The private half is printed in a document or shipped with a program.
  ///
  /// @param document as people cite it
  record Published(String document) implements Weakness {}
}
