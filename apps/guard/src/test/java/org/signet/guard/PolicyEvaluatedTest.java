package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Ascii;

/// What a report tells the owner of a domain (RFC 9990, `policy_evaluated`): where something else
/// was done than he asks for, why.
class PolicyEvaluatedTest {
  private static final String ZONE =
      """
      _dmarc.bank.example.  TXT "v=DMARC1; p=reject"
      bank.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.shop.example.  TXT "v=DMARC1; p=quarantine"
      _dmarc.test.example.  TXT "v=DMARC1; p=reject; t=y"
      _dmarc.soft.example.  TXT "v=DMARC1; p=none"
      silent.example.       TXT "v=spf1 -all"
      lists.example.        TXT "v=spf1 ip4:192.0.2.66 -all"
      """;

  private static String told(String question) throws IOException {
    return told(question, false);
  }

  private static String told(String question, boolean isObserving) throws IOException {
    var posted = new Posted(question);
    var proof = posted.proof(ZONE);
    var handling = posted.handling(proof);
    var done = isObserving ? handling.observed() : handling;
    var deed = new Decided.Deed.Take(List.of(), List.of(), new Decided.Place.Recipients());
    var why = new Outbound.Why.NotOurs(posted.direction());
    var decided =
        new Decided(posted.direction(), handling, done.action(), new Outbound.DoNotSign(why), deed);
    return PolicyEvaluated.of(proof, decided).map(PolicyEvaluatedTest::words).orElse("put off");
  }

  private static String words(PolicyEvaluated evaluated) {
    return Ascii.toLower(evaluated.disposition().name())
        + evaluated.reasons().stream()
            .map(one -> " " + Ascii.toLower(one.type().name()) + "(" + one.comment() + ")")
            .collect(Collectors.joining());
  }

  @Test
  void whatTheOwnerAsksForNeedsNoReason() throws IOException {
    assertThat(told("by 192.0.2.1, as a@bank.example | From: <a@bank.example>")).isEqualTo("pass");
    assertThat(told("| From: <a@bank.example>")).isEqualTo("reject");
    assertThat(told("| From: <a@shop.example>")).isEqualTo("quarantine");
    assertThat(told("| From: <a@soft.example>")).isEqualTo("none");
    assertThat(told("| From: <a@nobody.example>")).isEqualTo("none");
  }

  @Test
  void whatIsIndirectSaysHow() throws IOException {
    assertThat(told("signed bank.example, footer | From: <a@bank.example>"))
        .isEqualTo("quarantine mailing_list(dkim of bank.example holds once changes are undone)");
    assertThat(told("known list lists.example, as x@lists.example | From: <a@bank.example>"))
        .isEqualTo("quarantine mailing_list(spf=pass lists.example)");
    assertThat(told("known forwarder 192.0.2.66 | From: <a@bank.example>"))
        .isEqualTo("quarantine trusted_forwarder(network 192.0.2.66/32)");
  }

  /// RFC 8617 §7.2.2
  @Test
  void whatIsSealedSaysByWhom() throws IOException {
    assertThat(
            told(
                "believed lists.example, sealed lists.example: lists.example; dmarc=pass"
                    + " header.from=bank.example | From: <a@bank.example>"))
        .isEqualTo("quarantine local_policy(arc=pass as[1].d=lists.example as[1].s=s1)");
  }

  @Test
  void whatOurOwnRulesDoSaysSo() throws IOException {
    assertThat(told("strict | From: <a@bank.example>"))
        .isEqualTo("quarantine local_policy(a policy alone never rejects (RFC 9989 7.4))");
    assertThat(told("relayed | From: <a@bank.example>"))
        .isEqualTo("quarantine local_policy(accepted before by a host of ours)");
    assertThat(told("exempt domain bank.example until 2026-12-31 | From: <a@bank.example>"))
        .isEqualTo("none local_policy(exempted)");
    assertThat(told("as x@silent.example | From: <a@soft.example>"))
        .isEqualTo("reject local_policy(spf of silent.example: it sends no mail)");
    assertThat(told("| From: <a@attack.com> | From: <a@bank.example>"))
        .isEqualTo("reject local_policy(the author is ambiguous)");
  }

  @Test
  void observingIsAReason() throws IOException {
    assertThat(told("| From: <a@bank.example>", true)).isEqualTo("none local_policy(observing)");
    assertThat(told("| From: <a@soft.example>", true)).isEqualTo("none");
  }

  @Test
  void testModeIsAReason() throws IOException {
    assertThat(told("| From: <a@test.example>")).isEqualTo("quarantine policy_test_mode()");
  }
}
