package org.signet.guard;

import org.signet.foundation.text.Domain;
import org.signet.verifier.AlignedIfUndone;

/// What shows for certain that a message went through somebody who forwards or changes messages,
/// so that its failure may be nobody's forgery. Nothing that a sender can write himself is here.
public sealed interface IndirectEvidence {
  /// A sealer that the operator lists found the author authenticated, its chain holds, and it is
  /// the last to have sealed. RFC 8617 §7.2.1
  record SealedPass(Domain sealer) implements IndirectEvidence {}

  /// It came from a forwarder or a list that the operator lists, known by what cannot be forged.
  record Known(Intermediary who, Intermediary.Sign by) implements IndirectEvidence {}

  /// The author's domain signed it, and its signature holds once a known change is undone.
  record Undone(AlignedIfUndone signature) implements IndirectEvidence {}
}
