package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dkim.DkimOutcome.Flaw;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.TagList;

/// The threats of DKIM that lie in keys and their arithmetic, each by its number in the catalogue.
class KeyAttacksTest {
  private static final List<String> FIELDS = List.of("From: Joe <joe@example.com>");
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final byte[] HASH = new byte[32];

  private static KeyChoice choose(DkimPublicKey key) {
    return choose(key, DkimLimits.standard());
  }

  private static KeyChoice choose(DkimPublicKey key, DkimLimits limits) {
    var tags = TagList.parse("p=x").orThrow();
    var usable = new DkimKey.Usable(key, List.of(), List.of("*"), List.of(), tags);
    var algorithm =
        key instanceof DkimPublicKey.Rsa ? DkimAlgorithm.RSA_SHA256 : DkimAlgorithm.ED25519_SHA256;
    return new KeyRules(algorithm, KeyLookup.EMAIL, limits).judge(usable);
  }

  private static KeyChoice none(PermError why) {
    return new KeyChoice.None(why);
  }

  /// A number of so many bits that nobody takes apart at a glance.
  private static BigInteger modulus(int bits) {
    var random = new SplittableRandom(bits);
    var octets = new byte[bits / 8 + 1];
    random.nextBytes(octets);
    var number = new BigInteger(1, octets).setBit(bits - 1).setBit(0);
    number = number.shiftRight(number.bitLength() - bits).setBit(0);
    while (RsaKey.of(new DkimPublicKey.Rsa(number, F4, false)) instanceof PreparedKey.Flawed) {
      number = number.add(BigInteger.TWO);
    }
    return number;
  }

  private static DkimPublicKey rsa(BigInteger modulus, BigInteger exponent) {
    return new DkimPublicKey.Rsa(modulus, exponent, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 768, 1023})
  void DK_4_tooSmall(int bits) {
    assertThat(choose(rsa(modulus(bits), F4)))
        .isEqualTo(none(new PermError.KeyTooSmall(bits, 1024)));
  }

  @ParameterizedTest
  @CsvSource({"1024,true", "2047,true", "2048,false"})
  void DK_4_weakAndStrong(int bits, boolean isWeak) {
    var signer = SlowSigner.rsa(bits);
    var message = signer.sign(signer.tags().replace("From:To:Subject", "From"), FIELDS, "");
    var zone = "sel._domainkey.example.com. TXT \"" + signer.record() + "\"\n";
    var result = Messages.verify(Messages.verifier(ZoneResolver.of(zone)), message).getFirst();
    assertThat(result.outcome())
        .isEqualTo(
            new DkimOutcome.Pass(isWeak ? List.of(new Reservation.WeakKey(bits)) : List.of()));
    assertThat(result.vouches()).isTrue();
  }

