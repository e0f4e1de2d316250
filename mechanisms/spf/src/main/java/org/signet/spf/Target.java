package org.signet.spf;

import java.util.List;
import org.signet.foundation.text.Domain;

/// What a domain-spec came to when its macros were expanded: the `<target-name>` of RFC 7208 §4.8.
public sealed interface Target {
  /// Chars of a name in the form without the final dot. §7.3
  int NAME_CHARS = 253;

  /// A name that the DNS can be asked about.
  record Name(Domain domain) implements Target {}

  /// Text that is no name: an empty or overlong label, or an octet outside printable ASCII. Nothing
  /// is asked, and nothing matches.
  record NoName(String text) implements Target {}

  /// The domain-spec uses the sender's local-part, which is not ASCII and can be no part of a name:
  /// nothing matches. RFC 8616 §4
  record NonAsciiSender() implements Target {}

  /// The target of an expanded domain-spec: one final dot dropped, and labels from the left until
  /// it is short enough. §7.3
  static Target of(String expanded) {
    int to = expanded.endsWith(".") ? expanded.length() - 1 : expanded.length();
    int from = 0;
    while (to - from > NAME_CHARS) {
      int dot = expanded.indexOf('.', from);
      if (dot < 0 || dot >= to) {
        return new NoName(expanded);
      }
      from = dot + 1;
    }
    var name = expanded.substring(from, to);
    if (!name.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return new NoName(name);
    }
    return Domain.ofLabels(List.of(name.split("\\.", -1)))
        .<Target>map(Name::new)
        .orElseGet(() -> new NoName(name));
  }
}
