package org.signet.guard;

import java.util.List;
import org.signet.message.Address;
import org.signet.message.Field;

/// What is done with a message, and all that it follows from.
///
/// @param handling as the rules have it
/// @param done what of it is done: less, while the guard observes
public record Decided(
    Direction direction, Handling handling, Handling.Action done, Outbound outbound, Deed deed) {
  /// What the mail server is told to do.
  public sealed interface Deed {
    /// It is not taken.
    record Refuse(Reply reply) implements Deed {}

    /// It is taken.
    ///
    /// @param deletions in the order in which they are made, before anything is added
    /// @param onTop the topmost first; below the signatures, where it is signed
    record Take(List<Deletion> deletions, List<Field> onTop, Place place) implements Deed {
      public Take {
        deletions = List.copyOf(deletions);
        onTop = List.copyOf(onTop);
      }
    }
  }

  /// Where a message goes that is taken.
  public sealed interface Place {
    /// To its recipients.
    record Recipients() implements Place {}

    /// Into the queue of the mail server, until somebody looks at it.
    record Queue() implements Place {}

    /// To this address instead.
    record Instead(Address to) implements Place {}
  }
}
