package org.signet.verifier;

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
import org.signet.dkim.HeaderIndex;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;
import org.signet.message.Header;

/// Signs test messages with one RSA key for every domain and selector.
final class Signer {
  private static final KeyPair KEYS = keys();

  private Signer() {}

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the key's TXT record says.
  static String recordText() {
    var key = Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    return "v=DKIM1; k=rsa; p=" + key;
  }

  /// The key's TXT record for a zone.
  static String record(String selector, String domain) {
    return selector + "._domainkey." + domain + ". TXT \"" + recordText() + "\"\n";
  }

  /// The message with a signature on top.
  static String sign(String message, String domain, String selector, Canonicalization form) {
    return sign(message, domain, selector, form, "");
  }

  /// @param more tags for the signature, each ending with `; `
  static String sign(
      String message, String domain, String selector, Canonicalization form, String more) {
    int end = message.indexOf("\r\n\r\n");
    var header = header(message.substring(0, end + 2));
    var body = message.substring(end + 4).getBytes(ISO_8859_1);
    var hasher = new BodyHasher();
    hasher.want(form, HashAlgorithm.SHA256, OptionalLong.empty());
    hasher.update(body, 0, body.length);
    hasher.end();
    var hash = hasher.digest(form, HashAlgorithm.SHA256, OptionalLong.empty()).orElseThrow().hash();
    var names = header.fields().stream().map(Field::name).toList();
    var unsigned =
        "DKIM-Signature: v=1; a=rsa-sha256; c="
            + form.word()
            + '/'
            + form.word()
            + "; d="
            + domain
            + "; s="
            + selector
            + "; "
            + more
            + "h="
            + String.join(":", names)
            + ";\r\n bh="
            + hash
            + ";\r\n b=";
    var own = Field.of(unsigned);
    var canonical = new CanonicalHeader(form);
    canonical.addAll(new HeaderIndex(header).choose(names, -1));
    canonical.addOwn(own, TagList.parse(own.rawValue()).orThrow());
    return unsigned + signature(canonical.octets()) + "\r\n" + message;
  }

  private static String signature(byte[] octets) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(octets);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Header header(String text) {
    var fields = new ArrayList<Field>();
    var lines = new ArrayList<>(List.of(text.split("\r\n(?![ \t])", -1)));
    lines.removeLast();
    lines.forEach(line -> fields.add(Field.of(line)));
    return new Header(fields);
  }
}
