package org.signet.tlspolicy;

import static org.signet.foundation.spec.Spec.RFC5321;
import static org.signet.foundation.spec.Spec.RFC7505;
import static org.signet.foundation.spec.Spec.RFC7672;
import static org.signet.foundation.spec.Spec.RFC8461;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.ArrayList;
import java.util.List;
import org.signet.dane.DaneExplainer;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.mtasts.MtaStsExplainer;

/// Says in words where a domain's mail goes, and what each host is owed.
public final class RouteExplainer {
  private RouteExplainer() {}

  /// The route as a whole, resting on its hosts and on the policy.
  public static Explanation explain(Route route) {
    var because = new ArrayList<Explanation>();
    route.ruling().map(RouteExplainer::overridden).ifPresent(because::add);
    route.hops().forEach(hop -> because.add(explain(hop)));
    because.addAll(leftOut(route.exchanges()));
    because.add(MtaStsExplainer.explain(route.mtaSts()));
    return whole(route).because(because);
  }

  private static Explanation whole(Route route) {
    return switch (route.exchanges()) {
      case Exchanges.Nobody _ ->
          Explanation.of(
              Mark.NOTE, route.domain() + " takes no mail, and says so.", RFC7505.section("3"));
      case Exchanges.NoSuchDomain(var missing) ->
          Explanation.of(
              Mark.BAD,
              "There is no domain " + missing + ", so that mail for it goes nowhere.",
              RFC5321.section("5.1"));
      case Exchanges.Unknown(var failure) ->
          Explanation.of(
              Mark.UNKNOWN,
              "Where mail for "
                  + route.domain()
                  + " goes could not be found out: "
                  + failure.cause().words()
                  + ". It waits.",
              RFC5321.section("5.1"));
      case Exchanges.Listed listed ->
          hosts(route, "Mail for " + route.domain() + " goes to " + count(listed.hosts().size()));
      case Exchanges.Implicit _ ->
          hosts(
              route,
              route.domain() + " has no MX record, so that mail for it goes to that host itself");
    };
  }

  private static Explanation hosts(Route route, String where) {
    int open = route.open().size();
    int hosts = route.hops().size();
    var clause = RFC5321.section("5.1");
    if (open == 0) {
      return Explanation.of(
          Mark.BAD, where + ", but may be given to none of them now: it waits.", clause);
    }
    return open == hosts
        ? Explanation.of(Mark.GOOD, where + '.', clause)
        : Explanation.of(Mark.WARN, where + ", of which " + open + " may be tried now.", clause);
  }

  private static String count(int hosts) {
    return hosts == 1 ? "one host" : hosts + " hosts";
  }

  private static List<Explanation> leftOut(Exchanges exchanges) {
    return exchanges instanceof Exchanges.Listed listed && listed.leftOut() > 0
        ? List.of(
            Explanation.of(
                Mark.WARN,
                "It has "
                    + listed.leftOut()
                    + " more hosts; only the first "
                    + Exchanges.MOST_HOSTS
                    + " are looked at.",
                SIGNET.section("hosts of a domain")))
        : List.of();
  }

  private static Explanation overridden(Ruling ruling) {
    var what =
        switch (ruling.level()) {
          case OPPORTUNISTIC -> "TLS only where it is offered";
          case ENCRYPTED -> "TLS with any certificate";
        };
    return Explanation.of(
        Mark.WARN,
        "The operator demands "
            + what
            + " for this domain until "
            + ruling.until()
            + ", whatever its policies say.");
  }

  /// What one host is owed, resting on what it pins.
  public static Explanation explain(Hop hop) {
    return demand(hop).because(DaneExplainer.explain(hop.dane()));
  }

  private static Explanation demand(Hop hop) {
    var host = hop.host().toString();
    return switch (hop.demand()) {
      case Demand.Withheld(var ban) -> banned(host, ban);
      case Demand.Pinned(_, var isVerified) ->
          isVerified
              ? Explanation.of(
                  Mark.GOOD,
                  host + " gets mail over TLS, if it shows a key that its zone pins.",
                  RFC7672.section("2.2"))
              : Explanation.of(
                  Mark.WARN,
                  host
                      + " gets mail over TLS, if it shows a key that its zone pins; but nothing"
                      + " proves that this is the domain's host, so the delivery is not verified.",
                  RFC7672.section("2.2.1"));
      case Demand.Named _ ->
          Explanation.of(
              Mark.GOOD,
              host + " gets mail over TLS, if it shows a trusted certificate for its name.",
              RFC8461.section("4.2"));
      case Demand.Encrypted(Demand.Because.Unusable _) ->
          Explanation.of(
              Mark.WARN,
              host + " gets mail over TLS, whatever certificate it shows.",
              RFC7672.section("2.2"));
      case Demand.Encrypted(Demand.Because.Overridden _) ->
          Explanation.of(Mark.WARN, host + " gets mail over TLS, whatever certificate it shows.");
      case Demand.Opportunistic(var tested) ->
          Explanation.of(
              Mark.NOTE,
              tested
                  .map(
                      policy ->
                          policy.names(hop.dane().host().name())
                              ? host
                                  + " gets mail over TLS if it offers it; the policy is on trial,"
                                  + " so that what breaks it is only reported."
                              : host
                                  + " gets mail over TLS if it offers it, although the policy does"
                                  + " not name it: the policy is on trial.")
                  .orElse(host + " gets mail over TLS if it offers it, and else in clear."),
              tested.isPresent() ? RFC8461.section("5") : RFC8461.section("2"));
    };
  }

  private static Explanation banned(String host, Demand.Ban ban) {
    return switch (ban) {
      case Demand.Ban.Unanswered _ ->
          Explanation.of(
              Mark.UNKNOWN,
              host + " gets no mail now: what it demands could not be found out.",
              RFC7672.section("2.1.2"));
      case Demand.Ban.NotNamed _ ->
          Explanation.of(
              Mark.BAD,
              host + " gets no mail: the policy of the domain does not name it.",
              RFC8461.section("4.1"));
      case Demand.Ban.NoAddress _ ->
          Explanation.of(
              Mark.BAD, host + " gets no mail: it has no address.", RFC5321.section("5.1"));
    };
  }
}
