package org.signet.foundation.text;

import static org.signet.foundation.spec.Spec.RFC1035;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;

/// A domain name: a sequence of labels, each of 1 to 63 octets, 255 octets at most in all
/// (RFC 1035 §2.3.4). Names are octets; only the ASCII letters fold, so that `EXAMPLE.com` equals
/// `example.com` and nothing else does. Kept in the lower-case presentation form without the final
/// dot; the root is `.`. An octet that is not a visible ASCII character is written `\DDD`, a dot or
/// backslash inside a label `\.` and `\\` (RFC 1035 §5.1).
///
/// A name with Unicode characters is none: it must be turned into its A-label form first.
public final class Domain implements Comparable<Domain> {
  /// Octets in a label. RFC 1035 §2.3.4.
  public static final int LABEL_OCTETS = 63;

  /// Octets in a name, with a length octet for each label and for the root. RFC 1035 §2.3.4.
  public static final int NAME_OCTETS = 255;

  public static final Domain ROOT = new Domain(".", List.of());

  private static final Clause SIZES = RFC1035.section("2.3.4");
  private static final Clause FORM = RFC1035.section("5.1");

  private final String text;

  /// Octets of each label, folded, one char per octet, without escapes.
  private final List<String> labels;

  private Domain(String text, List<String> labels) {
    this.text = text;
    this.labels = labels;
  }

  /// A name written in the program's own text.
  ///
  /// @throws IllegalArgumentException where it is none
  public static Domain of(String presentation) {
    return parse(presentation).orThrow();
  }

  /// Reads the presentation form. One final dot is taken and dropped. Octets outside visible ASCII
  /// must be escaped.
  public static Parsed<Domain> parse(String presentation) {
    if (presentation.equals(".")) {
      return Parsed.ok(ROOT);
    }
    var labels = new ArrayList<String>(4);
    var label = new StringBuilder();
    int wire = 1;
    for (int i = 0; i < presentation.length(); i++) {
      var c = presentation.charAt(i);
      if (c == '.') {
        if (label.isEmpty()) {
          return Parsed.malformed(presentation, i, "a label before the dot", SIZES);
        }
        wire += label.length() + 1;
        labels.add(label.toString());
        label.setLength(0);
        continue;
      }
      if (c == '\\') {
        int octet = escaped(presentation, i);
        if (octet < 0) {
          return Parsed.malformed(presentation, i, "\\X or \\DDD below 256", FORM);
        }
        i += Ascii.isDigit(presentation.charAt(i + 1)) ? 3 : 1;
        label.append((char) Ascii.toLower(octet));
      } else if (Ascii.isVisible(c)) {
        label.append((char) Ascii.toLower(c));
      } else {
        return Parsed.malformed(presentation, i, "a visible ASCII character", FORM);
      }
      if (label.length() > LABEL_OCTETS) {
        return Parsed.malformed(presentation, i, "a label of at most 63 octets", SIZES);
      }
    }
    if (!label.isEmpty()) {
      wire += label.length() + 1;
      labels.add(label.toString());
    }
    if (labels.isEmpty()) {
      return Parsed.malformed(presentation, 0, "a domain name", SIZES);
    }
    if (wire > NAME_OCTETS) {
      return Parsed.malformed(presentation, 0, "a name of at most 255 octets", SIZES);
    }
    return Parsed.ok(new Domain(presentation(labels), List.copyOf(labels)));
  }

