package org.signet.arc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.Problem;
import org.signet.message.AuthenticationResults;

/// Whose seals the operator believes: nobody's, unless he lists them (RFC 8617 §9). It changes no
/// result; a rule of the operator may use it.
public record ArcTrust(List<Sealer> sealers) {
  public ArcTrust {
    sealers = List.copyOf(sealers);
  }

  /// Nobody is believed.
  public static ArcTrust nobody() {
    return new ArcTrust(List.of());
  }

  /// One who is believed.
  ///
  /// @param domain the `d=` of its seals
  /// @param authservIds by which names its results are signed; none stands for the domain itself
  ///     and the names below it
  public record Sealer(Domain domain, Set<String> authservIds) {
    public Sealer {
      authservIds = Set.copyOf(authservIds);
    }

    private boolean speaksAs(String authservId) {
      if (authservIds.isEmpty()) {
        return Domain.parse(authservId).optional().filter(id -> id.isWithin(domain)).isPresent();
      }
      return authservIds.stream().anyMatch(id -> Ascii.equalsIgnoreCase(id, authservId));
    }
  }

  /// What the last seal of a chain is worth.
  public sealed interface Standing {
    /// There is no chain that holds.
    record NoChain() implements Standing {}

    /// Its sealer is not listed.
    record NotListed(Domain sealer) implements Standing {}

    /// Its sealer is listed, but what it sealed was found out by somebody else.
    record OtherServer(Domain sealer, String authservId) implements Standing {}

    /// Its sealer is listed, but what it found out cannot be read.
    record Unreadable(Domain sealer, Problem why) implements Standing {}

    /// Its sealer is listed, and says this of the message as it came there.
    record Listed(Domain sealer, AuthenticationResults claims) implements Standing {}
  }

  /// What the last seal of this chain is worth.
  public Standing judge(ArcResult result) {
    if (!(result.outcome() instanceof ArcOutcome.Pass)) {
      return new Standing.NoChain();
    }
    return result.latest().map(this::judge).orElseGet(Standing.NoChain::new);
  }

  private Standing judge(ArcSet latest) {
    var domain = latest.seal().domain();
    return listed(domain)
        .map(sealer -> judge(sealer, latest.results()))
        .orElseGet(() -> new Standing.NotListed(domain));
  }

  private Optional<Sealer> listed(Domain domain) {
    return sealers.stream().filter(sealer -> sealer.domain.equals(domain)).findFirst();
  }

  private static Standing judge(Sealer sealer, ArcAuthenticationResults results) {
    return switch (results.claims()) {
      case Parsed.Malformed<AuthenticationResults>(var why) ->
          new Standing.Unreadable(sealer.domain, why);
      case Parsed.Ok<AuthenticationResults>(var claims) ->
          sealer.speaksAs(claims.authservId())
              ? new Standing.Listed(sealer.domain, claims)
              : new Standing.OtherServer(sealer.domain, claims.authservId());
    };
  }
}
