package org.signet.message;

import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.Problem;

/// What stands behind the `@` of an address.
public sealed interface Host {
  /// A domain name, in its A-label form whatever form it came in.
  ///
  /// @param text as it came
  record Named(Domain domain, String text) implements Host {}

  /// An address literal, such as `[192.0.2.1]` (RFC 5321 §4.1.3).
  record Literal(String text) implements Host {}

  /// Text that is no domain: an empty or overlong label, a character that no name can hold, a label
  /// that UTS #46 refuses.
  record Unusable(String text, Problem why) implements Host {}

  /// The text as it came, one char per octet.
  String text();

  /// The host in this text, one char per octet: a name in ASCII or UTF-8, or a literal in brackets.
  static Host of(String text) {
    if (text.startsWith("[")) {
      return new Literal(text);
    }
    return switch (Idna.parse(text)) {
      case Parsed.Ok<Domain>(var domain) -> new Named(domain, text);
      case Parsed.Malformed<Domain>(var problem) -> new Unusable(text, problem);
    };
  }
}
