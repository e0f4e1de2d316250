package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads the suites of the SPF project: a YAML document for each scenario, with its tests and their
/// zone. A key that occurs twice counts the last time; `\x80` in a string is that octet.
public final class OpenSpf {
  private OpenSpf() {}

  /// Tests that share a zone.
  ///
  /// @param title what its tests are about, or the first of them
  public record Scenario(String title, List<Case> cases, OpenSpfZone zone) {}

  /// One check of a reverse-path.
  ///
  /// @param section the section of the RFC that it is about, as the suite writes it
  /// @param results any of these words is right
  /// @param explanation what the sender's domain explains; `DEFAULT` means that it explains nothing
  public record Case(
      String name,
      String section,
      String helo,
      String client,
      String mailFrom,
      List<String> results,
      Optional<String> explanation) {}

  /// The scenarios of a file that hold tests.
  public static List<Scenario> read(Path file) throws IOException {
    var scenarios = new ArrayList<Scenario>();
    for (var document : yaml().loadAll(Files.readString(file, ISO_8859_1))) {
      var map = map(document);
      if (map.containsKey("tests")) {
        scenarios.add(scenario(map));
      }
    }
    return scenarios;
  }

  /// Every scalar is a string: `1.2.3.4`, `none` and `0` too.
  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    var style = new DumperOptions();
    var onlyStrings =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, EMPTY, "");
          }
        };
    return new Yaml(
        new SafeConstructor(options), new Representer(style), style, options, onlyStrings);
  }

  private static Scenario scenario(Map<?, ?> document) {
    var cases = new ArrayList<Case>();
    map(needed(document, "tests"))
        .forEach((name, test) -> cases.add(test((String) name, map(test))));
    var title = text(document, document.containsKey("description") ? "description" : "comment");
    return new Scenario(
        title.isEmpty() ? cases.getFirst().name() : title,
        cases,
        OpenSpfZone.of(map(needed(document, "zonedata"))));
  }

  private static Case test(String name, Map<?, ?> test) {
    return new Case(
        name,
        text(test, "spec"),
        text(test, "helo"),
        text(test, "host"),
        text(test, "mailfrom"),
        list(needed(test, "result")),
        Optional.ofNullable(test.get("explanation")).map(Object::toString));
  }

  private static String text(Map<?, ?> map, String key) {
    var value = map.get(key);
    return value == null ? "" : String.join(", ", list(value)).strip();
  }

  private static Object needed(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  /// One string, or several.
  static List<String> list(Object value) {
    return value instanceof List<?> several
        ? several.stream().map(Object::toString).toList()
        : List.of(value.toString());
  }
}
