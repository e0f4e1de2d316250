package org.signet.dkim;

import java.util.List;
import org.signet.message.Field;

/// What became of a message that was to be signed.
public sealed interface Signing {
  /// What is likely to break a signature, found before it was made.
  List<Hazard> hazards();

  /// It is signed.
  ///
  /// @param fields a signature of each signatory, to be put on top of the message in this order
  record Signed(List<Field> fields, List<Hazard> hazards) implements Signing {
    public Signed {
      fields = List.copyOf(fields);
      hazards = List.copyOf(hazards);
    }
  }

  /// It is not: something forbids it, or the practice is strict.
  record Refused(List<Hazard> hazards) implements Signing {
    public Refused {
      hazards = List.copyOf(hazards);
    }
  }
}