  /// The octet that an escape at `at` stands for; -1 where it is none.
  private static int escaped(String text, int at) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    var c = text.charAt(at + 1);
    if (!Ascii.isDigit(c)) {
      return Ascii.isVisible(c) || c == ' ' ? c : -1;
    }
    if (at + 4 > text.length()) {
      return -1;
    }
    long octet = Ascii.parseNumber(text.substring(at + 1, at + 4), 255);
    return (int) octet;
  }

  /// The name of these labels, the left-most first, each a string of octets (one char per octet);
  /// empty where a label or the whole is too long, a label is empty, or a char is no octet.
  public static Optional<Domain> ofLabels(List<String> labels) {
    var folded = new ArrayList<String>(labels.size());
    int wire = 1;
    for (var label : labels) {
      if (label.isEmpty() || label.length() > LABEL_OCTETS) {
        return Optional.empty();
      }
      if (label.chars().anyMatch(c -> c > 0xff)) {
        return Optional.empty();
      }
      wire += label.length() + 1;
      folded.add(Ascii.toLower(label));
    }
    if (wire > NAME_OCTETS) {
      return Optional.empty();
    }
    return Optional.of(folded.isEmpty() ? ROOT : new Domain(presentation(folded), folded));
  }

  private static String presentation(List<String> labels) {
    var out = new StringBuilder(64);
    for (var label : labels) {
      if (!out.isEmpty()) {
        out.append('.');
      }
      appendEscaped(out, label);
    }
    return out.toString();
  }

  private static void appendEscaped(StringBuilder out, String label) {
    for (int i = 0; i < label.length(); i++) {
      var c = label.charAt(i);
      if (c == '.' || c == '\\') {
        out.append('\\').append(c);
      } else if (Ascii.isVisible(c)) {
        out.append(c);
      } else {
        out.append('\\')
            .append((char) ('0' + c / 100))
            .append((char) ('0' + c / 10 % 10))
            .append((char) ('0' + c % 10));
      }
    }
  }

  /// The lower-case presentation form without the final dot.
  public String text() {
    return text;
  }

  /// The labels, the left-most first, folded, one char per octet and without escapes.
  public List<String> labels() {
    return labels;
  }

  public int labelCount() {
    return labels.size();
  }

  public boolean isRoot() {
    return labels.isEmpty();
  }

  /// The name without its left-most label; empty for the root.
  public Optional<Domain> parent() {
    return isRoot() ? Optional.empty() : Optional.of(suffix(labels.size() - 1));
  }

  /// The right-most `count` labels, or the name itself where it has no more.
  public Domain suffix(int count) {
    if (count >= labels.size()) {
      return this;
    }
    if (count == 0) {
      return ROOT;
    }
    var last = labels.subList(labels.size() - count, labels.size());
    return new Domain(presentation(last), List.copyOf(last));
  }

  /// This name with `prefix`, one or several labels in presentation form, in front: the prefix
  /// `_dmarc` before `example.com` is `_dmarc.example.com`. Empty where that is too long.
  ///
  /// @throws IllegalArgumentException where the prefix is no name
  public Optional<Domain> prefixed(String prefix) {
    var all = new ArrayList<>(of(prefix).labels);
    all.addAll(labels);
    return ofLabels(all);
  }

  /// Whether this name is `other` or below it.
  public boolean isWithin(Domain other) {
    int more = labels.size() - other.labels.size();
    return more >= 0 && labels.subList(more, labels.size()).equals(other.labels);
  }

  /// Whether this name is below `other` and not `other` itself.
  public boolean isUnder(Domain other) {
    return labels.size() > other.labels.size() && isWithin(other);
  }

  /// Whether every label is of letters, digits and inner hyphens (the host name rule of
  /// RFC 1123 §2.1); A-labels are.
  public boolean isHostName() {
    return !isRoot() && labels.stream().allMatch(label -> isHostLabel(label, false));
  }

  /// Whether every label is of letters, digits, underscores and inner hyphens: what a mail domain,
  /// a selector or a service name is written with in practice.
  public boolean isMailName() {
    return !isRoot() && labels.stream().allMatch(label -> isHostLabel(label, true));
  }

  private static boolean isHostLabel(String label, boolean withUnderscore) {
    for (int i = 0; i < label.length(); i++) {
      var c = label.charAt(i);
      var inner = i > 0 && i < label.length() - 1;
      var fits = Ascii.isLetterOrDigit(c) || (c == '-' && inner) || (c == '_' && withUnderscore);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Domain domain && text.equals(domain.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// The order of presentation forms, for stable output; not the canonical order of DNSSEC.
  @Override
  public int compareTo(Domain other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
