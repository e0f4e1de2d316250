package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Collects ambiguities: of each reason the first, with what was seen there.
final class Ambiguities {
  private static final int MOST_SEEN = 100;

  private final List<Ambiguity> list = new ArrayList<>(0);
  private final Set<Ambiguity.Reason> reasons = EnumSet.noneOf(Ambiguity.Reason.class);

  void note(Ambiguity.Reason reason, String seen) {
    if (reasons.add(reason)) {
      list.add(Ambiguity.of(reason, seen));
    }
  }

  /// The octets from `from` to before `to`, or the first of them.
  void note(Ambiguity.Reason reason, byte[] octets, int from, int to) {
    if (!reasons.contains(reason)) {
      note(reason, new String(octets, from, Math.min(to - from, MOST_SEEN), ISO_8859_1));
    }
  }

  boolean has(Ambiguity.Reason reason) {
    return reasons.contains(reason);
  }

  void note(Ambiguity ambiguity) {
    if (reasons.add(ambiguity.reason())) {
      list.add(ambiguity);
    }
  }

  List<Ambiguity> list() {
    return List.copyOf(list);
  }
}
