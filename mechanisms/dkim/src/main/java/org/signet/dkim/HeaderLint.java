package org.signet.dkim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.signet.message.Ambiguity;
import org.signet.message.Ambiguity.Reason;
import org.signet.message.Field;
import org.signet.message.Header;

/// Finds what servers are likely to change in a header.
final class HeaderLint {
  /// Unfolded octets; a line that is longer need not be carried. RFC 5322 §2.1.1
  static final int MOST_REFERENCES = 998;

  private static final List<String> ADDED = List.of("Date", "Message-ID");

  /// What is odd to readers, but passes servers unchanged.
  private static final Set<Reason> HARMLESS =
      EnumSet.of(
          Reason.FROM_SHOWS_OTHER_ADDRESS,
          Reason.FROM_HIDES_TEXT,
          Reason.FROM_CARELESS,
          Reason.TOO_MANY_AUTHOR_DOMAINS);

  private HeaderLint() {}

  /// @param signed how many names `h=` would have
  static List<Hazard> of(Header header, int signed, Practice.Way way) {
    var found = new ArrayList<Hazard>(0);
    header.ambiguities().stream()
        .filter(HeaderLint::isHazard)
        .map(Hazard.InHeader::new)
        .forEach(found::add);
    if (signed > SignatureTags.MOST_NAMES) {
      found.add(new Hazard.TooManyNames(SignatureTags.MOST_NAMES));
    }
    for (var name : ADDED) {
      if (header.first(name).isEmpty()) {
        found.add(new Hazard.Missing(name));
      }
    }
    header
        .first("References")
        .map(field -> field.value().length())
        .filter(octets -> octets > MOST_REFERENCES)
        .ifPresent(octets -> found.add(new Hazard.LongReferences(octets)));
    if (way != Practice.Way.UTF8) {
      header.fields().stream()
          .filter(HeaderLint::isEightBit)
          .findFirst()
          .ifPresent(field -> found.add(new Hazard.EightBitField(field.name())));
    }
    return found;
  }

  /// What concerns MIME stays as it is on the way.
  private static boolean isHazard(Ambiguity ambiguity) {
    var reason = ambiguity.reason();
    return !HARMLESS.contains(reason)
        && (ambiguity.kind() == Ambiguity.Kind.AUTHOR
            || reason == Reason.FIELD_REPEATED
            || reason == Reason.FIELD_NAME
            || reason == Reason.CONTROL_IN_HEADER
            || reason == Reason.LINE_TOO_LONG);
  }

  private static boolean isEightBit(Field field) {
    for (int i = 0; i < field.length(); i++) {
      if (field.octetAt(i) < 0) {
        return true;
      }
    }
    return false;
  }
}
