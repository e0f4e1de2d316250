package org.signet.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.CanonicalHeader;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.HashAlgorithm;
import org.signet.dkim.HeaderIndex;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;
import org.signet.message.Header;

/// Hosts that seal a message on its way, for tests; each with a key of its own or a shared one.
final class Sealer {
  /// One key for every host, and the same each time, so that what is said of it stays the same.
  private static final KeyPair KEYS = keys();

  private final List<Field> fields = new ArrayList<>();
  private String body;

  /// What tests may want to be otherwise.
  String signed = "from:to:subject";
  String results = "mx.%s; spf=pass smtp.mailfrom=a.example; dkim=pass; dmarc=pass";
  String messageTags = "";
  String sealTags = "";

  Sealer(String message) {
    int end = message.indexOf("\r\n\r\n");
    message.substring(0, end).lines().map(Field::of).forEach(fields::add);
    body = message.substring(end + 4);
  }

  /// A message that nobody sealed yet.
  static Sealer plain() {
    return new Sealer(
        "From: a@a.example\r\nTo: b@b.example\r\nSubject: hello\r\n\r\nSome text.\r\n");
  }

  private static KeyPair keys() {
    try {
      var random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(8617);
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The zone text with the key of a host.
  static String key(String domain, String flags) {
    byte[] encoded = KEYS.getPublic().getEncoded();
    var key = Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, 12, 44));
    var record = "v=DKIM1; k=ed25519; " + flags + "p=" + key;
    return "s._domainkey." + domain + ". TXT \"" + record + "\"\n";
  }

  /// The host `domain` seals the message, with the next instance and the `cv=` that goes with it.
  Sealer seal(String domain) {
    int instance = (int) fields.stream().filter(f -> f.is(ArcPart.SEAL.field())).count() + 1;
    return seal(domain, instance, instance == 1 ? "none" : "pass");
  }

  Sealer seal(String domain, int instance, String validation) {
    var aar =
        Field.of("ARC-Authentication-Results: i=" + instance + "; " + results.formatted(domain));
    var ams = messageSignature(domain, instance);
    fields.addFirst(aar);
    fields.addFirst(ams);
    fields.addFirst(sealField(domain, instance, validation));
    return this;
  }

  private Field messageSignature(String domain, int instance) {
    var hasher = new BodyHasher();
    hasher.want(Canonicalization.RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
    hasher.update(body.getBytes(ISO_8859_1), 0, body.length());
    hasher.end();
    var bh = hasher.digests().getFirst().hash();
    var tags =
        "i=%d; a=ed25519-sha256; c=relaxed/relaxed; d=%s; s=s; h=%s; %sbh=%s; b="
            .formatted(instance, domain, signed, messageTags, bh);
    var unsigned = Field.of("ARC-Message-Signature: " + tags);
    var canonical = new CanonicalHeader(Canonicalization.RELAXED);
    canonical.addAll(
        new HeaderIndex(new Header(fields)).choose(List.of(signed.split(":", -1)), -1));
    canonical.addOwn(unsigned, TagList.parse(unsigned.rawValue()).orThrow());
    return Field.of("ARC-Message-Signature: " + tags + signature(canonical));
  }

  private Field sealField(String domain, int instance, String validation) {
    var tags =
        "i=%d; a=ed25519-sha256; cv=%s; d=%s; s=s; t=12345; %sb="
            .formatted(instance, validation, domain, sealTags);
    var unsigned = Field.of("ARC-Seal: " + tags);
    var canonical = new CanonicalHeader(Canonicalization.RELAXED);
    var arc = fields.reversed().stream().filter(field -> field.name().startsWith("ARC-")).toList();
    canonical.addAll(arc);
    canonical.addOwn(unsigned, TagList.parse(unsigned.rawValue()).orThrow());
    return Field.of("ARC-Seal: " + tags + signature(canonical));
  }

  private static String signature(CanonicalHeader canonical) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(KEYS.getPrivate());
      signature.update(canonical.hash(HashAlgorithm.SHA256));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Somebody on the way adds a footer.
  Sealer append(String text) {
    body += text;
    return this;
  }

  /// The fields, the topmost first, to be changed by a test.
  List<Field> fields() {
    return fields;
  }

  /// The message, one char per octet.
  String message() {
    var message = new StringBuilder();
    fields.forEach(field -> message.append(field).append("\r\n"));
    return message.append("\r\n").append(body).toString();
  }
}
