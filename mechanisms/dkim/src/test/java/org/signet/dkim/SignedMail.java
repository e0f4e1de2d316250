package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;
import org.signet.message.Header;

/// A message with a signature on top, and the record of its key.
record SignedMail(String message, DkimAlgorithm algorithm, String record) {
  static final String KEY_NAME = "sel._domainkey.example.com";

  /// What varies between messages, each list on its own round.
  private static final List<String> BODIES =
      List.of(
          "Hello,\r\n\r\nthis is  text.\t \r\n-- \r\nJoe\r\n",
          "",
          "\r\n",
          "no line end",
          "trailing \t\r\n \r\n\t\r\n\r\n\r\n",
          " \tindented\ttext\r\n.\r\nm\u00fc\u00df\r\n\r\nend \r\n",
          "blanks only at the end  ");

  private static final List<String> HEADERS =
      List.of(
          lines(
              "Received: from a by b; Wed, 25 Nov 2026 10:00:00 +0000",
              "Received: from c",
              "\tby d;",
              "  Wed, 25 Nov 2026 09:00:00 +0000",
              "From: Joe <joe@example.com>",
              "To: Jane <jane@example.org>",
              "Subject: Is  dinner\t ready? ",
              "X-Empty:",
              "Message-ID: <1@example.com>"),
          lines(
              "from:joe@example.com",
              "SUBJECT:no blank",
              "subject:\ttwice \t",
              "Subject: ",
              " folded at once",
              "Date: Wed, 25 Nov 2026 10:00:00 +0000"),
          lines(
              "X-Other: not signed",
              "From: \"J.\tJoe\" <joe@example.com>\t",
              "Cc: a@example.org,",
              " b@example.org,",
              "\t c@example.org",
              "Subject: m\u00fc"));

  private static final List<String> SIGNED =
      List.of(
          "From:To:Subject:Message-ID:X-Empty",
          "From:From:Subject:subject:SUBJECT:Subject:Date:Date",
          "received:Received:From:Cc:Reply-To",
          "Date : From\r\n\t:Subject :X-Absent");

  private static final List<String> TAGS =
      List.of(
          "",
          "t=1700000000; x=4102444800; ",
          "i=joe@sub.example.com; q=dns/txt; ",
          "i=@example.com;\r\n\tz=From:joe|To:jane; ",
          "t=1795000000;l=%d; ",
          "l=%d; x=1900000000; note=unknown; ");

  private static final List<String> RECORDS =
      List.of(
          "v=DKIM1; k=%s; p=%s",
          "k=%s; p=%s;",
          "v=DKIM1; k=%s; h=sha256; s=email; t=y; n=a note; p=%s",
          "v=DKIM1 ; k=%s; s=*; p=%s; x=unknown");

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  /// Messages in each pair of canonical forms, with each type of key.
  static List<SignedMail> all() {
    var mails = new ArrayList<SignedMail>();
    int round = 0;
    for (var file : List.of("rsa.pem", "ed25519.pem")) {
      var key = key(file);
      for (int i = 0; i < BODIES.size() * 2; i++) {
        for (var header : Canonicalization.values()) {
          for (var body : Canonicalization.values()) {
            mails.add(new Draft(key, header, body, round++).sign());
          }
        }
      }
    }
    return mails;
  }

  static SigningKey key(String file) {
    try (var in = Objects.requireNonNull(SignedMail.class.getResourceAsStream("keys/" + file))) {
      var text = new String(in.readAllBytes(), ISO_8859_1);
      return switch (KeyFile.parse(text, new Passphrase.None())) {
        case KeyReading.Read(var key) -> key;
        case KeyReading.Refused(var why) -> throw new IllegalStateException(why.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Draft(
      SigningKey key, Canonicalization headerForm, Canonicalization bodyForm, int round) {
    SignedMail sign() {
      // The forms change with each round, so the rest changes with every fourth.
      int turn = round / 4 + round;
      var body = turned(BODIES, turn);
      var header = turned(HEADERS, turn);
      var tags = turned(TAGS, turn / 2);
      long length = length(body);
      var limit = tags.contains("l=") ? OptionalLong.of(length) : OptionalLong.empty();
      var names = turned(SIGNED, turn / 3);
      var start =
          ("DKIM-Signature: v=1; a=%s; c=%s/%s;\r\n d=example.com; s=sel; " + tags)
              .replace("%d", Long.toString(length))
              .formatted(key.algorithm().word(), headerForm.word(), bodyForm.word());
      var middle = "h=" + names + ";\r\n bh=" + bodyHash(body, limit) + ";\r\n b=";
      var end = round % 3 == 0 ? "" : round % 3 == 1 ? ";" : "; last=tag \t";
      var signature = signature(header, names, Field.of(start + middle + end));
      var message = start + middle + signature + end + "\r\n" + header + "\r\n\r\n" + body;
      return new SignedMail(message, key.algorithm(), record());
    }

    /// Most of the body, where it has enough.
    private static long length(String body) {
      return body.startsWith("Hello") ? 10 : 0;
    }

    private String bodyHash(String text, OptionalLong length) {
      var octets = text.getBytes(ISO_8859_1);
      var hasher = new BodyHasher();
      hasher.want(bodyForm, HashAlgorithm.SHA256, length);
      hasher.update(octets, 0, octets.length);
      hasher.end();
      return hasher.digest(bodyForm, HashAlgorithm.SHA256, length).orElseThrow().hash();
    }

    private String signature(String header, String names, Field own) {
      var fields = new ArrayList<Field>();
      for (var field : header.split("\r\n(?![ \t])", -1)) {
        fields.add(Field.of(field));
      }
      var canonical = new CanonicalHeader(headerForm);
      var chosen = List.of(names.replaceAll("\\s", "").split(":"));
      canonical.addAll(new HeaderIndex(new Header(fields)).choose(chosen, -1));
      canonical.addOwn(own, TagList.parse(own.rawValue()).orThrow());
      var base64 = Base64.getEncoder().encodeToString(signed(canonical));
      return base64.substring(0, 40) + "\r\n  " + base64.substring(40);
    }

    private byte[] signed(CanonicalHeader canonical) {
      try {
        var isRsa = key instanceof SigningKey.Rsa;
        var signature = Signature.getInstance(isRsa ? "SHA256withRSA" : "Ed25519");
        signature.initSign(key.privateKey());
        signature.update(isRsa ? canonical.octets() : canonical.hash(HashAlgorithm.SHA256));
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private String record() {
      var published = KeyRecord.base64(key.publicKey());
      return turned(RECORDS, round / 5).formatted(key.algorithm().keyType(), published);
    }

    private static String turned(List<String> choices, int turn) {
      return choices.get(turn % choices.size());
    }
  }
}
