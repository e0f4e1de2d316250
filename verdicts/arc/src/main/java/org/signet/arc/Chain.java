package org.signet.arc;

import java.util.List;
import org.signet.message.Header;

/// The ARC fields of a header, put into sets (RFC 8617 §5.2, steps 1 to 3), before any signature is
/// checked.
sealed interface Chain {
  /// There are none.
  record None() implements Chain {}

  /// They do not make a chain that could hold.
  ///
  /// @param last the highest instance of any field; 0 where none can be read
  record Broken(ArcFault why, int last) implements Chain {}

  /// They make a chain.
  ///
  /// @param sets at least one, in the order of the hosts
  record Sound(List<ArcSet> sets) implements Chain {
    public Sound {
      sets = List.copyOf(sets);
    }
  }

  static Chain in(Header header) {
    return new ChainReader().read(header);
  }
}
