package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signet.dns.CachingResolver.Bounds.USUAL;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.CanonicalHeader;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimVerifier;
import org.signet.dkim.HashAlgorithm;
import org.signet.dkim.HeaderIndex;
import org.signet.dns.CachingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;
import org.signet.message.LineEnds;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// A message as people send it, signed in the form relaxed/relaxed: some twenty fields, and
/// lines of some seventy octets.
final class DkimMail {
  private static final List<String> SIGNED =
      List.of(
          "from",
          "to",
          "cc",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "reply-to",
          "in-reply-to",
          "references",
          "list-id",
          "list-unsubscribe");

  private static final List<String> WORDS =
      """
      the of and to in is that for it as was with be by on not he his but at are this have from or had
      an they which one you were all her she there would their we him been has when who will no more
      if out so up said what its about than into them can only other time new some could these two
      may first then do any like my now over such\
      """
          .lines()
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .toList();

  private final KeyPair keys;
  private final String algorithm;
  private final byte[] message;
  private final byte[] canonicalHeader;
  private final byte[] canonicalBody;
  private final byte[] signature;

  DkimMail(String algorithm, int octets) throws GeneralSecurityException, IOException {
    this.algorithm = algorithm;
    this.keys = generate(algorithm);
    var random = new Random(octets);
    var header = header();
    this.canonicalBody = body(random, octets).getBytes(ISO_8859_1);
    var unsigned =
        "DKIM-Signature: v=1; a="
            + algorithm
            + "-sha256; c=relaxed/relaxed;\r\n d=bench.example; s=sel; t=1790000000;\r\n h="
            + String.join(":", SIGNED)
            + ";\r\n bh="
            + bodyHash()
            + ";\r\n b=";
    var field = Field.of(unsigned);
    var canonical = new CanonicalHeader(Canonicalization.RELAXED);
    for (var name : SIGNED) {
      header.stream().filter(each -> each.is(name)).forEach(canonical::add);
    }
    canonical.addOwn(field, TagList.parse(field.rawValue()).orThrow());
    this.canonicalHeader = canonical.octets();
    this.signature = sign(canonicalHeader);
    var text = new StringBuilder(unsigned);
    text.append(Base64.getEncoder().encodeToString(signature)).append("\r\n");
    header.forEach(each -> text.append(each).append("\r\n"));
    text.append("\r\n").append(new String(canonicalBody, ISO_8859_1));
    this.message = text.toString().getBytes(ISO_8859_1);
  }

  private static KeyPair generate(String algorithm) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("rsa")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  private static List<Field> header() throws IOException {
    var text =
        """
        Return-Path: <a@bench.example>
        Received: from out.bench.example (out.bench.example [203.0.113.20])
         by mx.good.example (Postfix) with ESMTPS id 4AB00017
         for <u@good.example>; Mon, 23 Nov 2026 12:00:01 +0000 (UTC)
        Received: by app.bench.example (Postfix, from userid 33)
         id 6D2F312345; Mon, 23 Nov 2026 12:00:00 +0000 (UTC)
        From: "Bench Sender" <a@bench.example>
        To: A Reader <u@good.example>
        Cc: Somebody Else <other@good.example>
        Subject: The minutes of the meeting on Thursday, and what is left to
         do before the next
        Date: Mon, 23 Nov 2026 12:00:00 +0000
        Message-ID: <20261123120000.17@bench.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8; format=fixed
        Content-Transfer-Encoding: 7bit
        Reply-To: a@bench.example
        In-Reply-To: <20261120080000.4@good.example>
        References: <20261119080000.1@good.example>
         <20261120080000.4@good.example>
        List-Id: Minutes of meetings <minutes.bench.example>
        List-Unsubscribe: <https://bench.example/u/1234567890>,
         <mailto:u@bench.example>
        User-Agent: Bench/1.0
        X-Mailer: bench
        Precedence: bulk
        """;
    try (var in = MessageStream.open(Message.of(text.getBytes(ISO_8859_1)))) {
      return in.header().fields();
    }
  }

  /// Lines of words with single spaces between, which is what `relaxed` makes of them too.
  private static String body(RandomGenerator random, int octets) {
    var out = new StringBuilder(octets + 100);
    while (out.length() < octets) {
      int line = out.length();
      while (out.length() - line < 66) {
        out.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      out.setLength(out.length() - 1);
      out.append(random.nextInt(12) == 0 ? "\r\n\r\n" : "\r\n");
    }
    while (out.substring(out.length() - 4).equals("\r\n\r\n")) {
      out.setLength(out.length() - 2);
    }
    return out.toString();
  }

  private String bodyHash() {
    var hasher = new BodyHasher();
    hasher.want(Canonicalization.RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
    hasher.update(canonicalBody, 0, canonicalBody.length);
    hasher.end();
    return hasher.digests().getFirst().hash();
  }

  private byte[] sign(byte[] octets) throws GeneralSecurityException {
    var signer = Signature.getInstance(isRsa() ? "SHA256withRSA" : "Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(isRsa() ? octets : MessageDigest.getInstance("SHA-256").digest(octets));
    return signer.sign();
  }

  byte[] message() {
    return message;
  }

  /// The key's record.
  String record() {
    var encoded = keys.getPublic().getEncoded();
    var key = isRsa() ? encoded : Arrays.copyOfRange(encoded, 12, 44);
    return "v=DKIM1; k=" + algorithm + "; p=" + Base64.getEncoder().encodeToString(key);
  }

  private boolean isRsa() {
    return algorithm.equals("rsa");
  }

  /// A verifier that knows the record as a cache of DNS answers does.
  DkimVerifier verifier() {
    var zone = "sel._domainkey.bench.example. TXT \"" + record() + '"';
    var dns = new CachingResolver(ZoneResolver.of(zone), USUAL, InstantSource.system());
    return new DkimVerifier(dns, InstantSource.system(), DkimLimits.standard());
  }

  /// The verdict, from the octets of the message. The answer of the DNS is near, so that the lookup
  /// needs no thread of its own.
  List<DkimResult> verify(DkimVerifier verifier) throws IOException {
    try (var in = MessageStream.open(new ByteArrayInputStream(message), LineEnds.STRICT)) {
      var index = new HeaderIndex(in.header());
      var session = verifier.begin(in.header(), index, List.of(), new BodyHasher(), lookup -> {});
      in.transferTo(session::body);
      var results = session.finish();
      if (!(results.getFirst().outcome() instanceof DkimOutcome.Pass)) {
        throw new IllegalStateException(results.toString());
      }
      return results;
    }
  }

  /// The least that anybody must do with this message, by the JDK: two hashes and one signature.
  boolean floor() throws GeneralSecurityException {
    var body = MessageDigest.getInstance("SHA-256", "SUN").digest(canonicalBody);
    var verifier =
        isRsa()
            ? Signature.getInstance("SHA256withRSA", "SunRsaSign")
            : Signature.getInstance("Ed25519", "SunEC");
    verifier.initVerify(keys.getPublic());
    verifier.update(
        isRsa()
            ? canonicalHeader
            : MessageDigest.getInstance("SHA-256", "SUN").digest(canonicalHeader));
    return verifier.verify(signature) && body.length == 32;
  }
}
