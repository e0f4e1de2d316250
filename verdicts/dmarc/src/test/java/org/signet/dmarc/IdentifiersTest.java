package org.signet.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.Reservation;
import org.signet.dmarc.Identifier.Standing;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.ReversePath;
import org.signet.spf.Spf;

class IdentifiersTest {
  private static final String ZONE =
      """
      mail.example.com.   TXT "v=spf1 ip4:192.0.2.1 -all"
      helo.example.net.   TXT "v=spf1 ip4:192.0.2.1 -all"
      $STATUS servfail
      slow.example.com.   TXT -
      """;

  private static List<Identifier> spf(String mailFrom) {
    var path = mailFrom.isEmpty() ? new ReversePath.Null() : ReversePath.parse(mailFrom);
    var client = Optional.of(IpAddress.parse("192.0.2.1").orThrow());
    var envelope = new Envelope(client, "helo.example.net", path, List.of());
    return Identifiers.of(new Spf(ZoneResolver.of(ZONE)).check(envelope), List.of());
  }

  @Test
  void spfCountsForMailFrom() {
    assertThat(spf("a@mail.example.com")).containsExactly(Messages.spf("mail.example.com"));
    assertThat(spf("a@slow.example.com"))
        .containsExactly(Messages.identifier("spf=temperror", "slow.example.com"));
  }

  @Test
  void theHeloNameCountsForANullPathOnly() {
    assertThat(spf("")).containsExactly(Messages.spf("helo.example.net"));
    assertThat(spf("a@other.example"))
        .containsExactly(Messages.identifier("spf=none", "other.example"));
  }

  private static Identifier dkim(DkimOutcome outcome) {
    var field =
        Field.of(
            "DKIM-Signature: v=1; a=rsa-sha256; d=Example.com; s=s1; h=from; bh="
                + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA");
    var result =
        new DkimResult(
            field,
            DkimSignature.parse(field),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            outcome);
    return Identifiers.of(new Spf(ZoneResolver.of("")).check(Envelope.unknown()), List.of(result))
        .getLast();
  }

  private static DkimOutcome pass(Reservation... reservations) {
    return new DkimOutcome.Pass(List.of(reservations));
  }

  @Test
  void aSoundSignatureCounts() {
    var plain = dkim(pass());
    assertThat(plain).isEqualTo(Messages.dkim("example.com"));
    assertThat(plain.domain()).isEqualTo(Domain.of("example.com"));
    assertThat(dkim(pass(new Reservation.WeakKey(1024)))).isEqualTo(plain);
    assertThat(dkim(pass(new Reservation.LengthLimited(10, 0)))).isEqualTo(plain);
  }

  @Test
  void DK_1_aBodyBeyondItsLengthDoesNot() {
    assertThat(dkim(pass(new Reservation.LengthLimited(10, 1))))
        .isEqualTo(Messages.identifier("dkim=l", "example.com"));
  }

  @Test
  void DK_8_norDoesAKeyThatIsTriedOut() {
    assertThat(dkim(pass(new Reservation.Testing())))
        .isEqualTo(Messages.identifier("dkim=t", "example.com"));
  }

  @Test
  void whatDidNotPassIsToldApartFromWhatIsUnknown() {
    var failed = new Answer.Failed<Rdata.Txt>(Answer.Cause.TIMEOUT, "");
    assertThat(dkim(new DkimOutcome.TempError(failed)).standing())
        .isInstanceOf(Standing.Undetermined.class);
    assertThat(dkim(new DkimOutcome.PermError.KeyTooSmall(512, 1024)))
        .isEqualTo(Messages.identifier("dkim=permerror", "example.com"));
    assertThat(dkim(new DkimOutcome.NotEvaluated(10)))
        .isEqualTo(Messages.identifier("dkim=policy", "example.com"));
  }
}
