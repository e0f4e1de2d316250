package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcOutcome.Fault;
import org.signet.dmarc.DmarcResult;
import org.signet.dmarc.DmarcVerdict;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Domain;
import org.signet.verifier.Verification;

/// What holds for every message, whatever the rules, the direction and the past are.
class HandlingPropertyTest {
  private static final int MESSAGES = 4_000;

  private static final String ZONE =
      """
      _dmarc.reject.example.      TXT "v=DMARC1; p=reject"
      reject.example.             TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.quarantine.example.  TXT "v=DMARC1; p=quarantine; sp=reject"
      quarantine.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.none.example.        TXT "v=DMARC1; p=none"
      _dmarc.testing.example.     TXT "v=DMARC1; p=reject; t=y"
      silent.example.             TXT "v=spf1 -all"
      attack.com.                 TXT "v=spf1 ip4:192.0.2.66 -all"
      slow.example.               TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.broken.example.      TXT "v=DMARC1; p=reject"
      $STATUS servfail
      _dmarc.slow.example.        TXT -
      broken.example.             TXT -
      """;

  private static final List<String> DOMAINS =
      List.of(
          "reject.example",
          "quarantine.example",
          "sub.quarantine.example",
          "none.example",
          "testing.example",
          "silent.example",
          "attack.com",
          "slow.example",
          "broken.example",
          "nothing.example");

  private static final List<String> FACTS =
      List.of(
          "strict",
          "relayed",
          "footer",
          "claiming",
          "known list attack.com",
          "known forwarder 192.0.2.0/24",
          "exempt domain reject.example until 2026-11-26",
          "exempt way 192.0.2.66 until 2026-11-26",
          "waited 23h",
          "waited 25h",
          "failing 3 of 10",
          "remembered slow.example reject",
          "remembered slow.example none");

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static Posted any(Random random) {
    var facts = new ArrayList<String>();
    facts.add("by " + any(List.of("192.0.2.1", "192.0.2.66"), random));
    facts.add("as " + any(List.of("", "x@" + any(DOMAINS, random)), random));
    while (random.nextInt(3) > 0) {
      facts.add(random.nextBoolean() ? any(FACTS, random) : "signed " + any(DOMAINS, random));
    }
    var author = any(DOMAINS, random);
    if (random.nextInt(3) == 0) {
      facts.add("signed " + author);
    }
    var line = new StringBuilder(String.join(", ", facts));
    line.append(" | From: <a@").append(author).append('>');
    if (random.nextInt(6) == 0) {
      line.append(", <b@").append(any(DOMAINS, random)).append('>');
    }
    if (random.nextInt(6) == 0) {
      line.append(" | From: <c@").append(any(DOMAINS, random)).append('>');
    }
    if (random.nextInt(6) == 0) {
      line.append(" | Subject: a | Subject: b");
    }
    return new Posted(line.toString());
  }

  @Test
  void whatPassesIsNeverRefusedAndWhatFailsIsNeverDeliveredUnmarked() throws IOException {
    int passed = 0;
    int failed = 0;
    for (int seed = 0; seed < MESSAGES; seed++) {
      var posted = any(new Random(seed));
      var proof = posted.proof(ZONE);
      var handling = posted.handling(proof);
      if (proof.dmarc().outcome() instanceof DmarcOutcome.Pass) {
        passed++;
        assertThat(handling.action()).as("seed %s", seed).isLessThan(Handling.Action.QUARANTINE);
      }
      if (proof.dmarc().disposition() != Policy.NONE) {
        failed++;
        assertThat(handling.action()).as("seed %s", seed).isNotEqualTo(Handling.Action.DELIVER);
      }
      if (posted.direction() instanceof Direction.Relay) {
        assertThat(handling.action()).as("seed %s", seed).isNotEqualTo(Handling.Action.REJECT);
      }
      assertThat(handling.observed().action()).isLessThanOrEqualTo(Handling.Action.MARK);
      assertThat(handling.observed().why()).isSameAs(handling.why());
      assertReplyCanBeSent(handling);
    }
    assertThat(List.of(passed, failed)).allMatch(count -> count > MESSAGES / 10);
  }

  /// More questions than a message may cost: nothing showed who the author is.
  @Test
  void aBudgetThatIsSpentIsNoPassAndNoWayOut() throws IOException {
    for (var policy : List.of("none", "quarantine", "reject")) {
      var posted = new Posted("| From: <a@" + policy + ".example>");
      var proof = overBudget(posted.proof(ZONE));
      var handling = posted.handling(proof);
      assertThat(handling.why()).isInstanceOf(Reason.OverBudget.class);
      assertThat(LogWords.of(handling.action())).isEqualTo(policy.equals("none") ? "mark" : policy);
      assertReplyCanBeSent(handling);
    }
  }

  /// The same proof, had the questions been spent before the end.
  private static Verification overBudget(Verification proof) {
    var verdict = proof.dmarc().verdicts().getFirst();
    var outcome = new DmarcOutcome.PermError(new Fault.TooManyQueries(Domain.of("x.example")));
    var spent =
        new DmarcVerdict(
            verdict.author(),
            verdict.walk(),
            verdict.discovery(),
            verdict.organization(),
            verdict.identifiers(),
            verdict.rfc7489(),
            outcome);
    return new Verification(
        proof.at(),
        proof.envelope(),
        proof.author(),
        proof.content(),
        proof.iprev(),
        proof.spf(),
        proof.dkim(),
        proof.arc(),
        proof.sealer(),
        new DmarcResult(proof.author(), List.of(spent), outcome),
        proof.undone(),
        proof.spent());
  }

  private static void assertReplyCanBeSent(Handling handling) {
    var reply = HandlingExplainer.reply(handling);
    assertThat(reply.isPresent())
        .isEqualTo(handling.action().compareTo(Handling.Action.QUARANTINE) > 0);
    reply.ifPresent(
        told -> {
          assertThat(told.text()).hasSizeLessThanOrEqualTo(Reply.MOST_TEXT).matches("[ -~]+");
          assertThat(told.toString()).matches("[45]\\d\\d [45]\\.\\d\\.\\d+ .*");
        });
  }
}
