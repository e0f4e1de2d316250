package org.signet.mtasts;

import static org.signet.foundation.spec.Spec.RFC8461;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;

/// Says in words what the MTA-STS of a domain comes to, and why.
public final class MtaStsExplainer {
  /// Chars of a stranger's words, and hosts of a policy, that are shown.
  private static final int SHOWN_CHARS = 100;

  private static final int SHOWN_HOSTS = 8;

  private MtaStsExplainer() {}

  public static Explanation explain(MtaStsResult result) {
    var domain = result.domain();
    return switch (result.outcome()) {
      case MtaStsOutcome.Policy policy ->
          Explanation.of(mark(policy), sentence(policy, domain), RFC8461.section("5"))
              .because(because(policy, domain));
      case MtaStsOutcome.NoPolicy(Undiscovered.NoRecord _) ->
          Explanation.of(
              Mark.NOTE, domain + " has no MTA-STS policy: it publishes no record.", clause31());
      case MtaStsOutcome.NoPolicy(var why) ->
          Explanation.of(
                  why.fault().isPresent() ? Mark.WARN : Mark.UNKNOWN,
                  "No MTA-STS policy of "
                      + domain
                      + " could be found, and none is cached: its mail is sent as though it had "
                      + "none.",
                  RFC8461.section("3.3"))
              .because(why(why, domain));
    };
  }

  private static Mark mark(MtaStsOutcome.Policy policy) {
    return switch (policy.mode()) {
      case ENFORCE -> Mark.GOOD;
      case TESTING, NONE -> Mark.NOTE;
    };
  }

  private static String sentence(MtaStsOutcome.Policy policy, Domain domain) {
    return switch (policy.mode()) {
      case ENFORCE ->
          "MTA-STS enforce: mail to "
              + domain
              + " goes only to the hosts of its policy, by TLS with a certificate that holds.";
      case TESTING ->
          "MTA-STS testing: "
              + domain
              + " has a policy that binds nobody yet; where it does not hold, that is reported.";
      case NONE -> "MTA-STS none: " + domain + " says that it has no policy any more.";
    };
  }

  private static List<Explanation> because(MtaStsOutcome.Policy policy, Domain domain) {
    var held = policy.held();
    var because = new ArrayList<Explanation>();
    if (policy.mode() != Mode.NONE) {
      because.add(
          Explanation.of(
              Mark.NOTE, "It names " + hosts(held.policy().mx()) + '.', RFC8461.section("4.1")));
    }
    because.add(
        Explanation.of(
            Mark.NOTE,
            "The policy with the id %s was fetched at %s and holds until %s."
                .formatted(held.id(), held.fetched(), held.expires()),
            RFC8461.section("3.2")));
    policy
        .unconfirmed()
        .ifPresent(
            why ->
                because.add(
                    Explanation.of(
                            Mark.WARN,
                            "Whether it is still the newest could not be confirmed; it holds all "
                                + "the same.",
                            RFC8461.section("5.1"))
                        .because(why(why, domain))));
    return because;
  }

  private static String hosts(List<NamePattern> mx) {
    var shown = mx.stream().limit(SHOWN_HOSTS).map(NamePattern::toString).toList();
    var more = mx.size() > SHOWN_HOSTS ? " and " + (mx.size() - SHOWN_HOSTS) + " more" : "";
    return String.join(", ", shown) + more;
  }

  /// Why no policy was discovered, as a sentence of its own.
  public static Explanation why(Undiscovered why, Domain domain) {
    var record = "_mta-sts." + domain;
    var host = "mta-sts." + domain;
    return switch (why) {
      case Undiscovered.NoRecord _ ->
          Explanation.of(Mark.WARN, "There is no record at " + record + '.', clause31());
      case Undiscovered.RecordUnanswered(var failed) ->
          Explanation.of(
              Mark.UNKNOWN,
              "The DNS did not say whether there is a record at "
                  + record
                  + ": "
                  + failed.cause().words()
                  + '.',
              clause31());
      case Undiscovered.SeveralRecords(var count) ->
          Explanation.of(
              Mark.BAD,
              "There are " + count + " records at " + record + ", which count as none.",
              clause31());
      case Undiscovered.RecordInvalid(var problem) ->
          Explanation.of(
              Mark.BAD,
              "The record at " + record + " does not follow its form: " + problem.words() + '.',
              problem.clause());
      case Undiscovered.TooSoon(var id, var notBefore) ->
          Explanation.of(
              Mark.NOTE,
              "The record has the new id %s; %s was asked lately, and is not before %s."
                  .formatted(id, host, notBefore),
              clause33());
      case Undiscovered.Unfetched(var failed) ->
          Explanation.of(
              Mark.BAD,
              "The policy could not be fetched from " + host + ": " + failed.detail() + '.',
              clause33());
      case Undiscovered.StatusNotOk(var status) ->
          Explanation.of(
              Mark.BAD,
              "%s answers with the status %d, and only 200 counts%s."
                  .formatted(host, status, status / 100 == 3 ? "; a redirect is not followed" : ""),
              clause33());
      case Undiscovered.NotPlainText(var mediaType) ->
          Explanation.of(
              Mark.BAD,
              "What %s serves is of the type \"%s\" and not text/plain."
                  .formatted(host, Ascii.printable(mediaType, SHOWN_CHARS)),
              RFC8461.section("3.2"));
      case Undiscovered.PolicyInvalid(var problem) ->
          Explanation.of(
              Mark.BAD,
              "The policy at " + host + " does not follow its form: " + problem.words() + '.',
              problem.clause());
    };
  }

  private static Clause clause31() {
    return RFC8461.section("3.1");
  }

  private static Clause clause33() {
    return RFC8461.section("3.3");
  }
}
