package org.signet.tlsrpt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts sessions, as reports want them: by domain, policy and kind of failure. Neither clock nor
/// chance is in it: the same sessions in the same order give the same reports.
///
/// Bounded: each domain has at most [#MOST_POLICIES] policies and [#MOST_FAILURES] kinds of
/// failure. Beyond that nothing is lost from the sums: a failure is counted with its type alone,
/// and sessions under further policies are counted for the last one.
public final class SessionTally {
  /// Policies of one domain in one report: it may change now and then.
  public static final int MOST_POLICIES = 100;

  /// Kinds of failure under one policy that are told apart.
  public static final int MOST_FAILURES = 1_000;

  private static final class Counts {
    private long successful;
    private long failed;
    private final Map<Failure, Long> failures = new LinkedHashMap<>();

    void count(SessionResult result, long sessions) {
      if (result.failure().isEmpty()) {
        successful = plus(successful, sessions);
        return;
      }
      failed = plus(failed, sessions);
      var failure = result.failure().get();
      var isRoom = failures.containsKey(failure) || failures.size() < MOST_FAILURES;
      failures.merge(
          isRoom ? failure : Failure.of(failure.type()), sessions, SessionTally.Counts::plus);
    }

    private static long plus(long a, long b) {
      return Math.min(TlsReport.MOST_SESSIONS, a + b);
    }

    PolicyReport report(Policy policy) {
      var details =
          failures.entrySet().stream()
              .map(each -> new FailureDetails(each.getKey(), each.getValue()))
              .toList();
      return new PolicyReport(policy, successful, failed, details);
    }
  }

  private final Map<String, Map<Policy, Counts>> domains = new TreeMap<>();

  /// Counts one session.
  public void count(SessionResult result) {
    count(result, 1);
  }

  /// Counts this many sessions that all went the same way.
  public void count(SessionResult result, long sessions) {
    TlsReport.requireCount(sessions);
    var policies = domains.computeIfAbsent(result.policy().domain(), _ -> new LinkedHashMap<>());
    var known = policies.get(result.policy());
    if (known == null && policies.size() == MOST_POLICIES) {
      known = policies.values().stream().reduce((_, last) -> last).orElseThrow();
    }
    if (known == null) {
      known = new Counts();
      policies.put(result.policy(), known);
    }
    known.count(result, sessions);
  }

  /// The counts for each domain, as they go into its report; domains in order, policies as they
  /// were first met.
  public Map<String, List<PolicyReport>> reports() {
    var reports = new LinkedHashMap<String, List<PolicyReport>>();
    domains.forEach(
        (domain, policies) ->
            reports.put(
                domain,
                policies.entrySet().stream()
                    .map(each -> each.getValue().report(each.getKey()))
                    .toList()));
    return reports;
  }
}
