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
  public record Scenario(String title, List<Case> cases, Resolver zone) {}

  /// A message and what its chain should come to.
  ///
  /// @param message with CRLF as its line ends, one char per octet
  /// @param status `Pass`, `Fail`, `None`, or empty
  public record Case(String name, String description, String message, String status) {}

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
      scenarios.add(new Scenario(text(map, "description"), cases, zone(map(map, "txt-records"))));
    }
    return scenarios;
  }

  private static Case test(String name, Map<?, ?> test) {
    var message = text(test, "message").replace("\n", "\r\n");
    return new Case(name, text(test, "description").strip(), message, text(test, "cv"));
  }

  /// The keys; an empty one is a name without a record.
  private static Resolver zone(Map<?, ?> records) {
    var zone = new StringBuilder();
    records.forEach(
        (name, text) -> {
          if (text != null) {
            var quoted = text.toString().replace("\\", "\\\\").replace("\"", "\\\"").strip();
            zone.append(name).append(". TXT \"").append(quoted).append("\"\n");
          }
        });
    return ZoneResolver.of(zone.toString());
  }

  private static Map<?, ?> map(Map<?, ?> map, String key) {
    return (Map<?, ?>) Objects.requireNonNull(map.get(key), key);
  }

  private static String text(Map<?, ?> map, String key) {
    return Objects.toString(map.get(key), "");
  }
}
