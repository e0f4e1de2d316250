package org.signet.dkim;

import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// The name that a domain gives to one of its keys. RFC 6376 §3.1: one label or several, of
/// letters, digits and inner hyphens; made without the underscore that is tolerated in those of
/// others.
public sealed interface Selector {
  record Named(Domain name) implements Selector {}

  /// A text that is none.
  ///
  /// @param why as the end of "it is no selector: …"
  record Refused(String text, String why) implements Selector {}

  static Selector of(String text) {
    if (text.isEmpty()) {
      return new Refused(text, "it is empty");
    }
    if (text.chars().anyMatch(c -> c > 0x7f)) {
      return new Refused(text, "it has letters beyond ASCII");
    }
    if (text.chars().anyMatch(c -> !Ascii.isLetterOrDigit(c) && c != '-' && c != '.')) {
      return new Refused(text, "it holds something other than letters, digits, hyphens and dots");
    }
    var name = Domain.parse(text).optional();
    if (name.isEmpty()) {
      return new Refused(text, "a label is empty or longer than 63 octets, or the whole too long");
    }
    return name.get().isHostName()
        ? new Named(name.get())
        : new Refused(text, "a label begins or ends with a hyphen");
  }
}
