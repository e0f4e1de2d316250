package org.signet.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.KeyKind;
import org.signet.dkim.Signatory;
import org.signet.dkim.SigningKey;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.AuthenticationResults;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.testing.MixedMail;

/// RFC 8617 §5.1: what a host seals, and when it does not.
class SealerTest {
  private static final SigningKey KEY = SigningKey.make(KeyKind.ED25519, new SecureRandom());
  private static final Signatory ONE = signatory("one.example");
  private static final Signatory TWO = signatory("two.example");
  private static final Resolver DNS =
      ZoneResolver.of(ONE.record().zoneText() + TWO.record().zoneText());

  private static final String PLAIN =
      "From: a@a.example\r\nTo: b@b.example\r\nSubject: hello\r\n\r\nSome text.\r\n";

  private static Signatory signatory(String domain) {
    return new Signatory(Domain.of(domain), Domain.of("s"), KEY);
  }

  private static ArrivalResults results(String text) {
    return new ArrivalResults(text);
  }

  private static ArcOutcome chain(String message) throws IOException {
    return Arc.verify(message, DNS).outcome();
  }

  private static Sealing seal(String message, Signatory who, ChainValidation chain)
      throws IOException {
    return new ArcSealer(who, Arc.CLOCK)
        .seal(
            Message.of(message.getBytes(ISO_8859_1)),
            results("mx." + who.domain() + "; spf=pass"),
            chain);
  }

  /// A host checks the chain, and seals.
  private static String pass(String message, Signatory who) throws IOException {
    return under(seal(message, who, ChainValidation.of(chain(message))), message);
  }

