package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.signet.arc.ArcTrust;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.DkimLimits;
import org.signet.dns.BudgetedResolver.Budget;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.message.Ambiguity;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.message.ReversePath;
import org.signet.testing.DkimSuite;
import org.signet.testing.MixedMail;
import org.signet.testing.Suites;

class KeptProofTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("signet.root", "../.."), "docs/examples");

  private static final Instant TIME = Instant.parse("2026-11-25T12:00:00.123456Z");

  private static final VerifierSettings SETTINGS = VerifierSettings.defaults();

  private static final Envelope ENVELOPE =
      new Envelope(
          Optional.of(IpAddress.of("192.0.2.1")),
          "mail.example.org",
          ReversePath.parse("<bounce@sender.example>"),
          List.of("<bob@example.net>", "<carol@example.net>"));

  /// A verdict, and what was kept of it.
  private record Judged(Verification verdict, KeptProof kept) {
    String octets() {
      return kept.octets().orElseThrow();
    }
  }

  private static Judged judge(Resolver dns, byte[] message, Envelope envelope) throws IOException {
    var again = Message.of(message);
    try (var stream = MessageStream.open(again)) {
      var verifier = new Verifier(World.of(dns, InstantSource.fixed(TIME)), SETTINGS);
      var session = verifier.begin(envelope, stream.header());
      stream.transferTo(session::body);
      var verdict = session.finish(again);
      return new Judged(verdict, session.kept(verdict));
    }
  }

  private static Judged judge(Resolver dns, String message) throws IOException {
    return judge(dns, message.getBytes(ISO_8859_1), ENVELOPE);
  }

  private static KeptProof readBack(Judged judged) {
    var back = KeptProof.read(judged.octets()).orThrow();
    assertThat(back.octets()).as("the same octets").hasValue(judged.octets());
    return back;
  }

  private static void assertReplays(Judged judged, String name) {
    assertSame(readBack(judged).replay(SETTINGS), judged.verdict(), name);
  }

  /// Part for part, because the whole has more words than a person reads.
  private static void assertSame(Verification replayed, Verification verdict, String name) {
    assertThat(replayed.author()).as(name).isEqualTo(verdict.author());
    assertThat(replayed.iprev()).as(name).isEqualTo(verdict.iprev());
    assertThat(replayed.spf()).as(name).isEqualTo(verdict.spf());
    assertThat(replayed.dkim()).as(name).isEqualTo(verdict.dkim());
    assertThat(replayed.arc()).as(name).isEqualTo(verdict.arc());
    assertThat(replayed.dmarc()).as(name).isEqualTo(verdict.dmarc());
    assertThat(replayed).as(name).isEqualTo(verdict);
  }

  @Test
  void theExamplesReplay() throws IOException {
    var dns = ZoneResolver.of(Files.readString(EXAMPLES.resolve("examples.zone"), ISO_8859_1));
    int undone = 0;
    try (var files = Files.newDirectoryStream(EXAMPLES, "*.eml")) {
      for (var file : files) {
        var judged = judge(dns, Files.readAllBytes(file), ENVELOPE);
        assertReplays(judged, file.toString());
        undone += judged.verdict().undone().size();
      }
    }
    assertThat(undone).as("signatures that hold once a change is undone").isPositive();
  }

  @Test
  void mailOfEveryShapeReplays() throws IOException {
    var words = new HashSet<String>();
    int seed = 0;
    for (var mail : MixedMail.made(154)) {
      var form = seed % 2 == 0 ? Canonicalization.SIMPLE : Canonicalization.RELAXED;
      var signed = Signer.sign(mail.octets(), "signer.example", "s" + seed % 5, form);
      var twice = Signer.sign(signed, "other.example", "s1", Canonicalization.RELAXED);
      var judged = judge(new OddDns(seed++), twice + (seed % 3 == 0 ? "a footer\r\n" : ""));
      assertReplays(judged, mail.name());
      judged.verdict().dkim().forEach(one -> words.add("dkim " + one.outcome().word()));
      words.add("dmarc " + judged.verdict().dmarc().outcome().word());
      words.add("spf " + judged.verdict().spf().mailFrom().outcome().word());
    }
    assertThat(words)
        .as("what the messages came to")
        .contains("dkim pass", "dkim fail", "dkim temperror", "dkim permerror")
        .contains("dmarc pass", "dmarc fail", "dmarc temperror")
        .contains("spf pass", "spf fail", "spf softfail", "spf temperror", "spf permerror");
  }

  @Test
  void theMailOfTheSuitesReplays() throws IOException {
    for (var mail : MixedMail.ofSuites()) {
      assertReplays(judge(new OddDns(mail.name().hashCode()), mail.octets()), mail.name());
    }
    for (var suite : List.of("dkim-dkimpy", "dkim-lieser", "dkim-mox", "dkim-opendkim")) {
      var folder = Suites.folder(suite);
      if (folder.isPresent()) {
        for (var each : DkimSuite.read(folder.get()).cases()) {
          if (each.file().isPresent()) {
            // The suites have strings that no server could send: these are cut here.
            var first = judge(each.resolver(), each.message(), ENVELOPE);
            var dns = first.kept().dns().shares().author();
            assertReplays(judge(dns, each.message(), ENVELOPE), each.id());
          }
        }
      }
    }
  }

  @Test
  void headersThatBreakEveryRuleReplay() throws IOException {
    var random = new Random(9);
    var pieces =
        List.of(
            "From: a@b.example\r\n",
            "From : <x@y.example>\r\n",
            " folded first\r\n",
            "no colon\r\n",
            "\r",
            "\n",
            "\u0000",
            "Subject: a\nb\r\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=b.example; s=s; h=from; bh=AAAA; b=AAAA\r\n",
            "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=b.example; s=s; b=AAAA\r\n",
            "ARC-Message-Signature: i=1; a=rsa-sha256; d=b.example; s=s; h=from; bh=AA; b=AA\r\n",
            "ARC-Authentication-Results: i=1; b.example; none\r\n",
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "\u00e9\u00ff: \u0080\r\n",
            "\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n!!\r\n",
            "\r\n");
    for (int round = 0; round < 1_500; round++) {
      var message = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        message.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertReplays(judge(new OddDns(round), message.toString()), message.toString());
    }
  }

  @Test
  void aHeaderBeyondTheBoundsReplays() throws IOException {
    var from = "From: a@b.example\r\n";
    var large = "X: " + "x".repeat(Header.MOST_FIELD_OCTETS) + "\r\n";
    for (var header :
        List.of(large, HostileMessage.fields(1_100), large.repeat(20), from.repeat(1_001))) {
      var judged = judge(new OddDns(1), from + header + "\r\nbody\r\n");
      assertThat(judged.verdict().author().ambiguities()).isNotEmpty();
      assertReplays(judged, header.substring(0, 10));
    }
  }

  /// A field of the milter protocol comes in one piece, whatever it holds.
  @Test
  void aFieldThatLooksLikeTwoStaysOne() {
    var header = new Header(List.of(Field.of("From: a@b.example\r\nFrom: c@d.example\r\n\r\n")));
    var session =
        new Verifier(World.of(new OddDns(1), InstantSource.fixed(TIME))).begin(ENVELOPE, header);
    var verdict = session.finish();
    var kept = session.kept(verdict);
    var back = KeptProof.read(kept.octets().orElseThrow()).orThrow();
    assertThat(back.header().fields()).isEqualTo(header.fields());
    assertThat(back.replay(SETTINGS)).isEqualTo(verdict);
  }

  /// What a check heard when its budget was spent is heard again, whoever came first then.
  @Test
  void aMessageThatSpendsItsBudgetReplays() throws IOException {
    var header = HostileMessage.arcSets(50) + HostileMessage.fields(100);
    var message = HostileMessage.signed(11, header, "x\r\n").getBytes(ISO_8859_1);
    var dns = HostileMessage.world().dns();
    for (int i = 0; i < 5; i++) {
      var judged = judge(dns, message, HostileMessage.envelope());
      assertThat(judged.verdict().spf().mailFrom().outcome().word()).isEqualTo("temperror");
      assertReplays(judged, "hostile");
    }
  }

  @Test
  void nothingOfTheBodyIsKept() throws IOException {
    var body = "a secret that nobody else shall read\r\n".repeat(20);
    var signed =
        Signer.sign(
            "From: a@b.example\r\nMIME-Version: 1.0\r\n\r\n" + body,
            "b.example",
            "s1",
            Canonicalization.RELAXED);
    var judged = judge(new OddDns(4), signed);
    var text = PackedText.unpack(judged.octets(), KeptProof.MOST_OCTETS).orThrow();
    assertThat(text).contains("a@b.example", "relaxed sha256 - ").doesNotContain("secret");
    assertThat(judged.octets()).hasSizeLessThan(1_500);
  }

  @Test
  void otherSettingsComeToWhatTheyWouldHave() throws IOException {
    var list = Files.readAllBytes(EXAMPLES.resolve("list.eml"));
    var dns = ZoneResolver.of(Files.readString(EXAMPLES.resolve("examples.zone"), ISO_8859_1));
    var kept = readBack(judge(dns, list, ENVELOPE));
    assertThat(kept.replay(SETTINGS).sealer()).isInstanceOf(ArcTrust.Standing.NotListed.class);
    var sealer = new ArcTrust.Sealer(Domain.of("lists.example"), Set.of("mx.lists.example"));
    var trusting = SETTINGS.trusting(new ArcTrust(List.of(sealer)));
    assertThat(kept.replay(trusting).sealer()).isNotInstanceOf(ArcTrust.Standing.NotListed.class);
  }

  @Test
  void whatWasNotAskedThenIsUnknown() throws IOException {
    var message = "From: a@b.example\r\n\r\nx\r\n";
    var nothing = new Budget(0, Budget.OF_A_MESSAGE.time());
    var verifier =
        new Verifier(
            World.of(new OddDns(3), InstantSource.fixed(TIME)),
            new VerifierSettings(
                "mx.example",
                DkimLimits.standard(),
                SETTINGS.spf(),
                SETTINGS.dmarc(),
                SETTINGS.sealers(),
                nothing));
    var header = MessageStream.open(Message.of(message.getBytes(ISO_8859_1))).header();
    var session = verifier.begin(ENVELOPE, header);
    var verdict = session.finish();
    var replayed = session.kept(verdict).replay(SETTINGS);
    assertThat(replayed.dmarc().outcome().word()).isEqualTo("temperror");
    assertThat(replayed.spf().mailFrom()).isEqualTo(verdict.spf().mailFrom());
  }

  @Test
  void aVerdictIsKeptWhenTheMessageHasEnded() throws IOException {
    var verdict = judge(new OddDns(1), "From: a@b.example\r\n\r\n").verdict();
    var session =
        new Verifier(World.of(new OddDns(1), InstantSource.fixed(TIME)))
            .begin(ENVELOPE, new Header(List.of()));
    assertThatThrownBy(() -> session.kept(verdict)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatWouldNotBeReadIsNotWritten() throws IOException {
    var many = Collections.nCopies(EnvelopeText.MOST_RECIPIENTS + 1, "<a@b.example>");
    var envelope = new Envelope(Optional.empty(), "", new ReversePath.Null(), many);
    var message = "From: a@b.example\r\n\r\n".getBytes(ISO_8859_1);
    assertThat(judge(new OddDns(1), message, envelope).kept().octets()).isEmpty();
    var fewer = new Envelope(Optional.empty(), "", new ReversePath.Null(), many.subList(1, 1_001));
    assertReplays(judge(new OddDns(1), message, fewer), "1,000 recipients");
    var kept = judge(new OddDns(1), message, ENVELOPE).kept();
    var large = new HeardAnswers("x".repeat(KeptProof.MOST_OCTETS), "", "");
    assertThat(with(kept, large).octets()).isEmpty();
  }

  private static KeptProof with(KeptProof kept, HeardAnswers dns) {
    return new KeptProof(
        kept.at(),
        kept.envelope(),
        kept.header(),
        kept.digests(),
        kept.content(),
        kept.undone(),
        kept.spent(),
        dns);
  }

  /// What was kept by an older version is read by each newer one.
  @Test
  void whatWasPackedOnceIsReadForEver() {
    var packed = Base64.getDecoder().decode("AXi7rxRuC4PUJYkOSXqpFYmgFMvLhaP8I9i6SQIAuPAY/A==");
    assertThat(PackedText.unpack(new String(packed, ISO_8859_1), 100).orThrow())
        .isEqualTo(
            "From: a@b.example\r\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=b");
    assertThat(PackedText.unpack("\u0001", 100).isOk()).isFalse();
  }

  @Test
  void packedTextIsNoBomb() {
    var packed = PackedText.pack("x".repeat(KeptProof.MOST_OCTETS + 1));
    assertThat(packed).hasSizeLessThan(10_000);
    assertThat(KeptProof.read(packed)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void noOctetCanBeLostOrAdded() throws IOException {
    var octets = judge(new OddDns(2), "From: a@b.example\r\n\r\nx\r\n").octets();
    for (int length = 0; length < octets.length(); length++) {
      assertThat(KeptProof.read(octets.substring(0, length)).isOk()).isFalse();
    }
    assertThat(KeptProof.read(octets + '\u0000').isOk()).isFalse();
    var newer = (char) (octets.charAt(0) + 1) + octets.substring(1);
    assertThat(KeptProof.read(newer).isOk()).isFalse();
  }

  /// Whatever is read, replays: to the same verdict or to another, never to an exception.
  @Test
  void anyOctetsGiveAnAnswer() throws IOException {
    var random = new Random(10);
    var message =
        Files.readString(EXAMPLES.resolve("list.eml"), ISO_8859_1).replaceFirst("\n", "\nX: y\n");
    var dns = ZoneResolver.of(Files.readString(EXAMPLES.resolve("examples.zone"), ISO_8859_1));
    var texts = new ArrayList<String>();
    for (var octets :
        List.of(
            judge(dns, message).octets(),
            judge(dns, Files.readAllBytes(EXAMPLES.resolve("changed.eml")), ENVELOPE).octets(),
            judge(new OddDns(5), "From: a@b.example\r\nFrom: c\r\n\r\nx").octets())) {
      texts.add(PackedText.unpack(octets, KeptProof.MOST_OCTETS).orThrow());
    }
    int read = 0;
    for (int round = 0; round < 4_000; round++) {
      var text = new StringBuilder(texts.get(round % texts.size()));
      for (int n = random.nextInt(4); n >= 0; n--) {
        change(text, random);
      }
      if (KeptProof.read(PackedText.pack(text.toString()))
          instanceof Parsed.Ok<KeptProof>(var proof)) {
        read++;
        assertThat(proof.replay(SETTINGS).at()).isEqualTo(proof.at());
      }
      var octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      assertThat(KeptProof.read(new String(octets, ISO_8859_1)).isOk()).isFalse();
    }
    assertThat(read).as("changed proofs that can be read").isBetween(400, 3_900);
  }

  private static void change(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, (char) random.nextInt(256));
      case 2 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
      default -> text.setCharAt(at, (char) random.nextInt(256));
    }
  }

  @Test
  void everyReasonAndChangeIsReadByItsWord() {
    for (var reason : Ambiguity.Reason.values()) {
      assertThat(Ambiguity.Reason.named(reason.word())).hasValue(reason);
    }
    for (var change : Change.values()) {
      assertThat(Change.named(change.word())).hasValue(change);
    }
  }
}
