package org.signet.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.signet.dkim.DkimOutcome.Fail;
import org.signet.dkim.DkimOutcome.Flaw;
import org.signet.dkim.DkimOutcome.NotEvaluated;
import org.signet.dkim.DkimOutcome.Pass;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.dkim.DkimOutcome.Restriction;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;

/// Every outcome in words, as `explained.txt` has them: read it as prose.
class ExplainerTest {
  private static final Instant THEN = Instant.parse("2026-11-18T08:00:00Z");

  private static final SlowSigner SIGNER = SlowSigner.ED25519;

  private static final String KEY = "sel._domainkey.example.com. TXT \"" + SIGNER.record() + "\"\n";

  private static DkimResult result(String tags, String zone) {
    var fields = List.of("From: Joe <joe@example.com>", "Subject: Dinner");
    var message = SIGNER.sign(tags, fields, "Hungry?\r\n");
    return Messages.verify(Messages.verifier(ZoneResolver.of(zone)), message).getFirst();
  }

  private static List<DkimOutcome> outcomes() {
    var outcomes = new ArrayList<DkimOutcome>();
    outcomes.add(new Pass(List.of()));
    outcomes.add(
        new Pass(
            List.of(
                new Reservation.WeakKey(1024),
                new Reservation.LengthLimited(9, 0),
                new Reservation.UnsignedFields(List.of("Reply-To", "To")))));
    outcomes.add(new Pass(List.of(new Reservation.LengthLimited(9, 1_200))));
    outcomes.add(new Pass(List.of(new Reservation.Testing())));
    outcomes.add(new Fail.BodyChanged("Zm9v", "YmFy", true));
    outcomes.add(new Fail.BodyChanged("Zm9v", "YmFy", false));
    outcomes.add(new Fail.HeaderChanged("Zm9v", "YmFy"));
    outcomes.add(new Fail.SignatureWrong());
    outcomes.add(new PermError.Expired(THEN));
    outcomes.add(new PermError.FutureDated(THEN));
    outcomes.add(new PermError.AlgorithmForbidden(DkimAlgorithm.RSA_SHA1));
    outcomes.add(unusable("v=DKIM1; p=%"));
    outcomes.add(unusable("v=spf1 -all"));
    outcomes.add(new PermError.KeyRevoked());
    outcomes.add(new PermError.SeveralKeys(2));
    outcomes.add(new PermError.KeyTooSmall(512, 1024));
    outcomes.add(new PermError.KeyTooLarge(8192, 4096));
    for (var flaw : Flaw.values()) {
      outcomes.add(new PermError.KeyUnsafe(flaw));
    }
    outcomes.add(new PermError.KeyCompromised());
    for (var restriction : Restriction.values()) {
      outcomes.add(new PermError.NotPermittedByKey(restriction));
    }
    outcomes.add(new PermError.LengthBeyondBody(100, 9));
    outcomes.add(new NotEvaluated(10));
    return outcomes;
  }

  private static PermError unusable(String record) {
    return switch (DkimKey.parse(record)) {
      case DkimKey.Unusable(var why) -> new PermError.KeyUnusable(why);
      case DkimKey.Ignored(var why) -> new PermError.KeyUnusable(why);
      case DkimKey.Usable _, DkimKey.Revoked _ -> throw new IllegalArgumentException(record);
    };
  }

  @Test
  void saysWhatHappened() throws IOException {
    var tags = SIGNER.tags();
    var results = new ArrayList<DkimResult>();
    results.add(result(tags, KEY));
    results.add(result(tags.replace("h=From:To:Subject", "h=Subject"), KEY));
    results.add(result(tags.replace("d=example.com", "d=example.com(.attack.com\0"), KEY));
    results.add(result(tags, "other.example. A 192.0.2.1"));
    results.add(result(tags, "sel._domainkey.example.com. A 192.0.2.1"));
    results.add(result(tags, "sel._domainkey.example.com. CNAME gone.example."));
    results.add(result(tags, "$STATUS timeout\nsel._domainkey.example.com. TXT -"));
    for (var outcome : outcomes()) {
      var seen = results.getFirst();
      results.add(
          new DkimResult(
              seen.field(), seen.signature(), seen.key(), seen.body(), seen.headerHash(), outcome));
    }
    var renderer = new TextRenderer(100, false);
    var text = new StringBuilder();
    for (var result : results) {
      text.append(renderer.render(DkimExplainer.explain(result))).append('\n');
    }
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("explained.txt"))) {
      assertThat(text.toString()).isEqualTo(new String(in.readAllBytes(), UTF_8));
    }
  }
}
