package org.signet.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.Reservation;
import org.signet.dmarc.Identifier;
import org.signet.dmarc.Identifier.Mechanism;
import org.signet.dmarc.Identifier.Reason;
import org.signet.dmarc.Identifier.Standing;
import org.signet.foundation.text.Parsed;
import org.signet.spf.SpfOutcome;
import org.signet.spf.SpfResult;

/// What SPF and DKIM came to, in the words of DMARC: the identifiers that may authenticate the
/// author's domain. RFC 9989 §4.3. SPF counts by its MAIL FROM check alone, which for a null
/// reverse-path is that of the HELO name.
final class Identifiers {
  private Identifiers() {}

  static List<Identifier> of(SpfResult mailFrom, List<DkimResult> signatures) {
    var identifiers = new ArrayList<Identifier>();
    of(mailFrom).ifPresent(identifiers::add);
    for (var signature : signatures) {
      of(signature).ifPresent(identifiers::add);
    }
    return List.copyOf(identifiers);
  }

  private static Optional<Identifier> of(SpfResult spf) {
    return spf.domain()
        .map(domain -> new Identifier(Mechanism.SPF, domain, "", standing(spf.outcome())));
  }

  private static Standing standing(SpfOutcome outcome) {
    return switch (outcome) {
      case SpfOutcome.Pass _ -> new Standing.Authenticated();
      case SpfOutcome.TempError _ -> new Standing.Undetermined();
      case SpfOutcome.None _,
          SpfOutcome.Neutral _,
          SpfOutcome.Fail _,
          SpfOutcome.SoftFail _,
          SpfOutcome.PermError _ ->
          new Standing.NotAuthenticated(outcome.word());
    };
  }

  /// Empty for a field that names no domain that could be read.
  private static Optional<Identifier> of(DkimResult result) {
    return switch (result.signature()) {
      case Parsed.Malformed<?> _ -> Optional.empty();
      case Parsed.Ok<org.signet.dkim.DkimSignature>(var signature) ->
          Optional.of(
              new Identifier(
                  Mechanism.DKIM,
                  signature.domain(),
                  signature.selector().text(),
                  standing(result.outcome())));
    };
  }

  private static Standing standing(DkimOutcome outcome) {
    return switch (outcome) {
      case DkimOutcome.Pass(var reservations) -> counting(reservations);
      case DkimOutcome.TempError _ -> new Standing.Undetermined();
      case DkimOutcome.Fail _, DkimOutcome.PermError _, DkimOutcome.NotEvaluated _ ->
          new Standing.NotAuthenticated(outcome.word());
    };
  }

  private static Standing counting(List<Reservation> reservations) {
    for (var reservation : reservations) {
      switch (reservation) {
        case Reservation.LengthLimited(_, var unsigned) when unsigned > 0 -> {
          return new Standing.Discounted(Reason.BODY_BEYOND_LENGTH);
        }
        case Reservation.Testing _ -> {
          return new Standing.Discounted(Reason.TESTING_KEY);
        }
        case Reservation.LengthLimited _, Reservation.WeakKey _, Reservation.UnsignedFields _ -> {}
      }
    }
    return new Standing.Authenticated();
  }
}
