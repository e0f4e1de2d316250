package org.signet.guard;

import java.time.InstantSource;
import java.util.Optional;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcVerdict;
import org.signet.foundation.text.Domain;
import org.signet.guard.Deferrals.Attempt;
import org.signet.spf.SpfOutcome;
import org.signet.verifier.Verification;

/// Everything that is remembered from one message to the next. Safe for many threads.
public final class Memory {
  private final Deferrals deferrals;
  private final OwnFaults faults;
  private final SeenPolicies policies;

  public Memory(Deferrals deferrals, OwnFaults faults, SeenPolicies policies) {
    this.deferrals = deferrals;
    this.faults = faults;
    this.policies = policies;
  }

  /// A memory of this process, which is empty when it starts.
  public static Memory fresh(InstantSource clock) {
    return new Memory(new RecentDeferrals(clock), new OwnFaults(clock), new SeenPolicies(clock));
  }

  /// What bears on this message, which itself counts among those that failed.
  public History recall(Verification proof) {
    for (var verdict : proof.dmarc().verdicts()) {
      policies.saw(verdict);
      sawFault(proof, verdict);
    }
    return new History(
        isUndetermined(proof) ? deferrals.waited(Attempt.of(proof.envelope())) : Optional.empty(),
        faults.share(),
        policies.of(proof.author().domains()));
  }

  /// Whether it may be put off; of others nobody asks how long they waited, since that may take a
  /// moment.
  private static boolean isUndetermined(Verification proof) {
    return proof.dmarc().verdicts().stream()
        .anyMatch(verdict -> verdict.outcome() instanceof DmarcOutcome.TempError);
  }

  private void sawFault(Verification proof, DmarcVerdict verdict) {
    var failed =
        verdict.outcome() instanceof DmarcOutcome.TempError
            || proof.spf().mailFrom().outcome() instanceof SpfOutcome.TempError;
    proof
        .envelope()
        .client()
        .ifPresent(client -> faults.saw(organization(verdict), ClientNetwork.of(client), failed));
  }

  private static Domain organization(DmarcVerdict verdict) {
    return verdict
        .organization()
        .map(organization -> organization.domain())
        .or(() -> verdict.rfc7489().organization())
        .orElse(verdict.author());
  }

  /// Remembers what was done.
  public void note(Verification proof, Handling handling) {
    if (handling instanceof Handling.Defer) {
      deferrals.putOff(Attempt.of(proof.envelope()));
    }
  }
}
