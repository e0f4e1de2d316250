package org.signet.dns.zone;

import java.util.Optional;
import org.signet.dns.Transport;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// An authoritative server, as `$SERVER` names it: at all its addresses and over both transports
/// where nothing more is said.
record Server(Domain name, Optional<IpAddress> address, Optional<Transport> transport) {}
