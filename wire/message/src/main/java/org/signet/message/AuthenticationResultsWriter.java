package org.signet.message;

import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.message.AuthenticationResults.Property;
import org.signet.message.AuthenticationResults.Result;

/// Writes an Authentication-Results field that reads back as what was given, whatever octets a
/// sender put into the values: what is no token is quoted, and what no quotes can hold is left out.
final class AuthenticationResultsWriter {
  /// The line length to aim at, and never to exceed. RFC 5322 §2.1.1.
  private static final int GOOD_LINE = 78;

  private static final int MOST_LINE = 998;

  /// Octets of a reason; it is for people.
  static final int MOST_REASON = 120;

  private AuthenticationResultsWriter() {}

  /// The field with its final CRLF.
  static String write(AuthenticationResults results) {
    var out = new StringBuilder(AuthenticationResults.FIELD_NAME).append(": ").append(id(results));
    if (results.version() != AuthenticationResults.VERSION) {
      out.append(' ').append(results.version());
    }
    if (results.results().isEmpty()) {
      out.append("; none");
    }
    for (var result : results.results()) {
      var text = folded(result);
      if (out.length() + 1 + text.length() + 2 > Header.MOST_FIELD_OCTETS) {
        break;
      }
      out.append(';').append(text);
    }
    return out.append("\r\n").toString();
  }

  private static String id(AuthenticationResults results) {
    var id = results.authservId();
    return id.indexOf('@') < 0 ? encoded(id).orElseThrow() : quoted(id);
  }

  /// Whether a field can hold this id.
  static boolean isWritable(String authservId) {
    return !authservId.isEmpty()
        && authservId.length() < MOST_LINE / 4
        && encoded(authservId).isPresent();
  }

  /// One result on lines of its own.
  private static String folded(Result result) {
    var lines = new Lines();
    var version = result.methodVersion() == 1 ? "" : "/" + result.methodVersion();
    lines.out.append(result.method()).append(version).append('=').append(result.result());
    result.reason().ifPresent(words -> lines.word("reason=" + quoted(printable(words))));
    result.properties().stream().flatMap(one -> word(one).stream()).forEach(lines::word);
    return lines.out.toString();
  }

  private static Optional<String> word(Property property) {
    return encoded(property.value())
        .map(value -> property.ptype() + '.' + property.property() + '=' + value)
        .filter(word -> "\t".length() + word.length() + ";".length() <= MOST_LINE);
  }

  /// Words on lines that start with a tab.
  private static final class Lines {
    private final StringBuilder out = new StringBuilder("\r\n\t");
    private int start = 2;

    void word(String word) {
      if (out.length() - start + " ".length() + word.length() + ";".length() > GOOD_LINE) {
        out.append("\r\n");
        start = out.length();
        out.append('\t');
      } else {
        out.append(' ');
      }
      out.append(word);
    }
  }

  static String printable(String reason) {
    return Ascii.printable(reason, MOST_REASON).replace("…", "...");
  }

  /// The value as a `value` or an address of §2.2; empty where no field can hold it.
  private static Optional<String> encoded(String value) {
    var isPlain =
        !value.isEmpty()
            && value.indexOf('@') == value.lastIndexOf('@')
            && value.chars().allMatch(AuthenticationResultsWriter::isPlainText);
    if (isPlain) {
      return Optional.of(value);
    }
    var fits = value.chars().allMatch(c -> c >= 0x20 && c <= 0xff && c != 0x7f);
    return fits && Utf8.soundness(value) == Utf8.Soundness.SOUND
        ? Optional.of(quoted(value))
        : Optional.empty();
  }

  /// What stands in tokens, domain names and the local parts of most addresses.
  private static boolean isPlainText(int c) {
    return Ascii.isLetterOrDigit(c) || "!#$%&'*+-.@^_`{|}~".indexOf(c) >= 0;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
