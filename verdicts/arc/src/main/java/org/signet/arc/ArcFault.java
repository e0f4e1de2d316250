package org.signet.arc;

import org.signet.dkim.DkimOutcome;
import org.signet.foundation.text.Problem;

/// Why a chain does not hold (RFC 8617 §5.2). Every fault is permanent (§5.2.1), that of the DNS
/// too: it is named as such in the outcome of the signature.
public sealed interface ArcFault {
  /// There are more sets than a chain may have. None was checked.
  record TooManySets(int most) implements ArcFault {}

  /// A host has sealed that the chain did not hold when it arrived there.
  record AlreadyFailed(int instance) implements ArcFault {}

  /// A field does not follow its grammar.
  record Malformed(ArcPart part, Problem problem) implements ArcFault {}

  /// A set has this field more than once.
  record Repeated(ArcPart part, int instance) implements ArcFault {}

  /// A set does not have this field, or the whole set is missing.
  record Missing(ArcPart part, int instance) implements ArcFault {}

  /// A seal says of the chain what cannot be: that the first host found one, or a later host none.
  record ImpossibleValidation(int instance, ChainValidation validation) implements ArcFault {}

  /// The latest signature over the message does not hold, or does not count although it does.
  record MessageSignature(int instance, DkimOutcome outcome) implements ArcFault {}

  /// A seal does not hold, or does not count although it does.
  record Seal(int instance, DkimOutcome outcome) implements ArcFault {}
}
