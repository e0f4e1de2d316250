package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.CanonicalHeader;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.HashAlgorithm;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;

/// A message that hosts seal one after another, all with one key.
final class ArcMail {
  private static final String TAGS = "a=rsa-sha256; d=bench.example; s=sel; t=1790000000; ";

  private final KeyPair keys;
  private final List<Field> fields = new ArrayList<>();
  private final byte[] body;
  private int sets;

  ArcMail(int octets) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    fields.add(Field.of("From: a@bench.example"));
    fields.add(Field.of("To: u@good.example"));
    fields.add(Field.of("Subject: A message that travels"));
    var line = "Some words that fill a line of about seventy octets, and no more.\r\n";
    body = line.repeat(octets / line.length()).getBytes(ISO_8859_1);
  }

  /// The next host seals.
  void seal() throws GeneralSecurityException {
    sets++;
    var results =
        Field.of("ARC-Authentication-Results: i=" + sets + "; mx.bench.example; dmarc=pass");
    var ams =
        signed(
            "ARC-Message-Signature: i="
                + sets
                + "; c=relaxed/relaxed; h=from:to:subject; bh="
                + bodyHash()
                + "; "
                + TAGS
                + "b=",
            fields.subList(fields.size() - 3, fields.size()));
    fields.addFirst(results);
    fields.addFirst(ams);
    var covered = fields.subList(0, fields.size() - 3).reversed();
    var validation = sets == 1 ? "none" : "pass";
    fields.addFirst(
        signed("ARC-Seal: i=" + sets + "; cv=" + validation + "; " + TAGS + "b=", covered));
  }

  private String bodyHash() {
    var hasher = new BodyHasher();
    hasher.want(Canonicalization.RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
    hasher.update(body, 0, body.length);
    hasher.end();
    return hasher.digests().getFirst().hash();
  }

  private Field signed(String unsigned, List<Field> covered) throws GeneralSecurityException {
    var own = Field.of(unsigned);
    var canonical = new CanonicalHeader(Canonicalization.RELAXED);
    canonical.addAll(covered);
    canonical.addOwn(own, TagList.parse(own.rawValue()).orThrow());
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(canonical.octets());
    return Field.of(unsigned + Base64.getEncoder().encodeToString(signature.sign()));
  }

  byte[] message() {
    var text = new StringBuilder();
    fields.forEach(field -> text.append(field).append("\r\n"));
    return text.append("\r\n").append(new String(body, ISO_8859_1)).toString().getBytes(ISO_8859_1);
  }

  /// The key, as zone text.
  String zone() {
    var key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    return "sel._domainkey.bench.example. TXT \"v=DKIM1; k=rsa; p=" + key + "\"\n";
  }
}
