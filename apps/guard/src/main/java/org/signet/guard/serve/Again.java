package org.signet.guard.serve;

import org.signet.foundation.text.Parsed;
import org.signet.guard.Configuration;
import org.signet.guard.Decided;
import org.signet.guard.Guard;
import org.signet.guard.Memory;
import org.signet.guard.Owners;
import org.signet.keyring.SigningKeys;
import org.signet.store.KeptMessage;
import org.signet.verifier.Verification;

/// A message that was judged, and what a configuration makes of it from the same proof; as if
/// nothing else were remembered.
///
/// @param then what was done with it
/// @param treatment the same in detail
/// @param now what is decided
public record Again(KeptMessage then, Treatment treatment, Verification proof, Decided now) {
  /// Decides about a message again. Never throws for what was kept.
  public static Parsed<Again> of(KeptMessage message, Configuration configuration) {
    return switch (KeptPassage.read(message.proof())) {
      case Parsed.Malformed<KeptPassage> malformed -> malformed.as();
      case Parsed.Ok<KeptPassage>(var kept) -> Parsed.ok(of(message, kept, configuration));
    };
  }

  private static Again of(KeptMessage message, KeptPassage kept, Configuration configuration) {
    var proof = kept.proof().replay(Duty.settings(configuration));
    var guard =
        new Guard(
            configuration,
            Owners.notKept(),
            _ -> new SigningKeys.Keys.None(),
            Memory.fresh(proof::at));
    var passage = guard.begin(kept.known(), proof.envelope(), kept.proof().header());
    return new Again(
        message,
        kept.treatment(),
        proof,
        passage.toVerify().isPresent() ? passage.judged(proof) : passage.unjudged());
  }
}
