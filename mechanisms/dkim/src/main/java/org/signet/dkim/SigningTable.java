package org.signet.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;

/// Which fields a signature covers. RFC 6376 §5.4.1, RFC 8058 §4.
///
/// - What a reader is shown of the message, or what decides how it is shown, is signed as often as
///   it is there and once more, so that nobody can add another ([#OVERSIGNED]).
/// - What mailing lists add is signed where it is there, and may be added where it is not:
///   [#SIGNED], and every field that begins with `List-`. So is the choice of a logo.
/// - All else stays unsigned: Resent fields, Return-Path, Received and other traces,
///   Authentication-Results belong to the way, and the rest to nobody.
public final class SigningTable {
  public static final List<String> OVERSIGNED =
      List.of(
          "From",
          "To",
          "Cc",
          "Subject",
          "Date",
          "Reply-To",
          "Message-ID",
          "In-Reply-To",
          "References",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");

  public static final List<String> SIGNED = List.of("Sender", "BIMI-Selector");

  private static final String OF_LISTS = "List-";

  /// Octets of a name that fits into a line of `h=`.
  private static final int MOST_NAME = 60;

  private SigningTable() {}

  /// The names for `h=`, in the order of the table.
  public static List<String> names(Header header) {
    var names = new ArrayList<String>(2 * OVERSIGNED.size());
    for (var name : OVERSIGNED) {
      names.add(name);
      header.fields().stream().filter(field -> field.is(name)).forEach(_ -> names.add(name));
    }
    for (var name : SIGNED) {
      header.fields().stream().filter(field -> field.is(name)).forEach(_ -> names.add(name));
    }
    ofLists(header).forEach(names::add);
    return names;
  }

  private static Stream<String> ofLists(Header header) {
    return header.fields().stream()
        .filter(Field::hasProperName)
        .map(Field::name)
        .filter(name -> Ascii.startsWithIgnoreCase(name, OF_LISTS))
        .filter(name -> name.length() <= MOST_NAME && !name.contains(";"));
  }
}
