package org.signet.tlspolicy;

import org.signet.dane.DaneResult;
import org.signet.foundation.text.Domain;

/// One host of a route.
///
/// @param preference lower ones are tried first; 0 for a host that no MX record names
/// @param dane what it demands by its TLSA records, and its addresses
/// @param demand what it is owed in all
public record Hop(int preference, DaneResult dane, Demand demand) {
  /// The host, as the MX record names it.
  public Domain host() {
    return dane.host().name();
  }
}
