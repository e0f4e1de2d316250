package org.signet.checkup;

import org.signet.foundation.text.IpAddress;
import org.signet.tlspolicy.Hop;

/// One address of a host, and what it was seen to do.
public record AddressProbe(Hop hop, IpAddress address, Seen seen) {}
