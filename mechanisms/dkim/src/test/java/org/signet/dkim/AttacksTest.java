package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dkim.Canonicalization.RELAXED;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dkim.DkimOutcome.Fail;
import org.signet.dkim.DkimOutcome.NotEvaluated;
import org.signet.dkim.DkimOutcome.Pass;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.dkim.DkimOutcome.TempError;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;

/// The threats of DKIM, each by its number in the catalogue. What tags and keys may say stands in
/// the case files; keys themselves are in [KeyAttacksTest].
class AttacksTest {
  private static final List<String> FIELDS =
      List.of("From: Joe <joe@example.com>", "To: Ann <ann@example.net>", "Subject: Dinner");

  private static final String BODY = "Are you hungry yet?\r\n";
  private static final SlowSigner SIGNER = SlowSigner.RSA;
  private static final String ZONE = zone(SIGNER.record());

  private static String zone(String record) {
    return "sel._domainkey.example.com. TXT \"" + record + "\"\n";
  }

  private static DkimOutcome outcome(String message) {
    return check(message).outcome();
  }

  private static DkimResult check(String message) {
    return Messages.verify(Messages.verifier(ZoneResolver.of(ZONE)), message).getFirst();
  }

  private static String signed(String tags) {
    return SIGNER.sign(tags, FIELDS, BODY);
  }

  private static List<Reservation> reservations(String message) {
    assertThat(outcome(message)).isInstanceOf(Pass.class);
    return ((Pass) outcome(message)).reservations();
  }

  @Test
  void CK_a3_aSelectorThatHidesAnotherDomain() {
    for (var name : List.of("a.attack.com.\0.any", "a b", "a'b", "a(b", "a%00b", "\\000")) {
      var dns = new Counting(ZoneResolver.of(ZONE));
      var tags = SIGNER.tags().replace("s=sel", "s=selector._domainkey." + name);
      var results = Messages.verify(Messages.verifier(dns), signed(tags));
      assertThat(results.getFirst().outcome()).isInstanceOf(PermError.Malformed.class);
      assertThat(dns.names).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"legitimate.com'a.attack.com", "legitimate.com(.attack.com", "a@b.com"})
  void CK_a4_DM_12_aDomainThatIsNone(String domain) {
    var tags = SIGNER.tags().replace("d=example.com", "d=" + domain);
    assertThat(outcome(signed(tags))).isInstanceOf(PermError.Malformed.class);
  }

  @Test
  void CK_r1_DK_14_DK_21_fieldsAddedOnTop() {
    var fields = new ArrayList<>(FIELDS);
    fields.add("Content-Type: text/plain");
    var tags = SIGNER.tags().replace("; h=", "; h=Content-Type:");
    var message = SIGNER.sign(tags, fields, BODY);
    var added = List.of("From: <evil@attack.com>", "Subject: Win", "Content-Type: text/html");
    for (var field : added) {
      var name = field.substring(0, field.indexOf(':'));
      assertThat(reservations(field + "\r\n" + message))
          .containsExactly(new Reservation.UnsignedFields(List.of(name)));
    }
    var oversigned =
        SIGNER.sign(tags.replace("; h=", "; h=From:Subject:Content-Type:"), fields, BODY);
    for (var field : added) {
      assertThat(outcome(field + "\r\n" + oversigned)).isInstanceOf(Fail.HeaderChanged.class);
    }
  }

  @Test
  void CK_r2_fieldsThatTheSignerDidNotSign() {
    var message = SIGNER.sign(SIGNER.tags().replace("From:To:Subject", "From"), FIELDS, BODY);
    assertThat(reservations(message))
        .containsExactly(new Reservation.UnsignedFields(List.of("Subject", "To")));
  }

  @Test
  void CK_r4_fromIsNotSigned() {
    var tags = SIGNER.tags().replace("From:To", "To");
    assertThat(outcome(signed(tags))).isInstanceOf(PermError.Malformed.class);
  }

