package org.signet.guard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.signet.arc.ArcTrust;
import org.signet.foundation.text.Domain;

/// What an operator configures, as one tree: the comments here are the manual. Everything but
/// `domains` has a safe default.
///
/// ```toml
/// mode = "observe"
/// domains = ["example.org"]
/// authserv_ids = ["mx.example.org"]
/// ```
///
/// @param mode `mode`: `"observe"`, the default, judges, marks and logs what it would have done;
///     `"enforce"` does it
/// @param domains `domains`: ours, with all names below them; nobody else should be taken for them
/// @param ways `[ways]` and `authserv_ids`: by which ways mail comes. The ids are those under which
///     this host and others of its cluster write their results; by default the first domain
/// @param rules `[policy]`: what is done with mail from strangers
/// @param sealers `[[policy.sealer]]`: whose ARC seals are believed
/// @param whom `[protect]`: for whom nobody else should be taken
/// @param signing `[signing]`: who signs what we send
public record Configuration(
    Mode mode,
    List<Domain> domains,
    Ways ways,
    Rules rules,
    ArcTrust sealers,
    Protected whom,
    Signing signing) {
  public Configuration {
    domains = List.copyOf(domains);
    if (domains.isEmpty()) {
      throw new IllegalArgumentException("a guard guards a domain");
    }
  }

  /// Whether the guard does what it decides.
  public enum Mode {
    OBSERVE,
    ENFORCE
  }

  /// `[signing]`.
  ///
  /// @param keys `keys`: the folder in which `signet key rotate` keeps the keys; nothing is signed
  ///     without it
  /// @param rules `refuse_unowned`, and `[[signing.table]]` with `author` (an address or
  ///     `"@domain"`) and `by` (a list of domains)
  /// @param owners `[signing.owners]`: `table` (a file), `command` (a list of words), or
  ///     `socketmap` (`"unix:/path"` or `"inet:host:port"`) and `map`; and `seconds` to wait
  public record Signing(Optional<Path> keys, SigningRules rules, OwnersSource owners) {}

  /// What a file comes to.
  public sealed interface Reading {
    record Read(Configuration configuration) implements Reading {}

    /// It is wrong, here and there.
    record Wrong(List<ConfigProblem> problems) implements Reading {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  /// What holds without a file.
  public static Configuration of(Domain domain) {
    return new Configuration(
        Mode.OBSERVE,
        List.of(domain),
        Ways.of(domain.text()),
        Rules.usual(),
        ArcTrust.nobody(),
        new Protected(List.of(domain), List.of()),
        new Signing(Optional.empty(), SigningRules.usual(), new OwnersSource.NotKept()));
  }

  /// Reads the text of a file, in characters.
  public static Reading read(String file, String text) {
    return new ConfigurationReader(file, text).read();
  }
}
