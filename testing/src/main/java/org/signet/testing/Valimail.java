package org.signet.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Reads the ARC suite of ValiMail: a YAML document for each scenario. A key that occurs twice
/// counts the last time.
public final class Valimail {
  private Valimail() {}

  /// Cases that share their keys.
  ///
  /// @param signing how the cases of a file about signing are signed
  public record Scenario(String title, List<Case> cases, Resolver zone, Signing signing) {}

  /// Who signs; empty texts in a file about validation.
  ///
  /// @param key in PEM
  public record Signing(String domain, String selector, String key) {}

  /// What is asked of a case about signing, and the fields that should come of it, without names;
  /// empty where no set should be added, and in a file about validation.
  ///
  /// @param time for `t=`
  /// @param names for `h=`
  /// @param authservId of the results on arrival
  public record Wanted(
      String time, String names, String authservId, String aar, String ams, String seal) {}

  /// A message and what its chain should come to.
  ///
  /// @param message with CRLF as its line ends, one char per octet
  /// @param status `Pass`, `Fail`, `None`, or empty
  public record Case(
      String name, String description, String message, String status, Wanted wanted) {}

  /// The scenarios of a file.
  public static List<Scenario> read(Path file) throws IOException {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    var scenarios = new ArrayList<Scenario>();
    var yaml = new Yaml(new SafeConstructor(options));
    for (var document : yaml.loadAll(Files.readString(file, StandardCharsets.UTF_8))) {
      var map = (Map<?, ?>) document;
      var cases = new ArrayList<Case>();
      map(map, "tests").forEach((name, test) -> cases.add(test(name.toString(), (Map<?, ?>) test)));
      var signing =
          new Signing(
              text(map, "domain"), text(map, "sel"), text(map, "privatekey").strip() + "\n");
      scenarios.add(
          new Scenario(text(map, "description"), cases, zone(map(map, "txt-records")), signing));
    }
    return scenarios;
  }

  private static Case test(String name, Map<?, ?> test) {
    var message = text(test, "message").replace("\n", "\r\n");
    var wanted =
        new Wanted(
            text(test, "t"),
            text(test, "sig-headers"),
            text(test, "srv-id"),
            field(test, "AAR"),
            field(test, "AMS"),
            field(test, "AS"));
    return new Case(name, text(test, "description").strip(), message, text(test, "cv"), wanted);
  }

  /// The keys; an empty one is a name without a record.
  private static Resolver zone(Map<?, ?> records) {
    var zone = new StringBuilder();
    records.forEach(
        (name, text) -> {
          if (text != null) {
            var quoted =
                text.toString()
                    .strip()
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", " ");
            zone.append(name).append(". TXT \"").append(quoted).append("\"\n");
          }
        });
    return ZoneResolver.of(zone.toString());
  }

  private static String field(Map<?, ?> test, String key) {
    return text(test, key).strip().replace("\n", "\r\n ");
  }

  private static Map<?, ?> map(Map<?, ?> map, String key) {
    return (Map<?, ?>) Objects.requireNonNull(map.get(key), key);
  }

  private static String text(Map<?, ?> map, String key) {
    return Objects.toString(map.get(key), "");
  }
}