  @Test
  void CK_r5_onBehalfOfAnotherDomain() {
    assertThat(outcome(signed(SIGNER.tags() + "; i=@attack.com")))
        .isInstanceOf(PermError.Malformed.class);
    assertThat(outcome(signed(SIGNER.tags() + "; i=@any.sub.example.com")))
        .isInstanceOf(Pass.class);
  }

  @Test
  void DK_1_CK_r3_aBodyLongerThanItsLength() {
    var message = signed(SIGNER.tags() + "; l=" + BODY.length());
    var whole = new Reservation.LengthLimited(BODY.length(), 0);
    assertThat(reservations(message)).containsExactly(whole);
    assertThat(check(message).vouches()).isTrue();
    var appended = message + "<html>Buy!\r\n";
    assertThat(reservations(appended))
        .containsExactly(new Reservation.LengthLimited(BODY.length(), 12));
    assertThat(check(appended).vouches()).isFalse();
    assertThat(outcome(message.substring(0, message.length() - 4)))
        .isEqualTo(new PermError.LengthBeyondBody(BODY.length(), BODY.length() - 2));
    assertThat(reservations(SIGNER.sign(SIGNER.tags() + "; l=0", FIELDS, BODY)))
        .containsExactly(new Reservation.LengthLimited(0, BODY.length()));
  }

  @Test
  void DK_2_lengthsBeyondAllMeasure() {
    for (var length : List.of("22", "99999999999999999999", "9".repeat(76))) {
      assertThat(outcome(unsigned(SIGNER.tags() + "; l=" + length)))
          .isInstanceOf(PermError.LengthBeyondBody.class);
    }
  }

  /// A message whose signature is no more than well-formed.
  private static String unsigned(String tags) {
    return "DKIM-Signature: "
        + tags.replace("@bh", "Zm9v").replace("@b", "Zm9v")
        + "\r\n"
        + String.join("\r\n", FIELDS)
        + "\r\n\r\n"
        + BODY;
  }

  @Test
  void DK_3_outsideItsTime() {
    long now = Messages.NOW.getEpochSecond();
    long skew = DkimLimits.SKEW.toSeconds();
    assertThat(outcome(signed(SIGNER.tags() + "; x=" + (now - skew)))).isInstanceOf(Pass.class);
    assertThat(outcome(signed(SIGNER.tags() + "; x=" + (now - skew - 1))))
        .isEqualTo(new PermError.Expired(Messages.NOW.minusSeconds(skew + 1)));
    assertThat(outcome(signed(SIGNER.tags() + "; t=" + (now + skew)))).isInstanceOf(Pass.class);
    assertThat(outcome(signed(SIGNER.tags() + "; t=" + (now + skew + 1))))
        .isEqualTo(new PermError.FutureDated(Messages.NOW.plusSeconds(skew + 1)));
    assertThat(outcome(signed(SIGNER.tags() + "; t=1; x=9999999999999"))).isInstanceOf(Pass.class);
    assertThat(outcome(signed(SIGNER.tags() + "; t=9999999999999")))
        .isInstanceOf(PermError.FutureDated.class);
  }

  /// An outdated signature asks nobody for its key.
  @Test
  void DK_3_noQuestionForWhatHasExpired() {
    var dns = new Counting(ZoneResolver.of(ZONE));
    Messages.verify(Messages.verifier(dns), signed(SIGNER.tags() + "; x=5"));
    assertThat(dns.names).isEmpty();
  }

