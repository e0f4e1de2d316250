package org.signet.guard;

import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.guard.Caution.Likeness;
import org.signet.message.Idna;

/// Compares the domains of strangers with one that is protected, as a hurried reader does.
final class Lookalikes {
  /// Characters of a left-most label that one edit is told for: shorter names are all alike.
  private static final int LEAST_LETTERS = 5;

  private final Domain ours;
  private final String shown;
  private final String skeleton;

  Lookalikes(Domain ours) {
    this.ours = ours;
    this.shown = Idna.toUnicode(ours);
    this.skeleton = Idna.skeleton(shown);
  }

  Domain ours() {
    return ours;
  }

  /// How a domain that is not ours is like this one.
  Optional<Likeness> likeness(Domain author) {
    var end = Idna.toUnicode(author.suffix(ours.labelCount()));
    if (Idna.skeleton(end).equals(skeleton)) {
      return Optional.of(Likeness.LOOKS_THE_SAME);
    }
    if (ours.labels().getFirst().length() >= LEAST_LETTERS && isOneEdit(end, shown)) {
      return Optional.of(Likeness.ONE_EDIT);
    }
    return isHeldBy(author) ? Optional.of(Likeness.HOLDS_IT) : Optional.empty();
  }

  /// Whether one character inserted, left out, replaced, or exchanged with its neighbour makes the
  /// texts equal.
  static boolean isOneEdit(String a, String b) {
    if (a.length() < b.length()) {
      return isOneEdit(b, a);
    }
    int same = 0;
    while (same < b.length() && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    if (a.length() == b.length() + 1) {
      return a.startsWith(b.substring(same), same + 1);
    }
    if (a.length() != b.length() || same == a.length()) {
      return false;
    }
    var isExchanged =
        same + 1 < a.length()
            && a.charAt(same) == b.charAt(same + 1)
            && a.charAt(same + 1) == b.charAt(same)
            && a.startsWith(b.substring(same + 2), same + 2);
    return isExchanged || a.startsWith(b.substring(same + 1), same + 1);
  }

  /// `example.com.evil.example`.
  private boolean isHeldBy(Domain author) {
    int length = ours.labelCount();
    for (int from = 0; from + length < author.labelCount(); from++) {
      if (author.labels().subList(from, from + length).equals(ours.labels())) {
        return true;
      }
    }
    return false;
  }
}
