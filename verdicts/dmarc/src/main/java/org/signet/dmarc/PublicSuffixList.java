package org.signet.dmarc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// The Public Suffix List (<https://publicsuffix.org>): under which names people register theirs.
/// Both of its sections count, as RFC 7489 §3.2 takes the list.
///
/// Rules are written in A-labels inside, and names are asked in A-labels.
public final class PublicSuffixList {
  /// A list older than this is told to the operator.
  public static final Period FRESH = Period.ofMonths(6);

  private static final String BUNDLED = "effective_tld_names.dat";
  private static final String VERSION = "// VERSION: ";

  /// Octets of a list that are read; the list of 2026 has 0.34 MB.
  private static final int MOST_OCTETS = 8 << 20;

  private final RuleTable rules;
  private final String version;

  /// Labels of the longest rule: no name needs to be looked at further down.
  private final int mostLabels;

  private PublicSuffixList(RuleTable rules, String version, int mostLabels) {
    this.rules = rules;
    this.version = version;
    this.mostLabels = mostLabels;
  }

  /// The list that came with this program, read at its first use.
  public static PublicSuffixList bundled() {
    return Bundled.LIST;
  }

  private static final class Bundled {
    private static final PublicSuffixList LIST = read();

    private static PublicSuffixList read() {
      try (var in = PublicSuffixList.class.getResourceAsStream(BUNDLED)) {
        if (in == null) {
          throw new IllegalStateException(BUNDLED + " is missing from the program");
        }
        return of(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The list in a file.
  public static PublicSuffixList load(Path file) throws IOException {
    if (Files.size(file) > MOST_OCTETS) {
      throw new IOException(file + " is too large for a Public Suffix List");
    }
    return of(Files.readAllBytes(file));
  }

  /// The list in this text, UTF-8, one rule a line.
  static PublicSuffixList of(byte[] octets) {
    var rules = new RuleTable();
    var version = "";
    int mostLabels = 1;
    int from = 0;
    while (from < octets.length) {
      int to = from;
      while (to < octets.length && octets[to] != '\n') {
        to++;
      }
      if (octets[from] != '/') {
        mostLabels = Math.max(mostLabels, readRule(octets, from, to, rules));
      } else if (version.isEmpty()) {
        version = version(new String(octets, from, to - from, ISO_8859_1));
      }
      from = to + 1;
    }
    return new PublicSuffixList(rules, version, mostLabels);
  }

  private static String version(String comment) {
    return comment.startsWith(VERSION) ? comment.substring(VERSION.length()).strip() : "";
  }

  /// Adds the rule of a line, which ends at the first white space, and answers its labels.
  private static int readRule(byte[] octets, int from, int lineEnd, RuleTable rules) {
    int to = from;
    int labels = 1;
    var isAscii = true;
    while (to < lineEnd && (octets[to] & 0xff) > ' ') {
      isAscii &= octets[to] > 0;
      labels += octets[to] == '.' ? 1 : 0;
      to++;
    }
    if (to == from) {
      return 0;
    }
    if (isAscii) {
      rules.add(octets, from, to);
    } else {
      var ascii = toAscii(new String(octets, from, to - from, UTF_8)).getBytes(ISO_8859_1);
      rules.add(ascii, 0, ascii.length);
    }
    return labels;
  }

  private static String toAscii(String rule) {
    var out = new StringBuilder();
    for (var label : rule.split("\\.", -1)) {
      out.append(out.isEmpty() ? "" : ".").append(Punycode.toAscii(label));
    }
    return out.toString();
  }

  /// The public suffix of a name: the longest name at or above it under which people register
  /// theirs. A top-level name that the list does not hold is one (the rule `*`).
  public Domain suffixOf(Domain domain) {
    return domain.suffix(suffixLabels(domain));
  }

  /// The name one label below the public suffix, which somebody registered; empty where the name is
  /// a public suffix itself.
  public Optional<Domain> registrable(Domain domain) {
    int labels = suffixLabels(domain);
    return domain.labelCount() > labels ? Optional.of(domain.suffix(labels + 1)) : Optional.empty();
  }

  /// The labels of the prevailing rule: an exception (`!`) less its left-most label, or else that
  /// with the most labels.
  private int suffixLabels(Domain domain) {
    int longest = Math.min(1, domain.labelCount());
    var parent = "";
    for (int n = 1; n <= Math.min(domain.labelCount(), mostLabels); n++) {
      var name = domain.suffix(n).text();
      if (rules.contains("!", name)) {
        return n - 1;
      }
      if (rules.contains("", name) || rules.contains("*.", parent)) {
        longest = n;
      }
      parent = name;
    }
    return longest;
  }

  /// As the list names it, such as `2026-10-06_16-13-12_UTC`; empty where it does not.
  public String version() {
    return version;
  }

  /// The day of the version, where the list names one.
  public Optional<LocalDate> date() {
    try {
      return version.length() < 10
          ? Optional.empty()
          : Optional.of(LocalDate.parse(version.substring(0, 10)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Whether the list is known to be older than [#FRESH].
  public boolean isStale(Instant now) {
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return date().filter(day -> day.plus(FRESH).isBefore(today)).isPresent();
  }

  /// Rules in the list.
  public int size() {
    return rules.size();
  }
}