  @Test
  void DK_10_namesInAnyCaseAreTheSame() {
    var doubled =
        List.of("Subject: one", "subject: two", "FROM: joe@example.com", "SUBJECT: three");
    var tags = SIGNER.tags().replace("From:To:Subject", "%s");
    for (var names :
        List.of(
            "From:from:FROM:Subject:subject",
            "subject:SUBJECT:From:Subject:suBject",
            "X-None:From:x-none",
            "From:DKIM-Signature")) {
      var message = SIGNER.sign(tags.formatted(names), doubled, BODY);
      assertThat(outcome(message)).as(names).isInstanceOf(Pass.class);
      var swapped = message.replace("subject: two", "subject: 2");
      var isTwoSigned = names.toLowerCase(Locale.ROOT).split("subject", -1).length > 2;
      assertThat(outcome(swapped) instanceof Pass).as(names).isEqualTo(!isTwoSigned);
    }
  }

  /// `DKIM-Signature` in `h=` stands for another signature, never for its own.
  @Test
  void DK_10_aSignatureOverAnother() {
    var first = SIGNER.field(SIGNER.tags(), FIELDS, BODY);
    var below = new ArrayList<>(FIELDS);
    below.addFirst(first);
    var tags = SIGNER.tags().replace("; h=From", "; h=DKIM-Signature:From:DKIM-Signature");
    var message = SIGNER.sign(tags, below, BODY);
    assertThat(Messages.verify(Messages.verifier(ZoneResolver.of(ZONE)), message))
        .extracting(DkimResult::outcome)
        .allSatisfy(each -> assertThat(each).isInstanceOf(Pass.class));
    assertThat(outcome(message.replace(first, first.replace("v=1", "v= 1"))))
        .isInstanceOf(Fail.class);
  }

  @Test
  void DK_10_aThousandNamesAndOneMore() {
    var names = "From" + ":x".repeat(SignatureTags.MOST_NAMES - 1);
    var tags = SIGNER.tags().replace("From:To:Subject", names);
    assertThat(outcome(signed(tags))).isInstanceOf(Pass.class);
    assertThat(outcome(signed(tags.replace("From", "From:x"))))
        .isInstanceOf(PermError.Malformed.class);
  }

  @Test
  void DK_12_aThousandSignatures() {
    var message =
        IntStream.range(0, 990)
            .mapToObj(i -> unsigned(SIGNER.tags().replace("s=sel", "s=s" + i)).lines().findFirst())
            .map(line -> line.orElseThrow() + "\r\n")
            .collect(joining("", "", "From: a@b.example\r\n\r\n"));
    var dns = new Counting(ZoneResolver.of(ZONE));
    var results = Messages.verify(Messages.verifier(dns), message);
    assertThat(results).hasSize(990);
    assertThat(results)
        .filteredOn(result -> result.outcome() instanceof NotEvaluated)
        .hasSize(990 - DkimLimits.MOST_SIGNATURES);
    assertThat(dns.names).hasSize(DkimLimits.MOST_SIGNATURES);
  }

  /// The author's domain first, then those above or below it, then the rest, from the top.
  @Test
  void DK_12_tenSignaturesAndOneMore() throws IOException {
    var domains =
        List.of(
            "a.net",
            "b.net",
            "c.net",
            "d.net",
            "e.net",
            "f.net",
            "g.net",
            "h.net",
            "i.net",
            "sub.example.com",
            "z.net",
            "example.com");
    var fields = new StringBuilder();
    for (var domain : domains) {
      var tags = SIGNER.tags().replace("d=example.com", "d=" + domain);
      fields.append(SIGNER.field(tags, FIELDS, BODY)).append("\r\n");
    }
    var message = fields + String.join("\r\n", FIELDS) + "\r\n\r\n" + BODY;
    var zone = new StringBuilder();
    domains.forEach(
        domain -> zone.append("sel._domainkey." + domain + ". TXT \"" + SIGNER.record() + "\"\n"));
    var dns = new Counting(ZoneResolver.of(zone.toString()));
    var results = verify(dns, message, List.of(Domain.of("example.com")));
    var skipped = new NotEvaluated(DkimLimits.MOST_SIGNATURES);
    assertThat(results).filteredOn(each -> each.outcome().equals(skipped)).hasSize(2);
    assertThat(results.get(8).outcome()).isEqualTo(skipped);
    assertThat(results.get(9).outcome()).isInstanceOf(Pass.class);
    assertThat(results.get(10).outcome()).isEqualTo(skipped);
    assertThat(results.get(11).outcome()).isInstanceOf(Pass.class);
    assertThat(dns.names).hasSize(10);
    assertThat(skipped.word()).isEqualTo("policy");
  }

