package org.signet.spf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;

/// A case file: a title, a zone, and checks in it.
///
/// ```
/// # RFC 7208 §5.2  include
///
/// zone
///   example.com.  TXT  "v=spf1 a -all"
///
/// 192.0.2.7  as bob@example.com            pass by a            # a comment
/// 192.0.2.7  as <>  with helo example.com  permerror: syntax
/// 192.0.2.7  helo mail.example.com         fail by -all explains "words" (or: nothing)
/// ```
///
/// What stands behind the colon is the case of [SpfOutcome] or the [NoneReason], in words. `\xHH`
/// is an octet.
record SpfCases(String title, Resolver zone, List<Case> cases) {
  /// @param identity which of the two results is looked at
  record Case(
      String line,
      Identity identity,
      String client,
      String mailFrom,
      String helo,
      String result,
      Optional<String> by,
      Optional<String> kind,
      Optional<String> explains) {}

  private static final Pattern CASE =
      Pattern.compile(
          "(?<client>\\S+)\\s+"
              + "(?:as (?<from>\\S+)(?:\\s+with helo (?<with>\\S+))?|helo (?<helo>\\S+))\\s+"
              + "(?<result>[a-z]+)(?:: (?<kind>[a-z ]+))?(?: by (?<by>\\S+))?"
              + "(?: explains (?<explains>nothing|\".*\"))?");

  /// The files of a folder of resources, by name.
  static List<SpfCases> all(String folder) throws IOException, URISyntaxException {
    var path = Path.of(Objects.requireNonNull(SpfCases.class.getResource(folder)).toURI());
    try (var files = Files.list(path)) {
      var all = new ArrayList<SpfCases>();
      for (var file : files.sorted().toList()) {
        all.add(read(file));
      }
      return all;
    }
  }

  private static SpfCases read(Path file) throws IOException {
    var title = "";
    var zone = new StringBuilder();
    var cases = new ArrayList<Case>();
    for (var line : Files.readString(file, UTF_8).lines().toList()) {
      if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith(" ") || line.startsWith("$")) {
        zone.append(line.strip()).append('\n');
      } else if (!line.isBlank() && !line.equals("zone")) {
        cases.add(parse(line));
      }
    }
    return new SpfCases(title, ZoneResolver.of(zone.toString()), cases);
  }

  private static Case parse(String line) {
    var words = line.replaceAll("\\s+# .*", "").strip();
    var found = CASE.matcher(words);
    if (!found.matches()) {
      throw new IllegalArgumentException("not a case: " + line);
    }
    var isHelo = found.group("helo") != null;
    return new Case(
        line.replaceAll("\\s+", " "),
        isHelo ? Identity.HELO : Identity.MAIL_FROM,
        found.group("client"),
        isHelo || found.group("from").equals("<>") ? "" : octets(found.group("from")),
        octets(isHelo ? found.group("helo") : optional(found.group("with")).orElse("")),
        found.group("result"),
        optional(found.group("by")),
        optional(found.group("kind")).map(kind -> kind.replace(" ", "")),
        optional(found.group("explains")).map(SpfCases::unquoted));
  }

  private static Optional<String> optional(String group) {
    return Optional.ofNullable(group);
  }

  private static String unquoted(String text) {
    return text.equals("nothing") ? "" : text.substring(1, text.length() - 1);
  }

  private static String octets(String text) {
    return Pattern.compile("\\\\x(\\p{XDigit}{2})")
        .matcher(text)
        .replaceAll(hex -> String.valueOf((char) Integer.parseInt(hex.group(1), 16)));
  }
}
