package org.signet.keyring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.KeyProblem;
import org.signet.dns.DynamicUpdate;
import org.signet.foundation.text.Domain;

/// What came of an attempt to move the keys of a domain on, or back.
public sealed interface Progress {
  /// A step was taken.
  ///
  /// @param key the key that moved, as it stands now
  /// @param update what the primary server said, where records are published by dynamic update and
  ///     something had to be
  record Took(Step step, DomainKey key, KeyState state, Optional<DynamicUpdate.Outcome> update)
      implements Progress {}

  /// The latest step was undone.
  record Undid(Step step, KeyState state, Optional<DynamicUpdate.Outcome> update)
      implements Progress {}

  /// Nothing can be done yet.
  ///
  /// @param waits what each key that is on its way waits for; none where all are at rest
  record Waits(KeyState state, List<Waiting> waits, Optional<DynamicUpdate.Outcome> update)
      implements Progress {
    public Waits {
      waits = List.copyOf(waits);
    }
  }

  /// It will not be done.
  record Refused(Domain domain, Refusal why) implements Progress {}

  /// The state could not be read, and nothing was changed.
  record Unreadable(Domain domain, StateReading why) implements Progress {}

  /// Why something will not be done.
  sealed interface Refusal {
    /// There is nothing to undo.
    record NothingToUndo() implements Refusal {}

    /// The key would sign again, and not every server has its record any more.
    record RecordNotThere(DomainKey key, Sighting seen) implements Refusal {}

    /// The domain has no such key.
    record NoSuchKey(Domain selector) implements Refusal {}

    /// The domain would sign no more, or with Ed25519 alone, which many verifiers do not know.
    record LastKey(DomainKey key) implements Refusal {}

    /// The key is past use already.
    record AlreadyOut(DomainKey key) implements Refusal {}

    /// Another key has the name.
    record SelectorTaken(DomainKey key) implements Refusal {}

    /// The names would be too long for the DNS.
    record NameTooLong(Domain selector) implements Refusal {}

    /// The domain has its keys in another way: a provider holds them, or it does itself.
    record OtherNaming(Naming naming) implements Refusal {}

    /// The private key of a file cannot be used.
    record KeyUnusable(Path file, KeyProblem why) implements Refusal {}

    /// There are as many keys as a state holds.
    record TooManyKeys(int most) implements Refusal {}
  }
}
