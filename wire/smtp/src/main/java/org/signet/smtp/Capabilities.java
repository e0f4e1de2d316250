package org.signet.smtp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// The extensions that a server offered in its reply to EHLO (RFC 5321 §4.1.1.1). A reply to HELO
/// offers none.
///
/// @param extensions keywords in lower case, with their parameters as they came
public record Capabilities(Map<String, String> extensions) {
  static final Capabilities NONE = new Capabilities(Map.of());

  public Capabilities {
    extensions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  /// What a reply to EHLO offers: its lines behind the first. A line that is no `ehlo-line` offers
  /// nothing; of a keyword that comes twice, the first counts.
  static Capabilities of(Reply reply) {
    var extensions = new LinkedHashMap<String, String>();
    for (var line : reply.lines().subList(1, reply.lines().size())) {
      int blank = line.indexOf(' ');
      var keyword = blank < 0 ? line : line.substring(0, blank);
      if (isKeyword(keyword)) {
        var parameters = blank < 0 ? "" : line.substring(blank + 1);
        extensions.putIfAbsent(Ascii.toLower(keyword), parameters);
      }
    }
    return new Capabilities(extensions);
  }

  private static boolean isKeyword(String word) {
    return !word.isEmpty()
        && word.charAt(0) != '-'
        && word.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || c == '-');
  }

  /// Whether the extension of this keyword, in either case, was offered.
  public boolean offers(String keyword) {
    return extensions.containsKey(Ascii.toLower(keyword));
  }

  /// The parameters behind a keyword, where it was offered.
  public Optional<String> parameters(String keyword) {
    return Optional.ofNullable(extensions.get(Ascii.toLower(keyword)));
  }
}
