package org.signet.guard;

import java.util.List;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity;

/// Something about a message that its reader should know, and that never decides what is done with
/// it.
public sealed interface Caution {
  /// Programs may show the message differently.
  record ContentUnclear(List<Ambiguity> ambiguities) implements Caution {
    public ContentUnclear {
      ambiguities = List.copyOf(ambiguities);
    }
  }

  /// The author's name is shown as that of somebody who is protected, and the address is foreign.
  ///
  /// @param name as the operator wrote it
  record ProtectedName(String name, Domain author) implements Caution {}

  /// What is shown of the author holds an address that is not the author's.
  ///
  /// @param shown the address, printable
  record OtherAddress(String shown) implements Caution {}

  /// The author's domain looks like one that is protected.
  record LookalikeDomain(Domain author, Domain like, Likeness likeness) implements Caution {}

  /// The author's domain is written so that people may take it for another.
  record ConfusableDomain(Domain author) implements Caution {}

  /// Answers go to another house than the author's.
  record RepliesElsewhere(Domain author, Domain replies) implements Caution {}

  /// How a name is like another.
  enum Likeness {
    /// Its characters look the same.
    LOOKS_THE_SAME,
    /// One character more, less, other, or two in the other order.
    ONE_EDIT,
    /// It holds the other in front of its own.
    HOLDS_IT
  }
}
