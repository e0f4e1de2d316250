package org.signet.cli;

import org.signet.message.Envelope;

/// What the command line says of how messages came.
///
/// @param envelope what it says; the rest is unknown in it
/// @param trusted where the rest is looked for in a message
record StatedEnvelope(Envelope envelope, TrustedHops trusted) {
  static final StatedEnvelope NOTHING = new StatedEnvelope(Envelope.unknown(), TrustedHops.usual());
}