  @Test
  void DK_5_tooLarge() {
    assertThat(choose(rsa(modulus(4096), F4))).isInstanceOf(KeyChoice.Chosen.class);
    assertThat(choose(rsa(modulus(4097), F4)))
        .isEqualTo(none(new PermError.KeyTooLarge(4097, 4096)));
    assertThat(choose(rsa(modulus(8192), F4)))
        .isEqualTo(none(new PermError.KeyTooLarge(8192, 4096)));
    var limits = new DkimLimits(10, 1024, 8192, DkimLimits.SKEW, Set.of());
    assertThat(choose(rsa(modulus(8192), F4), limits)).isInstanceOf(KeyChoice.Chosen.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "4", "65536", "18446744073709551617"})
  void DK_5_unsafeExponents(String exponent) {
    assertThat(choose(rsa(modulus(2048), new BigInteger(exponent))))
        .isEqualTo(none(new PermError.KeyUnsafe(Flaw.EXPONENT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "17", "65537", "18446744073709551615"})
  void DK_5_exponentsThatAreTaken(String exponent) {
    for (int bits : new int[] {1024, 4096}) {
      assertThat(choose(rsa(modulus(bits), new BigInteger(exponent))))
          .isInstanceOf(KeyChoice.Chosen.class);
    }
  }

  @Test
  void DK_5_anExponentOfFourThousandBits() {
    assertThat(choose(rsa(modulus(4096), modulus(4095))))
        .isEqualTo(none(new PermError.KeyUnsafe(Flaw.EXPONENT)));
  }

  @Test
  void DK_5_unsafeModuli() {
    var prime = modulus(1024);
    for (var unsafe :
        List.of(
            prime.shiftLeft(1),
            prime.multiply(prime),
            prime.multiply(BigInteger.valueOf(3)),
            prime.multiply(BigInteger.valueOf(997)))) {
      assertThat(choose(rsa(unsafe, F4))).isEqualTo(none(new PermError.KeyUnsafe(Flaw.MODULUS)));
    }
  }

  @Test
  void DK_6_aKeyThatEverybodyHas() {
    var signer = SlowSigner.RSA;
    var key = (DkimKey.Usable) DkimKey.parse(signer.record());
    var limits = new DkimLimits(10, 1024, 4096, DkimLimits.SKEW, Set.of(signer.publicKey()));
    var rules = new KeyRules(DkimAlgorithm.RSA_SHA256, KeyLookup.EMAIL, limits);
    assertThat(rules.judge(key)).isEqualTo(none(new PermError.KeyCompromised()));
    var folded = signer.record().replace("p=MIIB", "p=MI IB");
    assertThat(rules.judge(DkimKey.parse(folded))).isEqualTo(none(new PermError.KeyCompromised()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 44, 64})
  void DK_7_keysOfAnotherLength(int octets) {
    var record = "v=DKIM1; k=ed25519; p=" + SlowSigner.base64(new byte[octets]);
    assertThat(DkimKey.parse(record)).isNotInstanceOf(DkimKey.Usable.class);
  }

  /// With such a key, the signature R = identity, S = 0 fits any message.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      })
  void DK_7_smallOrderKeys(String hex) {
    var key = new DkimPublicKey.Ed25519(new String(HexFormat.of().parseHex(hex), ISO_8859_1));
    assertThat(choose(key)).isEqualTo(none(new PermError.KeyUnsafe(Flaw.POINT)));
    var forged = new byte[64];
    forged[0] = 1;
    assertThat(key.check(forged, HashAlgorithm.SHA256, HASH))
        .isEqualTo(new SignatureFinding.Wrong());
  }

  /// S and S + L sign the same; only the first is a signature.
  @Test
  void DK_7_aScalarBeyondTheOrder() {
    var order =
        BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    var signer = SlowSigner.ED25519;
    var tags = signer.tags().replace("From:To:Subject", "From");
    var message = signer.sign(tags, FIELDS, "");
    var key = (DkimKey.Usable) DkimKey.parse(signer.record());
    var results =
        Messages.verify(
            Messages.verifier(
                ZoneResolver.of("sel._domainkey.example.com. TXT \"" + signer.record() + "\"")),
            message);
    var result = results.getFirst();
    assertThat(result.vouches()).isTrue();
    var octets = SignatureTags.octets(result.signature().orThrow().signature()).orElseThrow();
    var hash = SignatureTags.octets(result.headerHash().orElseThrow()).orElseThrow();
    assertThat(key.key().check(octets, HashAlgorithm.SHA256, hash))
        .isEqualTo(new SignatureFinding.Right());
    var s = new BigInteger(1, reversed(Arrays.copyOfRange(octets, 32, 64))).add(order);
    var other = reversed(s.toByteArray());
    System.arraycopy(other, 0, octets, 32, Math.min(32, other.length));
    assertThat(key.key().check(octets, HashAlgorithm.SHA256, hash))
        .isEqualTo(new SignatureFinding.Wrong());
  }

  private static byte[] reversed(byte[] octets) {
    var reversed = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      reversed[i] = octets[octets.length - 1 - i];
    }
    return reversed;
  }

  private static final String DIGEST_INFO = "3031300d060960864801650304020105000420";

  /// What the signer of the test key would have to sign for these octets to come out.
  private static SignatureFinding checkOf(byte[] encoded) {
    var pair = SlowSigner.RSA.keys();
    var secret = (RSAPrivateKey) pair.getPrivate();
    var signature =
        new BigInteger(1, encoded).modPow(secret.getPrivateExponent(), secret.getModulus());
    var key = (DkimKey.Usable) DkimKey.parse(SlowSigner.RSA.record());
    return key.key().check(fixed(signature, 256), HashAlgorithm.SHA256, HASH);
  }

  private static byte[] fixed(BigInteger number, int length) {
    var octets = number.toByteArray();
    var fixed = new byte[length];
    int count = Math.min(octets.length, length);
    System.arraycopy(octets, octets.length - count, fixed, length - count, count);
    return fixed;
  }

  private static byte[] encoded(int padding, String digestInfo, byte[] hash, int garbage) {
    var info = HexFormat.of().parseHex(digestInfo);
    var out = new byte[256];
    out[1] = 1;
    Arrays.fill(out, 2, 2 + padding, (byte) 0xff);
    System.arraycopy(info, 0, out, 3 + padding, info.length);
    System.arraycopy(hash, 0, out, 3 + padding + info.length, hash.length);
    assertThat(3 + padding + info.length + hash.length + garbage).isEqualTo(256);
    return out;
  }

  @Test
  void DK_20_whatIsNotExactlyEncoded() {
    assertThat(checkOf(encoded(202, DIGEST_INFO, HASH, 0))).isEqualTo(new SignatureFinding.Right());
    var wrong = new SignatureFinding.Wrong();
    assertThat(checkOf(encoded(8, DIGEST_INFO, HASH, 194))).isEqualTo(wrong);
    assertThat(checkOf(encoded(204, "302f300b0609608648016503040201" + "0420", HASH, 0)))
        .isEqualTo(wrong);
    var otherHash = DIGEST_INFO.replace("0304020105", "0304020205");
    assertThat(checkOf(encoded(202, otherHash, HASH, 0))).isEqualTo(wrong);
    var blockType = encoded(202, DIGEST_INFO, HASH, 0);
    blockType[1] = 2;
    assertThat(checkOf(blockType)).isEqualTo(wrong);
    var hole = encoded(202, DIGEST_INFO, HASH, 0);
    hole[100] = 0;
    assertThat(checkOf(hole)).isEqualTo(wrong);
  }

  @Test
  void DK_20_anotherHashThatTheKeySigned() {
    var other = new byte[32];
    Arrays.fill(other, (byte) 7);
    assertThat(checkOf(encoded(202, DIGEST_INFO, other, 0)))
        .isEqualTo(new SignatureFinding.OtherHash(SlowSigner.base64(other)));
  }

  /// Bleichenbacher's forgery for the exponent 3: a cube whose front looks like a signed hash.
  @Test
  void DK_20_aCubeRootWithGarbageBehindTheHash() {
    var front = new BigInteger(1, encoded(8, DIGEST_INFO, HASH, 194));
    var root = cubeRoot(front).add(BigInteger.ONE);
    assertThat(root.pow(3).shiftRight(194 * 8)).isEqualTo(front.shiftRight(194 * 8));
    var key = rsa(modulus(2048), BigInteger.valueOf(3));
    assertThat(key.check(fixed(root, 256), HashAlgorithm.SHA256, HASH))
        .isEqualTo(new SignatureFinding.Wrong());
  }

  private static BigInteger cubeRoot(BigInteger number) {
    var low = BigInteger.ZERO;
    var high = BigInteger.ONE.shiftLeft(number.bitLength() / 3 + 1);
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      var middle = low.add(high).shiftRight(1);
      if (middle.pow(3).compareTo(number) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
