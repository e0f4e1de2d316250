package org.signet.arc;

import static org.signet.foundation.spec.Spec.RFC8617;

import java.util.Optional;
import org.signet.dkim.SignatureTags;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.TagList;

/// The number of a set, `i=` (RFC 8617 §4.2.1): 1 for the first host.
final class Instance {
  static final Clause CLAUSE = RFC8617.section("4.2.1");
  static final String FORM = "an instance: a number from 1, without leading zeros";

  /// Larger numbers than any chain may reach, but small enough to be numbers.
  private static final int LARGEST = 9_999;

  private Instance() {}

  static Optional<Integer> parse(String text) {
    long number = Ascii.parseNumber(text, LARGEST);
    return number < 1 || text.startsWith("0") ? Optional.empty() : Optional.of((int) number);
  }

  /// The instance of a list of tags; 0, and a problem noted, where it has none.
  static int of(TagList list, SignatureTags tags) {
    var instance = list.value("i").flatMap(Instance::parse);
    if (instance.isEmpty()) {
      tags.refuse("i", FORM, CLAUSE);
    }
    return instance.orElse(0);
  }
}
