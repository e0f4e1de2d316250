package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Every domain in a text that some reader, however careless, could take for that of an address:
/// whatever stands behind an `@`, in words, quotes and comments, as it came and with encoded-words
/// decoded. Used where the grammar gives no answer. Linear.
final class Mentions {
  /// Names of a text that are looked up; more make it unclear.
  private static final int MOST_NAMES = 100;

  private final int most;
  private int names;
  private final SequencedSet<Domain> domains = new LinkedHashSet<>();
  private boolean unclear;

  private Mentions(int most) {
    this.most = most;
  }

  /// The mentions in these octets; no more than `most` domains are collected.
  static Mentions in(String octets, int most) {
    var mentions = new Mentions(most);
    mentions.collect(octets);
    if (octets.contains("=?")) {
      var decoded = EncodedWords.decode(octets);
      mentions.collect(new String(decoded.getBytes(UTF_8), ISO_8859_1));
    }
    return mentions;
  }

  /// In the order of the text.
  SequencedSet<Domain> domains() {
    return domains;
  }

  /// Whether what stands behind an `@` is no domain, or not all of it.
  boolean isUnclear() {
    return unclear;
  }

  private void collect(String octets) {
    int at = octets.indexOf('@');
    while (at >= 0 && domains.size() < most) {
      int from = at + 1;
      while (from < octets.length() && Ascii.isFoldingBlank(octets.charAt(from))) {
        from++;
      }
      int to = from;
      int asciiTo = -1;
      while (to < octets.length() && isNameText(octets.charAt(to))) {
        if (octets.charAt(to) >= 0x80 && asciiTo < 0) {
          asciiTo = to;
        }
        to++;
      }
      addName(octets.substring(from, to));
      if (asciiTo > from) {
        addName(octets.substring(from, asciiTo));
      }
      at = octets.indexOf('@', to);
    }
  }

  private static boolean isNameText(int c) {
    return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c >= 0x80;
  }

  private void addName(String text) {
    if (++names > MOST_NAMES) {
      unclear = true;
      return;
    }
    int to = text.length();
    while (to > 0 && (text.charAt(to - 1) == '.' || text.charAt(to - 1) == '-')) {
      to--;
    }
    switch (Idna.parse(text.substring(0, to))) {
      case Parsed.Ok<Domain>(var domain) -> domains.add(domain);
      case Parsed.Malformed<Domain> _ -> unclear = true;
    }
  }
}
