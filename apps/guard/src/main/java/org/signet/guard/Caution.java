package org.signet.guard;

import java.util.List;
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
}