  private static List<DkimResult> verify(Resolver dns, String message, List<Domain> preferred)
      throws IOException {
    var octets = message.getBytes(ISO_8859_1);
    try (var in = MessageStream.open(new ByteArrayInputStream(octets), LineEnds.STRICT)) {
      var session = Messages.verifier(dns).begin(in.header(), preferred);
      in.transferTo(session::body);
      return session.finish();
    }
  }

  /// Ten signatures by one key ask one question.
  @Test
  void DK_12_oneQuestionForOneKey() {
    var field = SIGNER.field(SIGNER.tags(), FIELDS, BODY) + "\r\n";
    var message = field.repeat(10) + String.join("\r\n", FIELDS) + "\r\n\r\n" + BODY;
    var dns = new Counting(ZoneResolver.of(ZONE));
    assertThat(Messages.verify(Messages.verifier(dns), message))
        .hasSize(10)
        .allMatch(DkimResult::vouches);
    assertThat(dns.names).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\t ", " ", "\r\n", " \r\n", "a \r", "\r\n\r", "\t\r\n \n"})
  void DK_13_fiftyMebibytesOfChanges(String octets) {
    var chunk = octets.repeat((64 << 10) / octets.length()).getBytes(ISO_8859_1);
    var hasher = new BodyHasher();
    hasher.want(RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
    for (int i = 0; i < 800; i++) {
      hasher.update(chunk, 0, chunk.length);
    }
    hasher.end();
    assertThat(hasher.digests().getFirst().octets()).isLessThanOrEqualTo(800L * chunk.length + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%n%s", "${jndi:ldap://x}", "${run{/bin/id}}", "#{1+1}", "{0}"})
  void DK_16_nothingIsEvaluated(String text) {
    for (var tag : List.of("d=example.com", "s=sel", "i=@example.com")) {
      var tags = SIGNER.tags().replace("; h=", "; i=@example.com; h=");
      var result = check(signed(tags.replace(tag, tag.substring(0, 2) + text)));
      assertThat(DkimExplainer.explain(result).sentence()).contains('"' + text);
    }
  }

  @Test
  void DK_16_aRecordOfManyKibibytes() {
    var zone = zone("v=DKIM1; n=" + "x".repeat(5_000) + "; p=" + SIGNER.publicKey());
    assertThat(Messages.verify(Messages.verifier(ZoneResolver.of(zone)), signed(SIGNER.tags())))
        .allMatch(DkimResult::vouches);
  }

  @Test
  void DK_18_unicodeInNames() {
    for (var tag : List.of("d=ex\u00e4mple.com", "d=ex\u00c3\u00a4mple.com", "s=s\u00c3\u00a4l")) {
      var name = tag.substring(0, 2);
      var tags = SIGNER.tags().replaceFirst("(?<= )" + name + "[^;]*", tag);
      assertThat(outcome(signed(tags))).isInstanceOf(PermError.Malformed.class);
    }
    assertThat(outcome(signed(SIGNER.tags() + "; i=j\u00c3\u00b6rg@example.com")))
        .isInstanceOf(Pass.class);
  }

  @Test
  void DK_19_signaturesOfTheWrongLength() {
    for (int octets : new int[] {1, 255, 257, 512}) {
      var b = SlowSigner.base64(new byte[octets]);
      assertThat(outcome(signed(SIGNER.tags().replace("b=@b", "b=" + b))))
          .isEqualTo(new Fail.SignatureWrong());
    }
    var beyondModulus = new byte[256];
    Arrays.fill(beyondModulus, (byte) 0xff);
    var b = SlowSigner.base64(beyondModulus);
    assertThat(outcome(signed(SIGNER.tags().replace("b=@b", "b=" + b))))
        .isEqualTo(new Fail.SignatureWrong());
  }

  /// What is left of a provider's name that somebody else may register is told: the alias and that
  /// nothing stands at its end.
  @Test
  void DK_22_anAliasThatLeadsNowhere() {
    var zone = "sel._domainkey.example.com. CNAME key.gone.example.\n";
    var result = Messages.verify(Messages.verifier(ZoneResolver.of(zone)), signed(SIGNER.tags()));
    assertThat(result.getFirst().outcome()).isEqualTo(new PermError.NoKey());
    assertThat(result.getFirst().key().orElseThrow().answer())
        .isInstanceOfSatisfying(
            Answer.NoSuchName.class,
            answer -> {
              assertThat(answer.owner()).isEqualTo(Domain.of("key.gone.example"));
              assertThat(answer.source().aliases()).hasSize(1);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "servfail", "refused", "bogus"})
  void DK_24_noAnswerIsNoFailure(String status) {
    var zone = "$STATUS " + status + "\nsel._domainkey.example.com. TXT -\n";
    var result = Messages.verify(Messages.verifier(ZoneResolver.of(zone)), signed(SIGNER.tags()));
    assertThat(result.getFirst().outcome()).isInstanceOf(TempError.class);
    assertThat(result.getFirst().outcome().word()).isEqualTo("temperror");
  }

  @Test
  void DK_24_interruptedWhileItWaits() throws InterruptedException {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var waiting =
        new Resolver() {
          @Override
          public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
            asked.countDown();
            try {
              never.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            return new Answer.Failed<>(Answer.Cause.TIMEOUT, "interrupted");
          }
        };
    var outcomes = new ArrayBlockingQueue<DkimOutcome>(1);
    var thread =
        Thread.startVirtualThread(
            () ->
                outcomes.add(
                    Messages.verify(Messages.verifier(waiting), signed(SIGNER.tags()))
                        .getFirst()
                        .outcome()));
    asked.await();
    thread.interrupt();
    assertThat(outcomes.take()).isInstanceOf(TempError.class);
    never.countDown();
  }

  /// Letters are ASCII's, whatever the locale: `I` and a dotless i are not the same, nor are `K`
  /// and the sign of Kelvin.
  @Test
  void JT_3_turkishLetters() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr"));
      var message = signed(SIGNER.tags().replace("From:To", "FROM:MIME-VERSION:To"));
      assertThat(outcome(message.replace("DKIM-Signature", "dkim-signature")))
          .isInstanceOf(Pass.class);
      var results = Messages.verify(Messages.verifier(ZoneResolver.of(ZONE)), message);
      assertThat(outcome(message.replace("DKIM-Signature", "DKIM-SIGNATURE")))
          .isInstanceOf(Pass.class);
      assertThat(results.getFirst().outcome().word()).isEqualTo("pass");
    } finally {
      Locale.setDefault(before);
    }
  }

  /// Octets are hashed as they are, whatever they mean.
  @Test
  void JT_4_octetsBeyondAscii() {
    var fields =
        List.of("From: J\u00f6rg <joe@example.com>", "To: \u00ff", "Subject: \u00c3\u00a4");
    for (var forms : List.of("relaxed/relaxed", "simple/simple")) {
      var tags = SIGNER.tags().replace("relaxed/relaxed", forms);
      var message = SIGNER.sign(tags, fields, "\u00e4\u0080 \u00a0\r\n");
      assertThat(outcome(message)).isInstanceOf(Pass.class);
      assertThat(outcome(message.replace("\u00f6", "\u00f7"))).isInstanceOf(Fail.class);
      assertThat(outcome(message.replace("\u00a0", " "))).isInstanceOf(Fail.class);
    }
  }
}
