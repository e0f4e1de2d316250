package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Signs messages for tests, by the JDK and with [SlowForms], so that nothing of the checker is
/// needed to make what it checks. Signs whatever it is told to.
final class SlowSigner {
  static final SlowSigner RSA = rsa(2048);
  static final SlowSigner ED25519 = ed25519();

  private final KeyPair keys;
  private final boolean isRsa;

  private SlowSigner(KeyPair keys) {
    this.keys = keys;
    this.isRsa = keys.getPublic().getAlgorithm().equals("RSA");
  }

  static SlowSigner rsa(int bits) {
    return generated("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), bits);
  }

  private static SlowSigner ed25519() {
    return generated("Ed25519", NamedParameterSpec.ED25519, 25_519);
  }

  /// The same key each time, so that what a test finds can be found again.
  private static SlowSigner generated(String algorithm, AlgorithmParameterSpec spec, long seed) {
    try {
      var random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(spec, random);
      return new SlowSigner(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  KeyPair keys() {
    return keys;
  }

  /// The value of `p=`.
  String publicKey() {
    var encoded = keys.getPublic().getEncoded();
    return base64(
        isRsa ? encoded : Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  /// The key record.
  String record() {
    return "v=DKIM1; k=" + (isRsa ? "rsa" : "ed25519") + "; p=" + publicKey();
  }

  /// The usual tags, in which `@bh` and `@b` stand for the values.
  String tags() {
    return "v=1; a="
        + (isRsa ? "rsa" : "ed25519")
        + "-sha256; c=relaxed/relaxed; d=example.com; s=sel; h=From:To:Subject; bh=@bh; b=@b";
  }

  /// A message with a signature on top.
  ///
  /// @param fields each without its final CRLF
  String sign(String tags, List<String> fields, String body) {
    return field(tags, fields, body) + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n" + body;
  }

  /// A signature over a message, without the final CRLF.
  String field(String tags, List<String> fields, String body) {
    var forms = tag(tags, "c", "simple/simple").split("/", -1);
    var headerForm = form(forms[0]);
    var bodyForm = form(forms.length > 1 ? forms[1] : "simple");
    var canonical = SlowForms.body(bodyForm, body);
    var length = tag(tags, "l", "");
    var signed =
        length.isEmpty()
            ? canonical
            : canonical.substring(0, Math.min(Integer.parseInt(length), canonical.length()));
    var unsigned = "DKIM-Signature: " + tags.replace("@bh", base64(sha256(signed)));
    var names = List.of(tag(tags, "h", "").replaceAll("\\s", "").split(":", -1));
    var text = new StringBuilder();
    SlowForms.choose(fields, names).forEach(f -> text.append(SlowForms.field(headerForm, f)));
    text.append(SlowForms.field(headerForm, unsigned.replace("@b", "")));
    text.setLength(text.length() - 2);
    return unsigned.replace("@b", base64(sign(text.toString())));
  }

  private static Canonicalization form(String word) {
    return word.equals("relaxed") ? Canonicalization.RELAXED : Canonicalization.SIMPLE;
  }

  private static String tag(String tags, String name, String absent) {
    var tag = Pattern.compile("(?:^|;)\\s*" + name + "\\s*=\\s*([^;]*)").matcher(tags);
    return tag.find() ? tag.group(1).strip() : absent;
  }

  private byte[] sign(String text) {
    try {
      var signature = Signature.getInstance(isRsa ? "SHA256withRSA" : "Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(isRsa ? text.getBytes(ISO_8859_1) : sha256(text));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
