package org.signet.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.maillog.LogEvent;
import org.signet.maillog.Protection;
import org.signet.maillog.Tally;
import org.signet.maillog.Transmission;

/// What protected the mail of some time, by domain.
final class SentMailList {
  private final Instant since;
  private final ToldPolicies policies;
  private final Tally tally = new Tally();

  SentMailList(Instant since, ToldPolicies policies) {
    this.since = since;
    this.policies = policies;
  }

  void take(LogEvent event) {
    if (event instanceof Transmission one && !one.at().isBefore(since)) {
      tally.add(one, policies.protection(one));
    }
  }

  /// The domains to which mail went that was not verified, behind what all comes to.
  Explanation explanation() {
    var counts = tally.counts();
    var from = since.truncatedTo(ChronoUnit.SECONDS);
    long all = counts.stream().mapToLong(Tally.Count::all).sum();
    if (all == 0) {
      return Explanation.of(Mark.NOTE, "No mail went to another host since " + from + ".");
    }
    long verified = counts.stream().mapToLong(Tally.Count::verified).sum();
    var because = new ArrayList<Explanation>();
    counts.stream()
        .filter(one -> one.verified() < one.all())
        .forEach(one -> because.add(explanation(one)));
    if (Tally.sum(counts, Protection.UNKNOWN) > 0) {
      because.add(
          Explanation.of(
              Mark.NOTE,
              "To know it next time, let Postfix log encrypted connections: postconf -e"
                  + " 'smtp_tls_loglevel = 1'"));
    }
    var sentence =
        "Mail sent since %s: %d in all, %d to a host that was verified%s."
            .formatted(from, all, verified, others(Protection.values(), counts));
    return Explanation.of(because.isEmpty() ? Mark.GOOD : Mark.NOTE, sentence).because(because);
  }

  private static String others(Protection[] kinds, List<Tally.Count> counts) {
    var text = new StringBuilder();
    for (var kind : kinds) {
      long count = Tally.sum(counts, kind);
      if (count > 0 && !kind.isVerified()) {
        text.append(", %d %s".formatted(count, words(kind)));
      }
    }
    return text.toString();
  }

  private static Explanation explanation(Tally.Count count) {
    var latest =
        count
            .latestUnverified()
            .map(at -> "; the latest at " + at.truncatedTo(ChronoUnit.SECONDS))
            .orElse("");
    var sentence =
        "%s: %d in all%s%s"
            .formatted(
                count.domain().map(Domain::text).orElse("other domains"),
                count.all(),
                others(Protection.values(), List.of(count)),
                latest);
    return Explanation.of(mark(count), sentence + ".");
  }

  private static Mark mark(Tally.Count count) {
    if (count.of(Protection.CLEAR) > 0) {
      return Mark.BAD;
    }
    return count.of(Protection.ENCRYPTED) > 0 ? Mark.WARN : Mark.UNKNOWN;
  }

  private static String words(Protection kind) {
    return switch (kind) {
      case CLEAR -> "in clear";
      case ENCRYPTED -> "encrypted for whoever answered";
      case UNKNOWN -> "not known whether encrypted";
      case DANE, MTA_STS, OVERRIDE, OWN_SETTING, VERIFIED -> "verified";
      case NOT_ON_THE_WAY -> "not sent";
    };
  }

  /// One object for each domain, whatever protected its mail.
  String json() {
    var text = new StringBuilder();
    for (var count : tally.counts()) {
      var json = new Json().beginObject();
      json.member("domain", count.domain().map(Domain::text).orElse(""));
      json.member("messages", count.all());
      for (var kind : Protection.values()) {
        if (kind != Protection.NOT_ON_THE_WAY) {
          json.member(kind.word(), count.of(kind));
        }
      }
      count.latestUnverified().ifPresent(at -> json.member("latest_unverified", at.toString()));
      text.append(json.endObject()).append('\n');
    }
    return text.toString();
  }
}
