package org.signet.checkup;

import java.util.Optional;
import org.signet.tlspolicy.Demand;

/// What a sender would do with mail for one host, or for one address of it.
public sealed interface Deed {
  /// It delivers over TLS.
  ///
  /// @param isVerified whether it knows that this is the domain's host
  record Delivers(boolean isVerified) implements Deed {}

  /// It delivers without TLS.
  record DeliversInClear() implements Deed {}

  /// It does not deliver, because of what the host does.
  ///
  /// @param seen the session in TLS whose certificate does not do; empty where there is no TLS
  record Refuses(Demand demand, Optional<Seen.Encrypted> seen) implements Deed {}

  /// It does not try the host at all.
  record Withholds(Demand.Ban why) implements Deed {}

  /// That depends on what the host does, which is not known.
  record Depends(Demand demand) implements Deed {}

  /// That depends on what the sender finds out for itself and we did not: what is signed, or what
  /// the policy says.
  record Undetermined() implements Deed {}

  /// One word for a table.
  default String word() {
    return switch (this) {
      case Delivers(var isVerified) -> isVerified ? "verified" : "encrypted";
      case DeliversInClear _ -> "in clear";
      case Refuses _ -> "refuses";
      case Withholds _ -> "does not try";
      case Undetermined _ -> "unknown";
      case Depends(var demand) ->
          switch (demand) {
            case Demand.Pinned _ -> "if the key matches";
            case Demand.Named _ -> "if trusted";
            case Demand.Encrypted _ -> "if TLS";
            case Demand.Opportunistic _ -> "TLS or clear";
            case Demand.Withheld _ -> "does not try";
          };
    };
  }
}
