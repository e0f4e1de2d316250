package org.signet.dkim;

import java.util.Optional;
import org.signet.foundation.text.Parsed;
import org.signet.message.Field;

/// One DKIM-Signature field and what it came to, with all that was seen on the way.
///
/// @param field as it stands in the header
/// @param key empty where no key was asked for
/// @param body the hash of the body, empty where it was not needed
/// @param headerHash the hash of the signed fields, in Base64; empty where it was not needed
public record DkimResult(
    Field field,
    Parsed<DkimSignature> signature,
    Optional<KeyLookup> key,
    Optional<BodyDigest> body,
    Optional<String> headerHash,
    DkimOutcome outcome) {

  /// Whether the domain answers for the message as it arrived; see [DkimOutcome.Pass#vouches()].
  public boolean vouches() {
    return outcome instanceof DkimOutcome.Pass pass && pass.vouches();
  }
}
