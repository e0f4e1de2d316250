package org.signet.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dkim.DkimOutcome;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Field;

/// The threat catalogue, §9.
class AttacksTest {
  private static final String ZONE =
      Sealer.key("one.example", "") + Sealer.key("two.example", "") + Sealer.key("attack.com", "");

  private static ArcResult verify(Sealer sealer) throws IOException {
    return verify(sealer, ZONE);
  }

  private static ArcResult verify(Sealer sealer, String zone) throws IOException {
    return Arc.verify(sealer.message(), ZoneResolver.of(zone));
  }

  private static ArcFault fault(ArcResult result) {
    return ((ArcOutcome.Fail) result.outcome()).why();
  }

  @Test
  void aChainOfThreeHostsHolds() throws IOException {
    var result = verify(Sealer.plain().seal("one.example").seal("two.example").seal("one.example"));
    assertThat(result.outcome()).isEqualTo(new ArcOutcome.Pass(0));
    assertThat(result.sets()).hasSize(3).allMatch(set -> set.message().isPresent());
  }

  @Test
  void theOldestPassTellsWhereTheMessageWasChanged() throws IOException {
    var result =
        verify(
            Sealer.plain()
                .seal("one.example")
                .append("footer\r\n")
                .seal("two.example")
                .seal("two.example"));
    assertThat(result.outcome()).isEqualTo(new ArcOutcome.Pass(2));
    assertThat(result.sets().getFirst().message().orElseThrow())
        .isInstanceOf(DkimOutcome.Fail.BodyChanged.class);
  }

  @Test
  void AC_1_aSealOfAStrangerProvesNothing() throws IOException {
    var sealer = Sealer.plain();
    sealer.results = "attack.com; dmarc=pass header.from=legitimate.com";
    var result = verify(sealer.seal("attack.com"));
    assertThat(result.outcome()).isEqualTo(new ArcOutcome.Pass(0));
    assertThat(ArcTrust.nobody().judge(result))
        .isEqualTo(new ArcTrust.Standing.NotListed(Domain.of("attack.com")));
  }

  @Test
  void AC_2_gap() throws IOException {
    var result = verify(Sealer.plain().seal("one.example").seal("one.example", 3, "pass"));
    assertThat(fault(result)).isEqualTo(new ArcFault.Missing(ArcPart.RESULTS, 2));
  }

  @Test
  void AC_2_repeatedInstance() throws IOException {
    var result =
        verify(
            Sealer.plain()
                .seal("one.example")
                .seal("one.example", 2, "pass")
                .seal("one.example", 2, "pass"));
    assertThat(fault(result)).isEqualTo(new ArcFault.Repeated(ArcPart.SEAL, 2));
  }

