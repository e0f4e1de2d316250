package org.signet.dmarc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.signet.dns.Answer;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.testing.Suites;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The tables of the suite dmarc-tables: JSON, of which YAML is a superset.
final class Tables {
  private Tables() {}

  static Row read(String file) throws IOException {
    var folder = Suites.folder("dmarc-tables");
    assumeTrue(folder.isPresent(), "skipped, because the suite dmarc-tables is not there");
    var text = Files.readString(folder.get().resolve(file), StandardCharsets.UTF_8);
    return row(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
  }

  /// An object of a table.
  record Row(Map<String, Object> members) {
    boolean has(String name) {
      return members.containsKey(name);
    }

    String text(String name) {
      return Objects.requireNonNull(members.get(name), name).toString();
    }

    String text(String name, String otherwise) {
      return has(name) ? text(name) : otherwise;
    }

    boolean truth(String name) {
      return Boolean.TRUE.equals(members.get(name));
    }

    Row row(String name) {
      return Tables.row(members.getOrDefault(name, Map.of()));
    }

    List<Row> rows(String name) {
      return list(name).stream().map(Tables::row).toList();
    }

    List<String> texts(String name) {
      return list(name).stream().map(Object::toString).toList();
    }

    private List<?> list(String name) {
      return members.get(name) instanceof List<?> list ? list : List.of();
    }
  }

  private static Row row(Object value) {
    var members = new HashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> members.put(key.toString(), member));
      members.values().removeIf(Objects::isNull);
    }
    return new Row(members);
  }

  /// The zone of a table. Unlike zone text it may hold a record twice, as some tables do.
  static Resolver zone(Row zone) {
    var data = new HashMap<Domain, Row>();
    zone.members().keySet().forEach(name -> data.put(Domain.of(name), zone.row(name)));
    return new TableResolver(data);
  }

  private record TableResolver(Map<Domain, Row> data) implements Resolver {
    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      var row = data.get(name);
      var source = Answer.Source.direct(Security.UNCHECKED, Duration.ofHours(1));
      if (row != null && row.has("error")) {
        return new Answer.Failed<>(Cause.SERVFAIL, "the table says so");
      }
      if (row != null && type.equals(Type.TXT) && row.has("TXT")) {
        var records = new ArrayList<R>();
        row.texts("TXT").forEach(t -> records.add(type.data().cast(new Rdata.Txt(List.of(t)))));
        return new Answer.Found<>(name, records, source);
      }
      var exists = data.keySet().stream().anyMatch(each -> each.isWithin(name));
      return exists ? new Answer.NoData<>(name, source) : new Answer.NoSuchName<>(name, source);
    }
  }
}
