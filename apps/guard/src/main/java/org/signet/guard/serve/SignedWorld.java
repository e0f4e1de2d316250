package org.signet.guard.serve;

import java.util.function.Supplier;
import org.signet.dns.DnssecStanding;
import org.signet.verifier.World;

/// A world whose DNS says of each answer whether it is signed.
///
/// @param standing whether that works here
public record SignedWorld(World world, Supplier<DnssecStanding> standing) {
  /// One whose DNS knows from elsewhere, such as zone text.
  public static SignedWorld of(World world) {
    return new SignedWorld(world, () -> DnssecStanding.WORKS);
  }
}
