package org.signet.guard.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When a new certificate may be shown. RFC 7671 §8.1, RFC 7672 §4
///
/// A client that remembers the TLSA records from before the new key was among them refuses a server
/// that shows the new key. So the new one waits until it has been among them, at every server of
/// the zone, for twice as long as they may be remembered. Pure: of what was seen, and the time.
public final class Renewal {
  /// How often the time of the records is waited for: caches may be a little slow.
  private static final int TIMES = 2;

  private Renewal() {}

  /// What is noted between two looks.
  ///
  /// @param covered since when every server has records that cover the new chain, where they do
  /// @param ttl the longest time of any records that were seen since the new chain came
  public record Progress(Optional<Instant> covered, Duration ttl) {
    public static Progress none() {
      return new Progress(Optional.empty(), Duration.ZERO);
    }
  }

  /// What is to be done now.
  public sealed interface Decision {
    /// Show the new certificate.
    record Install(Why why) implements Decision {}

    /// Its record is not at every server: it must be published, beside the old one.
    record Publish() implements Decision {}

    /// Its record is everywhere; it may be shown from then on.
    record Wait(Instant until) implements Decision {}

    /// Some servers did not answer: nobody knows.
    record AskAgain(List<String> silent) implements Decision {}
  }

  /// Why the new certificate may be shown.
  public enum Why {
    /// No server pins a key of this host.
    UNPINNED,
    /// It has the key of the old one, and the records that cover that.
    SAME_KEY,
    /// Its record has been everywhere for long enough.
    KNOWN
  }

  /// A decision, and what is to be noted.
  public record Step(Decision decision, Progress progress) {}

  /// Decides what is to be done now.
  ///
  /// @param current the chain that the server shows, where there is one
  public static Step decide(
      Optional<PinnedChain> current,
      PinnedChain next,
      TlsaSighting sighting,
      Progress before,
      Instant now) {
    var ttl = sighting.ttl().compareTo(before.ttl()) > 0 ? sighting.ttl() : before.ttl();
    if (!sighting.silent().isEmpty() || sighting.sets().isEmpty()) {
      return new Step(new Decision.AskAgain(sighting.silent()), new Progress(before.covered, ttl));
    }
    if (sighting.isUnpinned()) {
      return new Step(new Decision.Install(Why.UNPINNED), new Progress(Optional.empty(), ttl));
    }
    var isCovered =
        sighting.sets().stream().noneMatch(List::isEmpty)
            && sighting.sets().stream().allMatch(next::isCoveredBy);
    if (!isCovered) {
      return new Step(new Decision.Publish(), new Progress(Optional.empty(), ttl));
    }
    if (current.filter(old -> old.record().equals(next.record())).isPresent()) {
      return new Step(new Decision.Install(Why.SAME_KEY), new Progress(before.covered, ttl));
    }
    var since = before.covered.orElse(now);
    var until = since.plus(ttl.multipliedBy(TIMES));
    return new Step(
        now.isBefore(until) ? new Decision.Wait(until) : new Decision.Install(Why.KNOWN),
        new Progress(Optional.of(since), ttl));
  }
}
