package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signet.dkim.Canonicalization;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;

/// The composition attacks: an attacker with a domain, keys and an SPF record of its own never
/// makes
/// a message pass as that of `legitimate.com`. Each case is the header as it is sent; the
/// attacker's
/// host passes SPF for `attack.com` and, where a case says so, signs as `attack.com`.
class CompositionAttacksTest {
  private static final Domain VICTIM = Domain.of("legitimate.com");

  private static final Resolver DNS =
      ZoneResolver.of(
          """
          legitimate.com.         TXT "v=spf1 -all"
          _dmarc.legitimate.com.  TXT "v=DMARC1; p=reject"
          any.sub.legitimate.com. A   192.0.2.99
          attack.com.             TXT "v=spf1 ip4:192.0.2.66 -all"
          helo.attack.com.        TXT "v=spf1 ip4:192.0.2.66 -all"
          _dmarc.attack.com.      TXT "v=DMARC1; p=none"
          """
              + Signer.record("s1", "legitimate.com")
              + Signer.record("s1", "attack.com"));

  private static final World WORLD =
      World.of(DNS, InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")));

  private static final IpAddress ATTACKER = IpAddress.of("192.0.2.66");

  private record Attack(String id, String mailFrom, String header) {}

  private static Attack from(String id, String header) {
    return new Attack(id, "any@attack.com", header);
  }

  private static final List<Attack> ATTACKS =
      List.of(
          new Attack(
              "CK-a1", "any@mailfrom.notexist.legitimate.com", "From: <admin@legitimate.com>\r\n"),
          new Attack("CK-a2", "(any@legitimate.com", "From: <admin@legitimate.com>\r\n"),
          new Attack(
              "CK-a5", "any@legitimate.com(a.attack.com", "From: <admin@legitimate.com>\r\n"),
          new Attack(
              "CK-a6", "any@legitimate.com'@any.attack.com", "From: <admin@legitimate.com>\r\n"),
          new Attack(
              "CK-a7",
              "@legitimate.com,@any.com:'any@attack.com",
              "From: <admin@legitimate.com>\r\n"),
          from("CK-a8", "From: <first@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("CK-a8 reversed", "From: <admin@legitimate.com>\r\nFrom: <first@attack.com>\r\n"),
          from("CK-a9", " From: <first@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("CK-a10", "From: <first@attack.com>\r\nFrom : <admin@legitimate.com>\r\n"),
          from("CK-a11", "From\r\n : <first@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("CK-a12", "From\r\n : <first@attack.com>\r\nSender: <admin@legitimate.com>\r\n"),
          from(
              "CK-a13", "From\r\n : <first@attack.com>\r\nResent-From: <admin@legitimate.com>\r\n"),
          from("CK-a14", "From: <first@attack.com>, <admin@legitimate.com>\r\n"),
          from(
              "CK-a15",
              "From:=?utf-8?B?PGFkbWluQGxlZ2l0aW1hdGUuY29tPg==?=,<second@attack.com>\r\n"),
          from("CK-a16", "From: <@attack.com,@any.com:admin@legitimate.com>\r\n"),
          from("CK-a17", "From: <admin@legitimate.com>\\,<second@attack.com>\r\n"),
          from("CK-a18", "From: admin@legitimate.com,<second@attack.com>\r\n"),
          from("CK-a19", "From: <any@attack.com>admin@legitimate.com\r\n"),
          from("CK-u1", "From: <attacker@attack.com>:<spoofed@legitimate.com>\r\n"),
          from("CK-u1 group", "From: admin@legitimate.com:;\r\n"),
          from("CK-u1 members", "From: g: <x@attack.com>, <admin@legitimate.com>;\r\n"),
          new Attack("WL-3", "", "From: <admin@legitimate.com>\r\n"),
          from("WL-4 case", "fRoM: <a@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("WL-4 tab", "From\t: <a@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("WL-4 NUL", "From\0: <a@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("WL-4 NBSP", "\u00c2\u00a0From: <a@attack.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("WL-5", "From: [a@attack.com],<b@legitimate.com>\r\n"),
          from("WL-6 NUL", "From: <a@attack.com\0>, b@legitimate.com\r\n"),
          from("WL-6 comment", "From: admin@legitimate.com (<a@attack.com>)\r\n"),
          from("WL-6 two", "From: <a@attack.com> <b@legitimate.com>\r\n"),
          from("WL-8", "From: <x@notexist.legitimate.com>\r\n"),
          from("HD-7", "From: oastify.com!collab\\@legitimate.com\r\n"),
          from("HD-8", "From: alice@legitimate.com)bob@attack.com\r\n"),
          from("HD-10 wide", "From: <a@\u00ef\u00bd\u008cegitimate.com>\r\n"),
          from("HD-10 full stop", "From: <a@legitimate\u00e3\u0080\u0082com>\r\n"),
          from("HD-15", "Return-Path: <admin@legitimate.com>\r\nFrom: <admin@legitimate.com>\r\n"),
          from("DM-19 none", "Subject: no author\r\n"),
          from("DM-19 empty", "From: \r\nSender: <admin@legitimate.com>\r\n"),
          from(
              "AR-1",
              "Authentication-Results: mx.victim.com; dmarc=pass\r\nFrom: <a@legitimate.com>\r\n"));

  private static Verification verify(String message, String mailFrom, String helo)
      throws IOException {
    var path = ReversePath.parse("<" + mailFrom + ">");
    var envelope = new Envelope(Optional.of(ATTACKER), helo, path, List.of("<v@victim.com>"));
    return new Verifier(WORLD).verify(Message.of(message.getBytes(ISO_8859_1)), envelope);
  }

  private static void assertNoPassForVictim(Verification proof) {
    boolean passes = proof.dmarc().outcome() instanceof DmarcOutcome.Pass;
    boolean concernsVictim =
        proof.author().domains().stream().anyMatch(domain -> domain.isWithin(VICTIM));
    assertThat(passes && concernsVictim).as(VerificationJson.of("attack", proof)).isFalse();
    if (passes) {
      assertThat(proof.author().isCertain()).isTrue();
    }
  }

  @TestFactory
  Stream<DynamicTest> unsigned() {
    return ATTACKS.stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.id,
                    () ->
                        assertNoPassForVictim(
                            verify(
                                attack.header + "To: <v@victim.com>\r\n\r\nhello\r\n",
                                attack.mailFrom,
                                "helo.attack.com"))));
  }

  @TestFactory
  Stream<DynamicTest> signedByTheAttacker() {
    return ATTACKS.stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.id,
                    () -> {
                      var signed =
                          Signer.sign(
                              "Subject: hi\r\n\r\nhello\r\n",
                              "attack.com",
                              "s1",
                              Canonicalization.RELAXED);
                      int end = signed.indexOf("Subject:");
                      var message =
                          signed.substring(0, end) + attack.header + signed.substring(end);
                      assertNoPassForVictim(verify(message, attack.mailFrom, "helo.attack.com"));
                    }));
  }

  private static String genuine() {
    return Signer.sign(
        "From: <admin@legitimate.com>\r\nSubject: genuine\r\n\r\nhello\r\n",
        "legitimate.com",
        "s1",
        Canonicalization.RELAXED);
  }

  @Test
  void theGenuineMessagePasses() throws IOException {
    var proof = verify(genuine(), "any@attack.com", "helo.attack.com");
    assertThat(proof.dmarc().outcome().word()).isEqualTo("pass");
  }

  @Test
  void CK_r1_aSecondFromOnTopOfAReplay() throws IOException {
    for (var added : List.of("From: <ceo@legitimate.com>\r\n", "From: <a@attack.com>\r\n")) {
      var proof = verify(added + genuine(), "any@attack.com", "helo.attack.com");
      assertThat(proof.dmarc().outcome().word()).isEqualTo("permerror");
    }
  }

  @Test
  void CK_r1_aSecondSubjectIsAmbiguousContentOnly() throws IOException {
    var proof = verify("Subject: pay\r\n" + genuine(), "any@attack.com", "helo.attack.com");
    assertThat(proof.dmarc().outcome().word()).isEqualTo("pass");
    assertThat(proof.content()).extracting(a -> a.reason().word()).contains("field_repeated");
  }

  @Test
  void CK_r3_aBodyLongerThanItsSignatureSays() throws IOException {
    var signed =
        Signer.sign(
            "From: <admin@legitimate.com>\r\n\r\nhello\r\n",
            "legitimate.com",
            "s1",
            Canonicalization.RELAXED,
            "l=7; ");
    assertThat(verify(signed, "a@attack.com", "attack.com").dmarc().outcome().word())
        .isEqualTo("pass");
    assertThat(verify(signed + "evil\r\n", "a@attack.com", "attack.com").dmarc().outcome().word())
        .isEqualTo("fail");
  }

  @Test
  void CK_a3_aSelectorWithNulAsksNothing() throws IOException {
    var message =
        "DKIM-Signature: v=1; a=rsa-sha256; d=legitimate.com;"
            + " s=selector._domainkey.attack.com.\0.any; h=from; bh=AAAA; b=AAAA\r\n"
            + "From: <admin@legitimate.com>\r\n\r\nhello\r\n";
    var proof = verify(message, "a@attack.com", "attack.com");
    assertThat(proof.dkim().getFirst().outcome().word()).isEqualTo("permerror");
    assertThat(proof.dmarc().outcome().word()).isNotEqualTo("pass");
  }

  @Test
  void SP_19_helloNeverStandsInForTheReversePath() throws IOException {
    var proof =
        verify("From: <a@helo.attack.com>\r\n\r\n", "x@notexist.attack.com", "helo.attack.com");
    assertThat(proof.spf().helo().outcome().word()).isEqualTo("pass");
    assertThat(proof.dmarc().outcome().word()).isEqualTo("fail");
  }
}
