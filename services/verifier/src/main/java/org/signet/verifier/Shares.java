package org.signet.verifier;

import org.signet.dns.Resolver;

/// The DNS as the checks of one message see it, each in its own way.
///
/// @param author for DMARC and DKIM
/// @param sender for SPF
/// @param rest for what no verdict depends on: ARC, and the name of the client
record Shares(Resolver author, Resolver sender, Resolver rest) {}