  @ParameterizedTest
  @CsvSource({"1,pass", "1,fail", "2,none", "2,fail"})
  void AC_2_impossibleValidation(int instance, String validation) throws IOException {
    var sealer = Sealer.plain();
    if (instance == 2) {
      sealer.seal("one.example");
    }
    var result = verify(sealer.seal("one.example", instance, validation));
    assertThat(result.outcome().word()).isEqualTo("fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "01", "+1", "\331\241", "", "1a", "51", "99999999999", "-1", "1 1"})
  void AC_2_instances(String instance) throws IOException {
    for (var name : List.of("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal")) {
      var sealer = Sealer.plain().seal("one.example");
      sealer
          .fields()
          .replaceAll(
              field ->
                  field.is(name)
                      ? Field.of(field.toString().replaceFirst("i=1;", "i=" + instance + ";"))
                      : field);
      assertThat(verify(sealer).outcome().word()).as("%s in %s", instance, name).isEqualTo("fail");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"})
  void AC_2_missingField(String name) throws IOException {
    var sealer = Sealer.plain().seal("one.example").seal("two.example");
    sealer.fields().remove(sealer.fields().stream().filter(f -> f.is(name)).findFirst().get());
    assertThat(fault(verify(sealer))).isInstanceOf(ArcFault.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h=from; ", "bh=AAAA; ", "c=relaxed; "})
  void AC_2_sealWithTagsOfAMessageSignature(String tags) throws IOException {
    var sealer = Sealer.plain();
    sealer.sealTags = tags;
    assertThat(fault(verify(sealer.seal("one.example")))).isInstanceOf(ArcFault.Malformed.class);
  }

  @Test
  void AC_2_messageSignatureOverASeal() throws IOException {
    var sealer = Sealer.plain().seal("one.example");
    sealer.signed = "from:arc-seal";
    assertThat(fault(verify(sealer.seal("two.example")))).isInstanceOf(ArcFault.Malformed.class);
  }

  @Test
  void AC_2_whatIsAllowed() throws IOException {
    var sealer = Sealer.plain();
    sealer.signed = "subject";
    sealer.messageTags = "v=1; x_unknown=1; ";
    sealer.sealTags = "unknown=yes; ";
    assertThat(verify(sealer.seal("one.example")).outcome()).isEqualTo(new ArcOutcome.Pass(0));
  }

  @Test
  void AC_2_theInstanceMustComeFirstInTheResults() throws IOException {
    var sealer = Sealer.plain().seal("one.example");
    sealer
        .fields()
        .replaceAll(
            field ->
                field.is(ArcPart.RESULTS.field())
                    ? Field.of("ARC-Authentication-Results: mx.one.example; i=1; spf=pass")
                    : field);
    assertThat(fault(verify(sealer))).isInstanceOf(ArcFault.Malformed.class);
  }

  @Test
  void AC_3_fiftySetsAreChecked() throws IOException {
    var questions = new AtomicInteger();
    var sealer = Sealer.plain();
    var zone = new StringBuilder();
    for (int i = 1; i <= ArcVerifier.MOST_SETS; i++) {
      sealer.seal("h" + i + ".example");
      zone.append(Sealer.key("h" + i + ".example", ""));
    }
    var dns = counted(ZoneResolver.of(zone.toString()), questions);
    assertThat(Arc.verify(sealer.message(), dns).outcome()).isEqualTo(new ArcOutcome.Pass(0));
    assertThat(questions).hasValue(ArcVerifier.MOST_SETS);
  }

  @Test
  void AC_3_ofFiftyOneNothingIs() throws IOException {
    var questions = new AtomicInteger();
    var sealer = Sealer.plain();
    for (int i = 0; i <= ArcVerifier.MOST_SETS; i++) {
      sealer.seal("one.example");
    }
    var dns = counted(ZoneResolver.of(ZONE), questions);
    var result = Arc.verify(sealer.message(), dns);
    assertThat(fault(result)).isEqualTo(new ArcFault.TooManySets(50));
    assertThat(questions).hasValue(0);
  }

  private static Resolver counted(Resolver inner, AtomicInteger questions) {
    return new Resolver() {
      @Override
      public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
        questions.incrementAndGet();
        return inner.lookup(name, type);
      }
    };
  }

  @Test
  void AC_4_theChainOfAnotherMessage() throws IOException {
    var other = Sealer.plain().seal("one.example").append("Something else.\r\n");
    assertThat(fault(verify(other)))
        .isInstanceOfSatisfying(
            ArcFault.MessageSignature.class,
            why -> assertThat(why.outcome()).isInstanceOf(DkimOutcome.Fail.BodyChanged.class));
    var renamed = Sealer.plain().seal("one.example");
    renamed.fields().replaceAll(f -> f.is("From") ? Field.of("From: x@attack.com") : f);
    assertThat(fault(verify(renamed))).isInstanceOf(ArcFault.MessageSignature.class);
  }

  @Test
  void aChangedClaimBreaksTheSeal() throws IOException {
    var sealer = Sealer.plain().seal("one.example").seal("two.example");
    sealer
        .fields()
        .replaceAll(
            field -> Field.of(field.toString().replaceFirst("i=1; mx.*", "i=1; mx.one; spf=fail")));
    assertThat(fault(verify(sealer)))
        .isInstanceOfSatisfying(
            ArcFault.Seal.class, why -> assertThat(why.instance()).isEqualTo(2));
  }

  @Test
  void AC_5_aKeyThatIsTriedOut() throws IOException {
    var zone = Sealer.key("one.example", "t=y; ");
    assertThat(fault(verify(Sealer.plain().seal("one.example"), zone)))
        .isInstanceOf(ArcFault.MessageSignature.class);
  }

  @Test
  void AC_5_sha1() throws IOException {
    var sealer = Sealer.plain().seal("one.example");
    for (var name : List.of("ARC-Message-Signature", "ARC-Seal")) {
      sealer
          .fields()
          .replaceAll(
              field ->
                  field.is(name)
                      ? Field.of(field.toString().replace("ed25519-sha256", "rsa-sha1"))
                      : field);
      assertThat(verify(sealer).outcome().word()).isEqualTo("fail");
    }
  }

  @Test
  void aBodyBeyondTheLengthOfTheSignatureDoesNotCount() throws IOException {
    var sealer = Sealer.plain();
    sealer.messageTags = "l=12; ";
    assertThat(verify(sealer.seal("one.example")).outcome().word()).isEqualTo("pass");
    var longer = Sealer.plain();
    longer.messageTags = "l=12; ";
    assertThat(fault(verify(longer.seal("one.example").append("evil\r\n"))))
        .isInstanceOf(ArcFault.MessageSignature.class);
  }

  @Test
  void AC_6_aChainThatFailedBefore() throws IOException {
    var sealer = Sealer.plain().seal("one.example").seal("two.example", 2, "fail");
    assertThat(fault(verify(sealer))).isEqualTo(new ArcFault.AlreadyFailed(2));
  }

  @Test
  void AC_7_aListedSealerAndWhoseResultsItSealed() throws IOException {
    var one = Domain.of("one.example");
    var trust = new ArcTrust(List.of(new ArcTrust.Sealer(one, Set.of())));
    var known = verify(Sealer.plain().seal("one.example"));
    assertThat(trust.judge(known))
        .isInstanceOfSatisfying(
            ArcTrust.Standing.Listed.class,
            listed -> assertThat(listed.claims().results()).hasSize(3));
    var sealer = Sealer.plain();
    sealer.results = "mx.attack.com; dmarc=pass";
    var foreign = verify(sealer.seal("one.example"));
    assertThat(trust.judge(foreign))
        .isEqualTo(new ArcTrust.Standing.OtherServer(one, "mx.attack.com"));
    var named = new ArcTrust(List.of(new ArcTrust.Sealer(one, Set.of("MX.attack.com"))));
    assertThat(named.judge(foreign)).isInstanceOf(ArcTrust.Standing.Listed.class);
    assertThat(named.judge(known)).isInstanceOf(ArcTrust.Standing.OtherServer.class);
    // Only the last host is asked about.
    assertThat(trust.judge(verify(Sealer.plain().seal("one.example").seal("two.example"))))
        .isEqualTo(new ArcTrust.Standing.NotListed(Domain.of("two.example")));
    assertThat(trust.judge(verify(Sealer.plain().seal("one.example").append("x"))))
        .isInstanceOf(ArcTrust.Standing.NoChain.class);
  }

  @Test
  void AC_7_whatCannotBeRead() throws IOException {
    var sealer = Sealer.plain();
    sealer.results = "; ; ;";
    var trust = new ArcTrust(List.of(new ArcTrust.Sealer(Domain.of("one.example"), Set.of())));
    assertThat(trust.judge(verify(sealer.seal("one.example"))))
        .isInstanceOf(ArcTrust.Standing.Unreadable.class);
  }

  @Test
  void theTroubleOfTheDnsIsNamedAndPermanent() throws IOException {
    var zone = "$STATUS timeout\ns._domainkey.one.example. TXT -";
    var result = verify(Sealer.plain().seal("one.example"), zone);
    assertThat(fault(result))
        .isInstanceOfSatisfying(
            ArcFault.MessageSignature.class,
            why -> assertThat(why.outcome()).isInstanceOf(DkimOutcome.TempError.class));
  }

  @Test
  void HD_4_deepCommentsAndLongFieldsEndSomewhere() throws IOException {
    for (var value : List.of("(".repeat(30_000), "(".repeat(21) + ")".repeat(21) + "i=1;", "(\\")) {
      var sealer = Sealer.plain();
      sealer.fields().addFirst(Field.of("ARC-Authentication-Results: " + value));
      assertThat(verify(sealer).outcome().word()).isEqualTo("fail");
    }
    var sealer = Sealer.plain();
    sealer.results = "(comment (nested \\) )) mx.%s; spf=pass";
    assertThat(verify(sealer.seal("one.example")).outcome().word()).isEqualTo("pass");
  }
}
