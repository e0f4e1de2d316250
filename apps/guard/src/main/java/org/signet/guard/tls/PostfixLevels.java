package org.signet.guard.tls;

import java.util.List;
import java.util.stream.Collectors;
import org.signet.dane.DaneOutcome;
import org.signet.foundation.text.Domain;
import org.signet.guard.tls.PostfixAnswer.Said;
import org.signet.mtasts.MtaStsPolicy;
import org.signet.store.TlsAnswer.Basis;
import org.signet.tlspolicy.Exchanges;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;
import org.signet.tlspolicy.Ruling;

/// Says a route in the words of Postfix, which takes one level for all hosts of a domain.
///
/// Postfix looks the hosts and their TLSA records up again by itself. Under `dane` and `dane-only`
/// it does, host by host, what the route demands of those that pin a key, and leaves out those
/// whose look-up fails; so the level has to say only what holds for the others. Where no level says
/// exactly what is owed, a stricter one is chosen, and mail waits rather than travelling
/// unprotected.
public final class PostfixLevels {
  private final PostfixDane dane;
  private final boolean tlsRpt;

  /// @param tlsRpt whether Postfix is told of the policy too, for its reports; versions before 3.10
  ///     put the mail off then
  public PostfixLevels(PostfixDane dane, boolean tlsRpt) {
    this.dane = dane;
    this.tlsRpt = tlsRpt;
  }

  /// What Postfix is told.
  public PostfixAnswer answer(Route route) {
    return route
        .ruling()
        .map(PostfixLevels::ruled)
        .orElseGet(
            () ->
                switch (route.exchanges()) {
                  case Exchanges.Nobody _ -> nothing("The domain takes no mail.");
                  case Exchanges.NoSuchDomain _ -> nothing("There is no such domain.");
                  case Exchanges.Unknown(var failure) ->
                      wait("Its hosts could not be found out: " + failure.cause().words() + '.');
                  case Exchanges.Listed listed -> hosts(route, listed.leftOut() == 0);
                  case Exchanges.Implicit _ -> hosts(route, true);
                });
  }

  private static PostfixAnswer ruled(Ruling ruling) {
    var level =
        switch (ruling.level()) {
          case OPPORTUNISTIC -> "may";
          case ENCRYPTED -> "encrypt";
        };
    return new PostfixAnswer(
        new Said.Level(level),
        Basis.OVERRIDE,
        "The operator says so until " + ruling.until() + '.');
  }

  private PostfixAnswer hosts(Route route, boolean areAllSeen) {
    var enforced = route.mtaSts().outcome().enforced();
    var reachable = route.hops().stream().filter(hop -> !hasNoAddress(hop)).toList();
    if (reachable.isEmpty()) {
      return nothing("None of its hosts has an address.");
    }
    var seen = reachable.stream().filter(hop -> !isUnknown(hop)).toList();
    if (seen.isEmpty()) {
      return wait("What its hosts demand could not be found out.");
    }
    long pinned = seen.stream().filter(PostfixLevels::isPinned).count();
    var isSigned = seen.stream().allMatch(hop -> hop.dane().host().isSecurelyNamed());
    var areAllPinned = areAllSeen && pinned == seen.size();
    if (pinned > 0 && isSigned && (areAllPinned || enforced.isPresent())) {
      return dane(route, areAllPinned, seen);
    }
    if (enforced.isPresent()) {
      return named(route, enforced.get());
    }
    var areAllUnusable = areAllSeen && seen.stream().allMatch(PostfixLevels::isEncrypted);
    if (areAllUnusable) {
      return new PostfixAnswer(
          new Said.Level("encrypt"), Basis.DANE, "It has TLSA records, and none is usable.");
    }
    var doesDemand =
        seen.size() < reachable.size()
            || seen.stream().anyMatch(hop -> isPinned(hop) || isEncrypted(hop));
    return doesDemand ? opportunisticDane(seen) : nothing("It has no policy.");
  }

