package org.signet.arc;

import java.util.List;
import org.signet.message.Ambiguity;
import org.signet.message.Field;

/// What became of a message that was to be sealed. RFC 8617 §5.1.
public sealed interface Sealing {
  /// It is sealed.
  ///
  /// @param instance of the set
  /// @param validation what was sealed of the chain that there was
  /// @param fields the ARC set, to be put on top of the message in this order
  record Sealed(int instance, ChainValidation validation, List<Field> fields) implements Sealing {
    public Sealed {
      fields = List.copyOf(fields);
    }
  }

  /// A host before has sealed that the chain does not hold, and nobody seals behind that. §5.1,
  /// step 2.
  ///
  /// @param instance of that host
  record AlreadyFailed(int instance) implements Sealing {}

  /// The chain has as many sets as a chain may have. §4.2.1
  record ChainFull(int sets) implements Sealing {}

  /// The ARC fields are not those that arrived: there is a chain where there was none, or it is
  /// gone or damaged, so what was found on arrival is not about them.
  ///
  /// @param arrived what the chain came to on arrival
  record ChainChanged(ChainValidation arrived) implements Sealing {}

  /// The header is larger than what is read of one, or its first line continues what would be put
  /// above it: a signature would not cover what it says.
  record HeaderUnclear(List<Ambiguity> why) implements Sealing {
    public HeaderUnclear {
      why = List.copyOf(why);
    }
  }
}
