package org.signet.tlsrpt;

import static org.signet.foundation.spec.Spec.RFC8460;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// The TXT record at `_smtp._tls` below a domain: where it wants reports. RFC 8460 §3
///
/// @param text the record as it came
/// @param destinations at least one, in the order of the record; of more than
///     [#MOST_DESTINATIONS] the first
public record TlsRptRecord(String text, List<Destination> destinations) {
  /// Our bound; a domain needs one or two.
  public static final int MOST_DESTINATIONS = 20;

  /// Chars of the name of a field.
  public static final int MOST_NAME_CHARS = 32;

  static final String VERSION = "v=TLSRPTv1";

  private static final Clause FORM = RFC8460.section("3");
  private static final String RUA = "rua";

  public TlsRptRecord {
    destinations = List.copyOf(destinations);
  }

  /// The name at which a domain publishes the record; empty where that would be too long for one.
  public static Optional<Domain> nameFor(Domain domain) {
    return domain.prefixed("_smtp._tls");
  }

  /// Whether a text at that name is meant as such a record; others are not counted.
  static boolean isMeant(String text) {
    if (!text.startsWith(VERSION)) {
      return false;
    }
    var in = new Cursor(text.substring(VERSION.length()));
    in.skipWhile(Ascii::isBlank);
    return in.atEnd() || in.peek() == ';';
  }

  /// Reads a record. A field that is not known is skipped; `rua` may occur more than once, as the
  /// grammar has it.
  public static Parsed<TlsRptRecord> parse(String text) {
    if (!isMeant(text)) {
      return Parsed.malformed(text, 0, '"' + VERSION + ";\"", FORM);
    }
    var in = new Cursor(text);
    in.skipWhile(c -> c != ';' && !Ascii.isBlank(c));
    var destinations = new ArrayList<Destination>(2);
    while (takesDelimiter(in) && !in.atEnd()) {
      int from = in.at();
      var name = in.takeWhile(c -> Ascii.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
      if (name.isEmpty()
          || name.length() > MOST_NAME_CHARS
          || !Ascii.isLetterOrDigit(name.charAt(0))) {
        in.reset(from);
        return in.expected("the name of a field, of at most 32 characters", FORM);
      }
      var problem = name.equals(RUA) ? uris(in, destinations) : extension(in);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    if (!in.atEnd()) {
      return in.expected("\";\" or the end", FORM);
    }
    if (destinations.isEmpty()) {
      return in.expected("where reports go (\"rua=…\")", FORM);
    }
    return Parsed.ok(new TlsRptRecord(text, destinations));
  }

  /// `*WSP ";" *WSP`, or white space before the end.
  private static boolean takesDelimiter(Cursor in) {
    in.skipWhile(Ascii::isBlank);
    if (in.atEnd() || !in.take(';')) {
      return false;
    }
    in.skipWhile(Ascii::isBlank);
    return true;
  }

  private static Optional<Parsed<TlsRptRecord>> uris(Cursor in, List<Destination> destinations) {
    if (!in.take('=')) {
      return Optional.of(in.expected("\"=\"", FORM));
    }
    do {
      in.skipWhile(Ascii::isBlank);
      int from = in.at();
      // A `;`, `,` or `!` is encoded in these URIs.
      var uri = in.takeWhile(c -> Ascii.isVisible(c) && c != ';' && c != ',' && c != '!');
      if (!DestinationReader.isUri(uri)) {
        in.reset(from);
        return Optional.of(in.expected("a URI with its scheme", FORM));
      }
      if (destinations.size() < MOST_DESTINATIONS) {
        destinations.add(DestinationReader.read(uri));
      }
      in.skipWhile(Ascii::isBlank);
    } while (in.take(','));
    return Optional.empty();
  }

  private static Optional<Parsed<TlsRptRecord>> extension(Cursor in) {
    in.skipWhile(Ascii::isBlank);
    if (!in.take('=')) {
      return Optional.of(in.expected("\"=\"", FORM));
    }
    in.skipWhile(Ascii::isBlank);
    var value = in.takeWhile(c -> Ascii.isVisible(c) && c != ';' && c != '=');
    return value.isEmpty() ? Optional.of(in.expected("a value", FORM)) : Optional.empty();
  }
}
