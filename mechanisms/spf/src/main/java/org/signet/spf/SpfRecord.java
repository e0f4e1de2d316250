package org.signet.spf;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;

/// An SPF record: what a domain says about the hosts that may use its name. RFC 7208 §3, §4.6.1
///
/// @param text as it stands in the DNS, its strings joined
/// @param directives in the order in which they are tried; those behind an `all` never are
/// @param unknown modifiers without effect
public record SpfRecord(
    String text,
    List<Directive> directives,
    Optional<Modifier.Redirect> redirect,
    Optional<Modifier.Explanation> explanation,
    List<Modifier.Unknown> unknown) {
  private static final String VERSION = "v=spf1";

  public SpfRecord {
    directives = List.copyOf(directives);
    unknown = List.copyOf(unknown);
  }

  /// Whether a TXT record is meant as an SPF record, sound or not: the version stands alone or
  /// before a space. §4.5
  public static boolean isOne(String text) {
    return Ascii.startsWithIgnoreCase(text, VERSION)
        && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /// Reads a record, all of it. §4.6
  public static Parsed<SpfRecord> parse(String text) {
    return RecordParser.read(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
