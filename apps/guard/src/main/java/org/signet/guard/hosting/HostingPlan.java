package org.signet.guard.hosting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.signet.guard.hosting.PolicyHistory.Served;
import org.signet.mtasts.Mode;

/// The steps from what a domain serves to what it wants to, each with the first day on which it
/// strands no mail. Pure: of the history and the time alone.
public final class HostingPlan {
  /// A policy is tried that long before it binds more: by then the daily reports (RFC 8460) of
  /// those who send most have told what would have failed.
  public static final Duration TRIAL = Duration.ofDays(14);

  /// For a policy that may be wrong, so that a mistake is forgotten soon.
  public static final Duration SHORT_AGE = Duration.ofDays(1);

  /// For one that is enforced for the first time.
  public static final Duration FIRST_AGE = Duration.ofDays(7);

  /// For one that proved itself: whoever would hide it must hide it that long.
  public static final Duration LONG_AGE = Duration.ofDays(30);

  private HostingPlan() {}

  /// What is to be done.
  public sealed interface Change {
    /// Serve a policy of this kind, and publish its record.
    record Serve(Mode mode, Duration maxAge) implements Change {}

    /// Take the record away, and stop to serve a policy: nobody remembers an older one.
    record Remove() implements Change {}
  }

  /// One change.
  ///
  /// @param from the first moment for it
  public record Step(Instant from, Change change) {}

  /// The steps that are left until the policy is enforced, and remembered for long. RFC 8461 §3.2
  public static List<Step> towardsEnforce(PolicyHistory history, Instant now) {
    var steps = new ArrayList<Step>();
    var at = now;
    var latest = history.latest();
    var mode = latest.map(Served::mode).orElse(Mode.NONE);
    if (mode == Mode.NONE) {
      steps.add(new Step(at, new Change.Serve(Mode.TESTING, SHORT_AGE)));
      at = at.plus(TRIAL);
    }
    if (mode != Mode.ENFORCE) {
      at = mode == Mode.TESTING ? later(now, trialEnd(history)) : at;
      steps.add(new Step(at, new Change.Serve(Mode.ENFORCE, FIRST_AGE)));
      at = at.plus(TRIAL);
    }
    var age = latest.map(Served::maxAge).orElse(Duration.ZERO);
    if (mode != Mode.ENFORCE || age.compareTo(LONG_AGE) < 0) {
      at = mode == Mode.ENFORCE ? later(now, trialEnd(history)) : at;
      steps.add(new Step(at, new Change.Serve(Mode.ENFORCE, LONG_AGE)));
    }
    return steps;
  }

  /// The steps back, until there is no policy any more. RFC 8461 §8.3
  public static List<Step> towardsNone(PolicyHistory history, Instant now) {
    var mode = history.latest().map(Served::mode);
    if (mode.isEmpty()) {
      return List.of();
    }
    var steps = new ArrayList<Step>();
    if (mode.get() != Mode.NONE) {
      steps.add(new Step(now, new Change.Serve(Mode.NONE, SHORT_AGE)));
    }
    steps.add(new Step(later(now, forgotten(history, now)), new Change.Remove()));
    return steps;
  }

  /// When the policy that is served now has been tried.
  private static Instant trialEnd(PolicyHistory history) {
    return history.latest().map(last -> last.since().plus(TRIAL)).orElse(Instant.MIN);
  }

  /// When the last sender has forgotten every policy that binds: each could be fetched until it was
  /// replaced, and is remembered from then on for its age.
  private static Instant forgotten(PolicyHistory history, Instant now) {
    var policies = history.policies();
    var moments = new ArrayList<Instant>();
    for (int i = 0; i < policies.size(); i++) {
      var policy = policies.get(i);
      var until = i + 1 < policies.size() ? policies.get(i + 1).since() : now;
      if (policy.mode() != Mode.NONE) {
        moments.add(until.plus(policy.maxAge()));
      }
    }
    return moments.stream().max(Comparator.naturalOrder()).orElse(now);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
