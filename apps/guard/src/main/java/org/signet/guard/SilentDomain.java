package org.signet.guard;

import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.message.ReversePath;
import org.signet.spf.Directive;
import org.signet.spf.Mechanism;
import org.signet.spf.Qualifier;
import org.signet.spf.SpfOutcome;
import org.signet.spf.SpfRecord;
import org.signet.verifier.Verification;

/// A domain whose whole record is `v=spf1 -all`: it says that no host in the world sends mail for
/// it. Every other fail of SPF may be a forwarder's.
final class SilentDomain {
  private SilentDomain() {}

  /// The domain of MAIL FROM, where it is one and named all the same.
  ///
  /// Not for a null reverse-path: what is checked then is the name of a host, and many hosts say of
  /// themselves that they send nothing in their own name.
  static Optional<Domain> in(Verification proof) {
    var spf = proof.spf().mailFrom();
    var isNamed = proof.envelope().mailFrom() instanceof ReversePath.Mailbox;
    return isNamed && spf.outcome() instanceof SpfOutcome.Fail
        ? spf.evidence()
            .walk()
            .filter(walk -> walk.record().filter(SilentDomain::isSilence).isPresent())
            .flatMap(_ -> spf.domain())
        : Optional.empty();
  }

  private static boolean isSilence(SpfRecord record) {
    return record.directives().size() == 1
        && isMinusAll(record.directives().getFirst())
        && record.redirect().isEmpty()
        && record.explanation().isEmpty()
        && record.unknown().isEmpty();
  }

  private static boolean isMinusAll(Directive directive) {
    return directive.qualifier() == Qualifier.FAIL
        && directive.mechanism() instanceof Mechanism.All;
  }
}
