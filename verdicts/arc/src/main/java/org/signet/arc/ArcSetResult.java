package org.signet.arc;

import java.util.Optional;
import org.signet.dkim.DkimOutcome;

/// One set and what its signatures came to, as far as they were checked.
///
/// @param message the signature over the message: of the latest set always, of an older one to find
///     out since when the message was not changed
/// @param seal the seal over the sets so far
public record ArcSetResult(ArcSet set, Optional<DkimOutcome> message, Optional<DkimOutcome> seal) {}