  private static String under(Sealing sealing, String message) throws IOException {
    var whole = Message.of(message.getBytes(ISO_8859_1)).under(sealed(sealing).fields());
    try (var in = whole.open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static Sealing.Sealed sealed(Sealing sealing) {
    assertThat(sealing).isInstanceOf(Sealing.Sealed.class);
    return (Sealing.Sealed) sealing;
  }

  private static List<String> signed(Field field) {
    return ArcMessageSignature.parse(field, 0).orThrow().signature().signedFields();
  }

  @Test
  void theSetIsTheSealTheSignatureAndTheResultsInThisOrder() throws IOException {
    var set = sealed(seal(PLAIN, ONE, ChainValidation.NONE));
    assertThat(set.instance()).isEqualTo(1);
    assertThat(set.fields().stream().map(Field::name))
        .containsExactly("ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results");
    assertThat(set.fields().getLast().value()).isEqualTo("i=1; mx.one.example; spf=pass");
    assertThat(ArcSeal.parse(set.fields().getFirst()).orThrow().sealedAt())
        .contains(Arc.CLOCK.instant());
    assertThat(set.fields()).allSatisfy(field -> assertThat(lines(field)).allMatch(n -> n <= 78));
  }

  private static List<Integer> lines(Field field) {
    return field.toString().lines().map(String::length).toList();
  }

  @Test
  void chainsOfManyHostsHoldWhateverTheyAdd() throws IOException {
    var message = PLAIN;
    for (int i = 1; i <= 5; i++) {
      message = "Received: from hop" + i + " by hop\r\n" + message;
      message = pass(message, i % 2 == 0 ? ONE : TWO);
      assertThat(chain(message)).isEqualTo(new ArcOutcome.Pass(0));
    }
  }

  @Test
  void aHostThatChangesTheMessageSealsTheChainThatCame() throws IOException {
    var came = pass(PLAIN, ONE);
    var found = ChainValidation.of(chain(came));
    var changed = came.replace("Subject: hello", "Subject: [list] hello") + "-- \r\nthe list\r\n";
    assertThat(chain(changed)).isInstanceOf(ArcOutcome.Fail.class);
    assertThat(chain(under(seal(changed, TWO, found), changed))).isEqualTo(new ArcOutcome.Pass(2));
  }

  /// §5.1.2 and §5.1, step 2; AC-6 of the threat catalogue.
  @Test
  void whatDoesNotHoldIsSealedOnceAndAlone() throws IOException {
    var broken = pass(PLAIN, ONE) + "changed on the way\r\n";
    var sealing = sealed(seal(broken, TWO, ChainValidation.of(chain(broken))));
    assertThat(sealing.validation()).isEqualTo(ChainValidation.FAIL);
    assertThat(sealing.instance()).isEqualTo(2);
    var alone =
        new ArcSet(
            ArcAuthenticationResults.parse(sealing.fields().get(2)).orThrow(),
            ArcMessageSignature.parse(sealing.fields().get(1), 1).orThrow(),
            ArcSeal.parse(sealing.fields().get(0)).orThrow());
    var keys = new Keys(DNS, DkimLimits.standard(), Runnable::run);
    var checks = new ArcChecks(keys, Arc.CLOCK, DkimLimits.standard());
    var seal = checks.seal(alone.seal(), SealHashes.of(List.of(alone)).getFirst());
    assertThat(ArcChecks.counts(seal)).isTrue();

    var next = under(sealing, broken);
    assertThat(chain(next)).isEqualTo(new ArcOutcome.Fail(new ArcFault.AlreadyFailed(2)));
    assertThat(seal(next, ONE, ChainValidation.FAIL)).isEqualTo(new Sealing.AlreadyFailed(2));
  }

  @ParameterizedTest
  @CsvSource({
    "ARC-Seal: i=7; nonsense, 1",
    "ARC-Seal: i=1; cv=none; a=rsa-sha256; d=x.example; s=s; b=AAAA, 2",
    "ARC-Authentication-Results: i=4; mx.x.example; none, 5",
    "ARC-Message-Signature: nonsense, 1"
  })
  void whatIsNoChainIsSealedAsFailedAfterItsLastSet(String field, int instance) throws IOException {
    var message = field + "\r\n" + PLAIN;
    assertThat(chain(message)).isInstanceOf(ArcOutcome.Fail.class);
    assertThat(sealed(seal(message, ONE, ChainValidation.FAIL)).instance()).isEqualTo(instance);
  }

  @Test
  void aChainHasFiftySets() throws IOException {
    var message = PLAIN;
    for (int i = 1; i <= ArcVerifier.MOST_SETS; i++) {
      message = pass(message, ONE);
    }
    assertThat(chain(message)).isEqualTo(new ArcOutcome.Pass(0));
    assertThat(seal(message, TWO, ChainValidation.PASS)).isEqualTo(new Sealing.ChainFull(50));
    var tooMany = "ARC-Authentication-Results: i=51; mx.x.example; none\r\n" + message;
    assertThat(seal(tooMany, TWO, ChainValidation.FAIL)).isEqualTo(new Sealing.ChainFull(50));
  }

  @ParameterizedTest
  @EnumSource(names = {"PASS", "FAIL"})
  void aChainThatIsGoneIsNotSealed(ChainValidation arrived) throws IOException {
    assertThat(seal(PLAIN, ONE, arrived)).isEqualTo(new Sealing.ChainChanged(arrived));
  }

  @Test
  void aChainThatAppearedOrBrokeSinceIsNotSealedAsGood() throws IOException {
    var message = pass(PLAIN, ONE);
    assertThat(seal(message, TWO, ChainValidation.NONE))
        .isEqualTo(new Sealing.ChainChanged(ChainValidation.NONE));
    var torn = message.substring(message.indexOf("ARC-Message-Signature"));
    assertThat(seal(torn, TWO, ChainValidation.PASS))
        .isEqualTo(new Sealing.ChainChanged(ChainValidation.PASS));
  }

  @Test
  void aHeaderOfWhichAPartIsReadIsNotSealed() throws IOException {
    var message = "X: y\r\n".repeat(Header.MOST_FIELDS) + PLAIN;
    assertThat(seal(message, ONE, ChainValidation.NONE)).isInstanceOf(Sealing.HeaderUnclear.class);
  }

  /// It would become a part of the set.
  @Test
  void aMessageThatBeginsWithAFoldIsNotSealed() throws IOException {
    assertThat(seal(" X: y\r\n" + PLAIN, ONE, ChainValidation.NONE))
        .isInstanceOf(Sealing.HeaderUnclear.class);
  }

  /// §4.1.2.
  @Test
  void signaturesAreCoveredAndResultsAndSealsAreNot() throws IOException {
    var message =
        "DKIM-Signature: v=1\r\ndkim-signature: v=1\r\nAuthentication-Results: mx.x; none\r\n"
            + pass(PLAIN, ONE);
    var names = signed(sealed(seal(message, TWO, ChainValidation.PASS)).fields().get(1));
    assertThat(names.stream().filter("DKIM-Signature"::equalsIgnoreCase)).hasSize(2);
    assertThat(names).noneMatch(name -> name.regionMatches(true, 0, "ARC-", 0, 4));
    assertThat(names).noneMatch("Authentication-Results"::equalsIgnoreCase);
    assertThat(names).contains("From", "Subject");
    assertThat(chain(under(seal(message, TWO, ChainValidation.PASS), message)))
        .isEqualTo(new ArcOutcome.Pass(0));
  }

  @Test
  void allSignaturesOfAHeaderFullOfThemLeaveAChainThatHolds() throws IOException {
    var message = "DKIM-Signature: v=1\r\n".repeat(Header.MOST_FIELDS - 6) + PLAIN;
    assertThat(chain(pass(message, ONE))).isEqualTo(new ArcOutcome.Pass(0));
  }

  @Test
  void messagesOfEveryShapeAreSealed() throws IOException {
    for (var mail : MixedMail.made(154)) {
      var twice = pass(pass(mail.octets(), ONE), TWO);
      assertThat(chain(twice)).as(mail.name()).isEqualTo(new ArcOutcome.Pass(0));
    }
  }

  /// §4.1.1.
  @Test
  void theResultsOfAllFieldsOfThisHostAreJoined() throws IOException {
    var header =
        header(
            "Authentication-Results: mx.one.example;\r\n\tspf=pass (it is) smtp.mailfrom=a.b;",
            "Authentication-Results: \"MX.one.example\" 1; none",
            "Authentication-Results: evil.example; dmarc=pass",
            "Authentication-Results: mx.one.example 2; dkim=pass",
            "Authentication-Results: mx.one.example; dkim",
            "authentication-results: mx.one.example; arc=pass; dmarc=fail reason=\"a;b\"");
    var joined = ArrivalResults.in(header, "mx.one.example").orElseThrow();
    assertThat(joined.value())
        .isEqualTo(
            "mx.one.example;\r\n\tspf=pass (it is) smtp.mailfrom=a.b;\r\n\t"
                + "arc=pass; dmarc=fail reason=\"a;b\"");
    assertThat(joined.chain()).contains(ChainValidation.PASS);
    assertThat(ArrivalResults.in(header, "mx.two.example")).isEmpty();
  }

  @Test
  void resultsOfThisProgramAreSealedAsTheyAreWritten() {
    var found =
        new AuthenticationResults(
            "mx.one.example", List.of(AuthenticationResults.Result.of("arc", "fail")));
    assertThat(ArrivalResults.of(found).value()).isEqualTo("mx.one.example;\r\n\tarc=fail");
    assertThat(ArrivalResults.of(found).chain()).contains(ChainValidation.FAIL);
  }

  @Test
  void ofVeryManySignaturesTheFirstAreSealed() {
    var name = "a".repeat(60) + ".";
    var one =
        AuthenticationResults.Result.of("dkim", "policy")
            .with("header", "d", name.repeat(4) + "example")
            .with("header", "s", name.repeat(3) + "s");
    var dmarc = AuthenticationResults.Result.of("dmarc", "pass");
    var all = new ArrayList<>(Collections.nCopies(1_000, one));
    all.add(dmarc);
    var sealed = ArrivalResults.of(new AuthenticationResults("mx.one.example", all));
    var read = AuthenticationResults.parse(sealed.value()).orThrow();
    assertThat(read.results()).hasSize(31).endsWith(dmarc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no results", "mx; spf=pass\r\nX: y"})
  void otherTextIsNoResult(String text) {
    assertThatThrownBy(() -> results(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreResultsThanAFieldMayHoldAreNotSealed() {
    var field = "Authentication-Results: mx.one.example; dkim=pass header.b=" + "a".repeat(1000);
    int most = ArrivalResults.MOST_OCTETS / field.length();
    assertThat(ArrivalResults.in(header(field, most), "mx.one.example")).isPresent();
    assertThat(ArrivalResults.in(header(field, 2 * most), "mx.one.example")).isEmpty();
  }

  private static Header header(String field, int times) {
    return new Header(Collections.nCopies(times, Field.of(field)));
  }

  private static Header header(String... fields) {
    return new Header(List.of(fields).stream().map(Field::of).toList());
  }

  /// Any ARC fields: an answer, and never a chain that holds where it did not before.
  @Test
  void anyHeaderIsSealedOrNot() throws IOException {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(8617);
    var sound = pass(pass(PLAIN, ONE), TWO);
    int end = sound.indexOf("From:");
    for (int i = 0; i < 2_000; i++) {
      var changed = new StringBuilder(sound);
      for (int n = random.nextInt(4); n > 0; n--) {
        changed.setCharAt(random.nextInt(end), (char) random.nextInt(256));
      }
      var message = changed.toString();
      var before = chain(message);
      for (var claim : ChainValidation.values()) {
        var sealing = seal(message, ONE, claim);
        if (sealing instanceof Sealing.Sealed && claim == ChainValidation.of(before)) {
          var after = chain(under(sealing, message));
          assertThat(after instanceof ArcOutcome.Fail)
              .as("%s, then %s", before, after)
              .isEqualTo(before instanceof ArcOutcome.Fail);
        }
      }
    }
  }

  @Test
  void chunksOfTheBodyDoNotMatter() throws IOException {
    var body = "Some text.\r\n".getBytes(ISO_8859_1);
    try (var stream = MessageStream.open(Message.of(PLAIN.getBytes(ISO_8859_1)))) {
      var session = new ArcSealer(ONE, Arc.CLOCK).begin(stream.header());
      for (int i = 0; i < body.length; i++) {
        session.body(body, i, i + 1);
      }
      var sealing = session.finish(results("mx.one.example; spf=pass"), ChainValidation.NONE);
      assertThat(sealing).isEqualTo(seal(PLAIN, ONE, ChainValidation.NONE));
    }
  }
}