  private PostfixAnswer dane(Route route, boolean areAllPinned, List<Hop> seen) {
    return switch (dane) {
      case PostfixDane.Able _ ->
          new PostfixAnswer(
              new Said.Level("dane-only"),
              Basis.DANE,
              areAllPinned
                  ? "All of its hosts pin keys."
                  : "Some of its hosts pin keys, and its MTA-STS policy forbids delivery to"
                      + " others that show nothing better.");
      case PostfixDane.Unable(var why) -> withoutDane(route, seen, why);
    };
  }

  private PostfixAnswer opportunisticDane(List<Hop> seen) {
    return switch (dane) {
      case PostfixDane.Able _ ->
          new PostfixAnswer(
              new Said.Level("dane"),
              Basis.DANE,
              "Some of its hosts pin keys, or might; the others get what they offer.");
      case PostfixDane.Unable(var why) -> encrypted(seen, why);
    };
  }

  /// The best that can be had where Postfix cannot check what is pinned.
  private PostfixAnswer withoutDane(Route route, List<Hop> seen, String why) {
    return route
        .mtaSts()
        .outcome()
        .enforced()
        .map(policy -> named(route, policy))
        .map(
            answer ->
                new PostfixAnswer(
                    answer.said(),
                    answer.basis(),
                    answer.reason() + " Its pinned keys go unchecked: " + why))
        .orElseGet(() -> encrypted(seen, why));
  }

  /// A host with TLSA records takes TLS, so that at least nobody can take it away.
  private static PostfixAnswer encrypted(List<Hop> seen, String why) {
    var doAll = seen.stream().allMatch(hop -> isPinned(hop) || isEncrypted(hop));
    return doAll
        ? new PostfixAnswer(
            new Said.Level("encrypt"), Basis.DANE, "All of its hosts pin keys, unchecked: " + why)
        : nothing("Some of its hosts pin keys, unchecked: " + why);
  }

  /// The hosts by name, and not the patterns of the policy: a pattern of Postfix covers names of
  /// any depth, and a host that DANE withholds must not pass by it.
  private PostfixAnswer named(Route route, MtaStsPolicy policy) {
    var hosts =
        route.hops().stream()
            .filter(hop -> !hasNoAddress(hop) && !isUnknown(hop) && policy.names(hop.host()))
            .map(hop -> hop.host().text())
            .distinct()
            .collect(Collectors.joining(":"));
    if (hosts.isEmpty()) {
      return new PostfixAnswer(
          new Said.Wait(),
          Basis.MTA_STS,
          "Its MTA-STS policy names none of its hosts that may be tried now.");
    }
    var level = "secure match=" + hosts + " servername=hostname";
    return new PostfixAnswer(
        new Said.Level(tlsRpt ? level + report(route.domain(), policy) : level),
        Basis.MTA_STS,
        "Its MTA-STS policy is enforced.");
  }

  /// The policy as Postfix 3.10 hands it on to its reports (TLSRPT_README). A line with a brace in
  /// it would end its attribute.
  private static String report(Domain domain, MtaStsPolicy policy) {
    var text = new StringBuilder(" policy_type=sts policy_domain=" + domain);
    text.append(" policy_ttl=").append(policy.maxAge().toSeconds());
    policy.mx().forEach(pattern -> text.append(" mx_host_pattern=").append(pattern));
    policy.lines().stream()
        .filter(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '{' && c != '}'))
        .forEach(line -> text.append(" { policy_string = ").append(line).append(" }"));
    return text.toString();
  }

  private static boolean hasNoAddress(Hop hop) {
    return hop.dane().outcome() instanceof DaneOutcome.NoAddress;
  }

  private static boolean isUnknown(Hop hop) {
    return hop.dane().outcome() instanceof DaneOutcome.Failed;
  }

  private static boolean isPinned(Hop hop) {
    return hop.dane().outcome() instanceof DaneOutcome.Pinned;
  }

  private static boolean isEncrypted(Hop hop) {
    return hop.dane().outcome() instanceof DaneOutcome.EncryptOnly;
  }

  private static PostfixAnswer nothing(String reason) {
    return new PostfixAnswer(new Said.Nothing(), Basis.NOTHING, reason);
  }

  private static PostfixAnswer wait(String reason) {
    return new PostfixAnswer(new Said.Wait(), Basis.UNDETERMINED, reason);
  }
}
