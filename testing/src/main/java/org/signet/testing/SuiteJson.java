package org.signet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A value in a suite's JSON file (read as YAML, of which JSON is a part).
public final class SuiteJson {
  private final Object value;

  private SuiteJson(Object value) {
    this.value = value;
  }

  public static SuiteJson read(Path file) throws IOException {
    var options = new LoaderOptions();
    options.setCodePointLimit(1 << 26);
    return new SuiteJson(new Yaml(new SafeConstructor(options)).load(Files.readString(file)));
  }

  /// The member of an object; empty where it is not there or null.
  public Optional<SuiteJson> at(String name) {
    return value instanceof Map<?, ?> map
        ? Optional.ofNullable(map.get(name)).map(SuiteJson::new)
        : Optional.empty();
  }

  /// The members of an array; none where it is none.
  public List<SuiteJson> list() {
    return value instanceof List<?> list ? list.stream().map(SuiteJson::new).toList() : List.of();
  }

  /// The members of an object by their names; none where it is none.
  public Map<String, SuiteJson> members() {
    var members = new LinkedHashMap<String, SuiteJson>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), new SuiteJson(member)));
    }
    return members;
  }

  /// The text of a string, or a number's.
  public String text() {
    return String.valueOf(value);
  }

  /// The text of a member, empty where it is not there or null.
  public String text(String name) {
    return at(name).map(SuiteJson::text).orElse("");
  }

  public int number() {
    return Integer.parseInt(text());
  }

  @Override
  public String toString() {
    return text();
  }
}
