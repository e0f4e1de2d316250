package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.message.Field;
import org.signet.message.Header;

/// What a caller may do with a session, and with the pieces it is made of.
class SessionTest {
  private static final List<String> FIELDS =
      List.of("From: Joe <joe@example.com>", "To: Ann <ann@example.net>", "Subject: Dinner");

  private static final byte[] BODY = "Are you\t hungry yet? \r\n\r\n".getBytes(ISO_8859_1);
  private static final SlowSigner SIGNER = SlowSigner.RSA;

  private static final Resolver DNS =
      ZoneResolver.of("sel._domainkey.example.com. TXT \"" + SIGNER.record() + "\"");

  private static Header header(String... tags) {
    var fields = new ArrayList<Field>();
    for (var each : tags) {
      fields.add(Field.of(SIGNER.field(each, FIELDS, new String(BODY, ISO_8859_1))));
    }
    FIELDS.forEach(field -> fields.add(Field.of(field)));
    return new Header(fields);
  }

  private static List<DkimResult> check(Header header, int chunk) {
    var session = Messages.verifier(DNS).begin(header, List.of());
    for (int from = 0; from < BODY.length; from += chunk) {
      session.body(BODY, from, Math.min(BODY.length, from + chunk));
    }
    return session.finish();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7, 26, 100})
  void theBodyMayComeInAnyPieces(int chunk) {
    var simple = SIGNER.tags().replace("relaxed/relaxed", "simple/simple");
    var header = header(SIGNER.tags(), simple, SIGNER.tags() + "; l=5", simple + "; l=6");
    var results = check(header, chunk);
    assertThat(results).extracting(each -> each.outcome().word()).containsOnly("pass");
    assertThat(results).isEqualTo(check(header, BODY.length));
    assertThat(results).extracting(DkimResult::field).isEqualTo(header.all("dkim-signature"));
  }

  @Test
  void aMessageWithoutSignatures() {
    assertThat(check(header(), 3)).isEmpty();
  }

  /// With the hashes that were kept, the body is not needed again.
  @Test
  void aReplayWithoutTheBody() {
    var header = header(SIGNER.tags(), SIGNER.tags() + "; l=3");
    var hasher = new BodyHasher();
    var verifier = Messages.verifier(DNS);
    var session = verifier.begin(header, new HeaderIndex(header), List.of(), hasher, Runnable::run);
    session.body(BODY, 0, BODY.length);
    var results = session.finish();
    var kept = BodyDigests.of(hasher.digests());
    assertThat(verifier.begin(header, List.of()).finish(kept)).isEqualTo(results);
    var none = verifier.begin(header, List.of()).finish(BodyDigests.of(List.of()));
    assertThat(none)
        .extracting(DkimResult::outcome)
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        DkimOutcome.TempError.class,
                        error ->
                            assertThat(error.cause().cause())
                                .isEqualTo(Answer.Cause.NOT_RECORDED)));
  }

  /// Nobody runs the questions meanwhile: they are asked at the end.
  @Test
  void keysMayBeAskedForAtTheEnd() {
    var header = header(SIGNER.tags());
    var dns = new Counting(DNS);
    var session =
        Messages.verifier(dns)
            .begin(header, new HeaderIndex(header), List.of(), new BodyHasher(), _ -> {});
    session.body(BODY, 0, BODY.length);
    assertThat(dns.names).isEmpty();
    assertThat(session.finish()).allMatch(DkimResult::vouches);
    assertThat(dns.names).hasSize(1);
  }

  @Test
  void whatIsWantedOfABodyIsSaidBeforeIt() {
    var hasher = new BodyHasher();
    assertThatThrownBy(hasher::digests).isInstanceOf(IllegalStateException.class);
    hasher.update(BODY, 0, 1);
    assertThatThrownBy(
            () -> hasher.want(Canonicalization.SIMPLE, HashAlgorithm.SHA256, OptionalLong.empty()))
        .isInstanceOf(IllegalStateException.class);
    hasher.end();
    assertThat(hasher.digest(Canonicalization.SIMPLE, HashAlgorithm.SHA256, OptionalLong.empty()))
        .isEmpty();
  }

  @Test
  void tenSignaturesAreCheckedAndTheEleventhIsNot() {
    var tags = new String[DkimLimits.MOST_SIGNATURES];
    Arrays.fill(tags, SIGNER.tags());
    assertThat(check(header(tags), 9)).allMatch(DkimResult::vouches);
    var more = Arrays.copyOf(tags, tags.length + 1);
    more[tags.length] = SIGNER.tags();
    var results = check(header(more), 9);
    assertThat(results.subList(0, tags.length)).allMatch(DkimResult::vouches);
    assertThat(results.getLast().outcome()).isEqualTo(new DkimOutcome.NotEvaluated(10));
  }

  /// Those that cannot be read or have run out are not counted.
  @Test
  void whatCostsNothingIsNotCounted() {
    var tags = new String[DkimLimits.MOST_SIGNATURES + 2];
    Arrays.fill(tags, SIGNER.tags());
    tags[0] = SIGNER.tags() + "; x=5";
    tags[1] = SIGNER.tags().replace("v=1", "v=2");
    var results = check(header(tags), 9);
    assertThat(results.subList(2, tags.length)).allMatch(DkimResult::vouches);
  }

  /// A message that is not this one is checked with the key in hand, without the DNS.
  @Test
  void whatIfItWereAnother() {
    var header = header(SIGNER.tags());
    var key = (DkimKey.Usable) DkimKey.parse(SIGNER.record());
    var field = header.fields().getFirst();
    var check = new DkimCheck(field, 0, DkimSignature.parse(field).orThrow(), key);
    assertThat(judge(check, header, BODY)).isInstanceOf(DkimOutcome.Pass.class);
    var fields = new ArrayList<>(header.fields());
    fields.set(3, Field.of("Subject: [list] Dinner"));
    assertThat(judge(check, new Header(fields), BODY))
        .isInstanceOf(DkimOutcome.Fail.HeaderChanged.class);
    var footer = "Are you hungry yet?\r\n-- \r\nfooter\r\n".getBytes(ISO_8859_1);
    assertThat(judge(check, header, footer))
        .isInstanceOfSatisfying(
            DkimOutcome.Fail.BodyChanged.class, fail -> assertThat(fail.headerHolds()).isTrue());
    assertThat(judge(check, new Header(fields), footer))
        .isInstanceOfSatisfying(
            DkimOutcome.Fail.BodyChanged.class, fail -> assertThat(fail.headerHolds()).isFalse());
  }

  private static DkimOutcome judge(DkimCheck check, Header header, byte[] body) {
    var hasher = new BodyHasher();
    hasher.want(Canonicalization.RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
    hasher.update(body, 0, body.length);
    hasher.end();
    var index = new HeaderIndex(header);
    return check.judge(index, check.headerHash(index), hasher.digests().getFirst());
  }
}
