package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.explain.Mark;

/// DK_6: keys that others can sign with are named.
class WeakKeysTest {
  private static final WeakKeys WEAK_KEYS = new WeakKeys(List.of());
  private static final BigInteger SMALL_PRIMES =
      IntStream.range(2, 1_000)
          .mapToObj(BigInteger::valueOf)
          .filter(number -> number.isProbablePrime(20))
          .reduce(BigInteger.ONE, BigInteger::multiply);
  private static final BigInteger F4 = BigInteger.valueOf(65537);

  @Test
  void DK_6_theKeysOfTheRfcsAreKnown() throws Exception {
    var rfc8463 = Base64.getDecoder().decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    assertThat(WEAK_KEYS.of(new DkimPublicKey.Ed25519(new String(rfc8463, ISO_8859_1))))
        .containsExactly(new Weakness.Published("RFC 8463, appendix A, and RFC 8032, section 7.1"));
    var rfc6376 =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFC"
            + "jxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
            + "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";
    var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(rfc6376));
    var key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    var numbers = new DkimPublicKey.Rsa(key.getModulus(), key.getPublicExponent(), false);
    assertThat(KeyRecord.base64(numbers)).isEqualTo(rfc6376);
    assertThat(WEAK_KEYS.of(numbers))
        .containsExactly(
            new Weakness.Published("RFC 6376, appendix C"), new Weakness.FewBits(1024));
  }

  /// A key as the broken chip made them: p = k·M + (65537^a mod M), M the product of the first 39
  /// primes. Longer keys are of the same form modulo these.
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void DK_6_rocaKeysAreRecognised(long seed) {
    var chance = new Random(seed);
    var modulus = rocaPrime(chance, 512).multiply(rocaPrime(chance, 512));
    assertThat(Roca.marks(modulus)).isTrue();
    assertThat(WEAK_KEYS.of(new DkimPublicKey.Rsa(modulus, F4, false)))
        .contains(new Weakness.Roca());
  }

  private static BigInteger rocaPrime(Random chance, int bits) {
    var product = BigInteger.ONE;
    var prime = BigInteger.TWO;
    for (int i = 0; i < 39; i++) {
      product = product.multiply(prime);
      prime = prime.nextProbablePrime();
    }
    while (true) {
      var rest = F4.modPow(new BigInteger(128, chance), product);
      var factor = new BigInteger(bits - product.bitLength(), chance);
      var candidate = factor.multiply(product).add(rest);
      if (candidate.isProbablePrime(50)) {
        return candidate;
      }
    }
  }

  @Test
  void DK_6_otherKeysAreNotTakenForRocaKeys() {
    var chance = new Random(2017);
    for (int i = 0; i < 5_000; i++) {
      assertThat(Roca.marks(new BigInteger(1024, chance).setBit(0).setBit(1023))).isFalse();
    }
  }

  @Test
  void sizesAndExponentsAreJudged() {
    var chance = new Random(8301);
    assertThat(WEAK_KEYS.of(rsa(chance, 512, F4)))
        .containsExactly(new Weakness.TooFewBits(512))
        .allMatch(Weakness::forbids);
    assertThat(WEAK_KEYS.of(rsa(chance, 1023, F4))).containsExactly(new Weakness.TooFewBits(1023));
    assertThat(WEAK_KEYS.of(rsa(chance, 1024, F4)))
        .containsExactly(new Weakness.FewBits(1024))
        .noneMatch(Weakness::forbids);
    assertThat(WEAK_KEYS.of(rsa(chance, 2047, F4))).containsExactly(new Weakness.FewBits(2047));
    assertThat(WEAK_KEYS.of(rsa(chance, 2048, F4))).isEmpty();
    assertThat(WEAK_KEYS.of(rsa(chance, 4096, F4))).isEmpty();
    assertThat(WEAK_KEYS.of(rsa(chance, 4097, F4))).containsExactly(new Weakness.ManyBits(4097));
    assertThat(WEAK_KEYS.of(rsa(chance, 2048, BigInteger.valueOf(3))))
        .containsExactly(new Weakness.SmallExponent(BigInteger.valueOf(3)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 65536})
  void evenExponentsAndOneAreNoExponents(long exponent) {
    assertThat(WEAK_KEYS.of(rsa(new Random(1), 2048, BigInteger.valueOf(exponent))))
        .containsExactly(new Weakness.Unsafe(DkimOutcome.Flaw.EXPONENT));
  }

  @Test
  void aModulusThatIsFactoredAtOnceAndAPointOfSmallOrderAreNoKeys() {
    var even = BigInteger.ONE.shiftLeft(2047);
    assertThat(WEAK_KEYS.of(new DkimPublicKey.Rsa(even, F4, false)))
        .containsExactly(new Weakness.Unsafe(DkimOutcome.Flaw.MODULUS));
    assertThat(WEAK_KEYS.of(new DkimPublicKey.Ed25519("\1" + "\0".repeat(31))))
        .containsExactly(new Weakness.Unsafe(DkimOutcome.Flaw.POINT));
  }

  @Test
  void everyWeaknessHasItsSentence() {
    var all =
        List.of(
            new Weakness.TooFewBits(512),
            new Weakness.FewBits(1024),
            new Weakness.ManyBits(8192),
            new Weakness.Unsafe(DkimOutcome.Flaw.EXPONENT),
            new Weakness.Unsafe(DkimOutcome.Flaw.MODULUS),
            new Weakness.Unsafe(DkimOutcome.Flaw.POINT),
            new Weakness.SmallExponent(BigInteger.valueOf(3)),
            new Weakness.Roca(),
            new Weakness.OnBlocklist(Path.of("/usr/share/openssl-blacklist/blacklist.RSA-1024")),
            new Weakness.Published("RFC 6376, appendix C"));
    var words = new StringBuilder();
    for (var weakness : all) {
      var explanation = KeyExplainer.explain(weakness);
      assertThat(explanation.mark()).isEqualTo(weakness.forbids() ? Mark.BAD : Mark.WARN);
      words.append(explanation.sentence()).append('\n');
    }
    assertThat(words.toString())
        .isEqualTo(
            """
            The RSA key has 512 bits. Keys below 1024 bits can be broken, and no verifier accepts them.
            The RSA key has 1024 bits. Signers should use at least 2048.
            The RSA key has 8192 bits. Verifiers need only know keys up to 4096 bits, and some refuse larger ones.
            The exponent of the RSA key is one that no sound key has.
            The modulus of the RSA key is even, a square, or has a small factor: it is no key.
            The Ed25519 key is no point, or one with which everybody can sign.
            The exponent of the RSA key is 3, and careless verifiers can be fooled with one that small; 65537 is usual.
            The RSA key was made by a chip whose keys can be broken from their public half (ROCA, CVE-2017-15361).
            The RSA key is on the list of broken keys /usr/share/openssl-blacklist/blacklist.RSA-1024: others know its private half.
            The private half of this key is printed in RFC 6376, appendix C: everybody can sign with it.
            """);
  }

  /// A modulus of so many bits that no small prime divides.
  private static DkimPublicKey.Rsa rsa(Random chance, int bits, BigInteger exponent) {
    var modulus = BigInteger.ZERO;
    while (!modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
      modulus = new BigInteger(bits, chance).setBit(bits - 1);
    }
    return new DkimPublicKey.Rsa(modulus, exponent, false);
  }

  @Test
  void DK_6_aListInTheFormOfDebianIsRead(@TempDir Path folder) throws Exception {
    var key = rsa(new Random(2008), 1024, F4);
    var file = folder.resolve("blacklist.RSA-1024");
    Files.writeString(
        file,
        "# comment\n00005890bc78bcbee3ca\n\nnonsense\n" + Blocklist.entry(key.modulus()) + "\n");
    var list = Blocklist.read(file);
    assertThat(new WeakKeys(List.of(list)).of(key))
        .containsExactly(new Weakness.OnBlocklist(file), new Weakness.FewBits(1024));
    assertThat(new WeakKeys(List.of(list)).of(rsa(new Random(2009), 2048, F4))).isEmpty();
  }
}
