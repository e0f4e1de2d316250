package org.signet.setup.imports;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;
import org.signet.message.Idna;

/// A configuration of ours while it is gathered from others.
final class Draft {
  private final Texts texts;
  private final Set<String> named;
  private final Set<Domain> domains = new LinkedHashSet<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final Set<String> servers = new LinkedHashSet<>();
  private final Set<Network> own = new LinkedHashSet<>();
  private final Map<String, String> daemons = new LinkedHashMap<>();
  private final Set<Domain> sealers = new LinkedHashSet<>();
  private final Map<String, List<Domain>> table = new LinkedHashMap<>();
  private boolean holds;
  private final Set<Adoption> keys = new LinkedHashSet<>();
  private final Set<Notice> notices = new LinkedHashSet<>();

  /// @param named the files that are read, as they were named
  Draft(Texts texts, Set<String> named) {
    this.texts = texts;
    this.named = named;
  }

  void note(Place place, String said, String words) {
    notices.add(new Notice(Mark.NOTE, place, said, words));
  }

  void warn(Place place, String said, String words) {
    notices.add(new Notice(Mark.WARN, place, said, words));
  }

  /// The text of a file; where it cannot be read, that is noted for who named it.
  Optional<String> text(String file, Place from, String said) {
    return switch (texts.read(file)) {
      case Texts.Content.Text(var text) -> Optional.of(text);
      case Texts.Content.Closed(var why) -> {
        warn(from, said, file + " cannot be read: " + why);
        yield Optional.empty();
      }
    };
  }

  /// Whether there is a file that nobody has named on the command line.
  boolean isLeftOut(String file) {
    return !named.contains(file) && texts.read(file) instanceof Texts.Content.Text;
  }

  /// The text of a file that was named on the command line.
  Optional<String> text(String file) {
    return text(file, new Place(file, 1), "the file");
  }

  /// A domain in a text, if it can be one of ours.
  static Optional<Domain> domainOf(String text) {
    return Idna.parseUnicode(text)
        .optional()
        .filter(domain -> domain.isMailName() && !domain.isRoot());
  }

  void domain(Domain domain) {
    domains.add(domain);
  }

  /// Our name in Authentication-Results; answers whether it can be one (RFC 8601 §2.2).
  boolean id(String id) {
    var isOne = !id.isEmpty() && id.chars().allMatch(c -> c > ' ' && c <= '~' && c != ';');
    if (isOne) {
      ids.add(id);
    }
    return isOne;
  }

  void server(String address) {
    servers.add(address);
  }

  void own(Network network) {
    own.add(network);
  }

  void submission(String daemon) {
    daemons.put(daemon, "submission");
  }

  void sealer(Domain domain) {
    sealers.add(domain);
  }

  /// Which domains sign for an author, where the table has no line for him yet.
  ///
  /// @param author an address, or a domain behind an @
  void signing(String author, List<Domain> by) {
    table.putIfAbsent(author, List.copyOf(by));
  }

  void hold() {
    holds = true;
  }

  void key(Adoption key) {
    keys.add(key);
  }

  Imported finished(List<Program.Source> sources) {
    return new Imported(toml(sources), List.copyOf(keys), List.copyOf(notices));
  }

  /// A single host without the number of its bits.
  private static String shown(Network network) {
    var host = network.address();
    return network.equals(Network.of(host.toString())) ? host.toString() : network.toString();
  }

  private String toml(List<Program.Source> sources) {
    var toml = new TomlText();
    toml.comment(
        sources.stream()
            .map(source -> source.program().title() + ": " + source.file())
            .collect(Collectors.joining(", ", "From ", ".")));
    toml.comment("Signet only observes until this says \"enforce\".");
    toml.value("mode", "observe");
    if (domains.isEmpty()) {
      toml.comment("Write your domains here: [\"example.org\"].");
    }
    toml.values("domains", domains.stream().map(Domain::text).toList());
    toml.some("authserv_ids", ids);
    toml.section("dns", servers.isEmpty()).some("servers", servers);
    toml.section("ways", own.isEmpty()).some("own", own.stream().map(Draft::shown).toList());
    toml.section("ways.daemons", daemons.isEmpty());
    daemons.forEach(toml::value);
    if (holds) {
      toml.section("policy", false).value("quarantine", "hold");
    }
    for (var sealer : sealers) {
      toml.section("[policy.sealer]", false).value("domain", sealer.text());
    }
    toml.section("signing", keys.isEmpty() && table.isEmpty());
    if (!keys.isEmpty()) {
      toml.value("keys", Adoption.FOLDER);
    }
    table.forEach(
        (author, by) -> {
          toml.section("[signing.table]", false).value("author", author);
          toml.values("by", by.stream().map(Domain::text).toList());
        });
    return toml.toString();
  }
}
