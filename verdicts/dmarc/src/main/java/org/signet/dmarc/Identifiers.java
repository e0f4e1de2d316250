package org.signet.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.Reservation;
import org.signet.dmarc.Identifier.Mechanism;
import org.signet.dmarc.Identifier.Reason;
import org.signet.dmarc.Identifier.Standing;
import org.signet.foundation.text.Parsed;
import org.signet.spf.SpfChecks;
import org.signet.spf.SpfOutcome;
import org.signet.spf.SpfResult;

/// Takes from SPF and DKIM results what DMARC asks of them (RFC 9989 §4.4.1, §4.4.2).
public final class Identifiers {
  private Identifiers() {}

  /// The identifiers of a message. Of SPF only the check of MAIL FROM counts, which for a null
  /// reverse-path is that of the HELO name; a HELO pass beside another MAIL FROM is nothing here.
  public static List<Identifier> of(SpfChecks spf, List<DkimResult> dkim) {
    var all = new ArrayList<Identifier>(1 + dkim.size());
    ofSpf(spf.mailFrom()).ifPresent(all::add);
    dkim.forEach(each -> ofDkim(each).ifPresent(all::add));
    return all;
  }

  private static Optional<Identifier> ofSpf(SpfResult mailFrom) {
    Standing standing =
        switch (mailFrom.outcome()) {
          case SpfOutcome.Pass _ -> new Standing.Authenticated();
          case SpfOutcome.TempError _ -> new Standing.Undetermined();
          case SpfOutcome.None _,
              SpfOutcome.Neutral _,
              SpfOutcome.Fail _,
              SpfOutcome.SoftFail _,
              SpfOutcome.PermError _ ->
              new Standing.NotAuthenticated(mailFrom.outcome().word());
        };
    return mailFrom.domain().map(domain -> new Identifier(Mechanism.SPF, domain, "", standing));
  }

  /// A field that is no signature names no domain that could be believed.
  private static Optional<Identifier> ofDkim(DkimResult result) {
    return switch (result.signature()) {
      case Parsed.Ok<DkimSignature>(var signature) ->
          Optional.of(
              new Identifier(
                  Mechanism.DKIM,
                  signature.domain(),
                  signature.selector().text(),
                  standing(result.outcome())));
      case Parsed.Malformed<DkimSignature> _ -> Optional.empty();
    };
  }

  private static Standing standing(DkimOutcome outcome) {
    return switch (outcome) {
      case DkimOutcome.Pass pass when pass.vouches() -> new Standing.Authenticated();
      case DkimOutcome.Pass(var reservations) -> new Standing.Discounted(reason(reservations));
      case DkimOutcome.TempError _ -> new Standing.Undetermined();
      case DkimOutcome.Fail _, DkimOutcome.PermError _, DkimOutcome.NotEvaluated _ ->
          new Standing.NotAuthenticated(outcome.word());
    };
  }

  private static Reason reason(List<Reservation> reservations) {
    return reservations.stream().anyMatch(Reservation.Testing.class::isInstance)
        ? Reason.TESTING_KEY
        : Reason.BODY_BEYOND_LENGTH;
  }
}
