package org.signet.keyring;

import java.util.Optional;
import org.signet.dns.DynamicUpdate;
import org.signet.foundation.text.Domain;

/// How records get into the DNS.
public sealed interface Publishing {
  /// A person, or a program of theirs, puts them there; Signet looks until every server has them.
  record ByHand() implements Publishing {}

  /// Signet puts them there.
  ///
  /// @param zone the zone that holds the records; where it is not named, it is found out
  record ByUpdate(DynamicUpdate update, Optional<Domain> zone) implements Publishing {}
}
