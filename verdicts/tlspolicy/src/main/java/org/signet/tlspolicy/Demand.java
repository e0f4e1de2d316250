package org.signet.tlspolicy;

import java.util.Optional;
import org.signet.dane.DaneOutcome;
import org.signet.dane.DaneResult;
import org.signet.mtasts.Mode;
import org.signet.mtasts.MtaStsOutcome;
import org.signet.mtasts.MtaStsPolicy;

/// What is owed to one host, from the strictest to the mildest. Whoever brings it mail does at
/// least that, or does not bring it.
public sealed interface Demand {
  /// The host is not to be tried now.
  record Withheld(Ban why) implements Demand {}

  /// TLS, with a certificate that matches a TLSA record (RFC 7672 §2.2).
  ///
  /// @param isVerified whether the name of the host is proved too; if not, who forged the MX
  ///     records may have named a host of his own (§2.2.1), and nothing may call the delivery
  ///     verified
  record Pinned(DaneOutcome.Pinned by, boolean isVerified) implements Demand {}

  /// TLS, with a certificate for the host's name by an authority that is publicly trusted (RFC 8461
  /// §4.2).
  record Named(MtaStsPolicy by) implements Demand {}

  /// TLS, with any certificate.
  record Encrypted(Because because) implements Demand {}

  /// TLS where the host offers it.
  ///
  /// @param tested a policy in its trial: what would break it is reported, and no more (RFC 8461
  ///     §5)
  record Opportunistic(Optional<MtaStsPolicy> tested) implements Demand {}

  /// Why TLS is demanded without a certificate that holds.
  sealed interface Because {
    /// There are TLSA records, and none is usable (RFC 7672 §2.2).
    record Unusable(DaneOutcome.EncryptOnly records) implements Because {}

    /// The operator says so.
    record Overridden() implements Because {}
  }

  /// Why a host is not to be tried.
  sealed interface Ban {
    /// What DANE demands could not be found out (RFC 7672 §2.1.2).
    record Unanswered(DaneOutcome.Failure failure) implements Ban {}

    /// The policy of the domain does not name it (RFC 8461 §4.1).
    record NotNamed(MtaStsPolicy policy) implements Ban {}

    /// It has no address.
    record NoAddress() implements Ban {}
  }

  /// What a host is owed by what both mechanisms found: DANE decides where it applies, and MTA-STS
  /// never makes up for what fails it (RFC 8461 §2).
  static Demand of(DaneResult host, MtaStsOutcome mtaSts) {
    var enforced = mtaSts.enforced();
    var isNamed = enforced.isEmpty() || enforced.get().names(host.host().name());
    return switch (host.outcome()) {
      case DaneOutcome.NoAddress _ -> new Withheld(new Ban.NoAddress());
      case DaneOutcome.Failed(var failure) -> new Withheld(new Ban.Unanswered(failure));
      case DaneOutcome.Pinned pinned -> {
        var isProved = host.host().isSecurelyNamed();
        // Unsigned MX records may be forged, and then only MTA-STS tells who takes the mail.
        yield isProved || isNamed
            ? new Pinned(pinned, isProved || enforced.isPresent())
            : new Withheld(new Ban.NotNamed(enforced.get()));
      }
      case DaneOutcome.EncryptOnly unusable ->
          enforced
              .map(policy -> named(policy, isNamed))
              .orElseGet(() -> new Encrypted(new Because.Unusable(unusable)));
      case DaneOutcome.NoRecords _, DaneOutcome.NotSecure _ ->
          enforced
              .map(policy -> named(policy, isNamed))
              .orElseGet(() -> new Opportunistic(tested(mtaSts)));
    };
  }

  private static Optional<MtaStsPolicy> tested(MtaStsOutcome mtaSts) {
    return mtaSts instanceof MtaStsOutcome.Policy policy && policy.mode() == Mode.TESTING
        ? Optional.of(policy.held().policy())
        : Optional.empty();
  }

  private static Demand named(MtaStsPolicy policy, boolean isNamed) {
    return isNamed ? new Named(policy) : new Withheld(new Ban.NotNamed(policy));
  }
}
