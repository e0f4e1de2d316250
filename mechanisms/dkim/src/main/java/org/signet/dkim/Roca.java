package org.signet.dkim;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/// Recognises RSA keys that a widespread chip made badly (CVE-2017-15361; Nemec, Sys, Svenda,
/// Klinec, Matyas: The Return of Coppersmith's Attack, CCS 2017, §2).
///
/// Both primes of such a key have the form k·M + (65537^a mod M), where M is the product of the
/// first primes: at least the first 39, up to 167. So the modulus is, modulo each of these primes,
/// a power of 65537 as well. For another modulus that is so by chance only: about one in 2^27.
final class Roca {
  private static final int LAST_PRIME = 167;
  private static final int GENERATOR = 65537;

  private static final int[] PRIMES =
      IntStream.rangeClosed(2, LAST_PRIME).filter(Roca::isPrime).toArray();

  private Roca() {}

  static boolean marks(BigInteger modulus) {
    for (int prime : PRIMES) {
      int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
      if (!powers(prime).get(rest)) {
        return false;
      }
    }
    return true;
  }

  /// The powers of the generator modulo a prime.
  private static BitSet powers(int prime) {
    var powers = new BitSet(prime);
    int power = 1 % prime;
    while (!powers.get(power)) {
      powers.set(power);
      power = power * (GENERATOR % prime) % prime;
    }
    return powers;
  }

  private static boolean isPrime(int number) {
    return IntStream.range(2, number).noneMatch(factor -> number % factor == 0);
  }
}
