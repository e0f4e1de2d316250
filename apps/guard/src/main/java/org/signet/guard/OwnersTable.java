package org.signet.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;
import org.signet.message.Idna;
import org.signet.message.ReversePath;

/// Who owns what, in a file: lines of a login and an address, or `@domain` for every address of
/// a domain. `#` begins a comment; a login may have many lines, and an address many logins. Logins
/// and local parts are compared without case, as mail stores do with their own.
public final class OwnersTable implements Owners {
  private record Owned(String localPart, Domain domain) {}

  private static final String ANY = "";

  private final Map<String, Set<Owned>> byLogin;

  private OwnersTable(Map<String, Set<Owned>> byLogin) {
    this.byLogin = byLogin;
  }

  /// What a file comes to.
  public sealed interface Reading {
    record Read(OwnersTable table) implements Reading {}

    record Wrong(ConfigProblem problem) implements Reading {}
  }

  /// Reads the text of a file.
  public static Reading read(String file, String text) {
    var byLogin = new HashMap<String, Set<Owned>>();
    int at = 0;
    for (var line : text.split("\n", -1)) {
      var words = content(line).strip().split("\\s+", -1);
      int place = at + content(line).lastIndexOf(words[words.length - 1]);
      at += line.length() + 1;
      if (words[0].isEmpty()) {
        continue;
      }
      if (words.length != 2) {
        return wrong(file, text, place, "a login and an address or @domain");
      }
      var owned = owned(words[1]);
      if (owned.isEmpty()) {
        return wrong(file, text, place, "an address or @domain");
      }
      byLogin.computeIfAbsent(Ascii.toLower(words[0]), _ -> new HashSet<>()).add(owned.get());
    }
    return new Reading.Read(new OwnersTable(byLogin));
  }

  private static Reading wrong(String file, String text, int at, String expected) {
    return new Reading.Wrong(new ConfigProblem(file, text, at, expected));
  }

  private static String content(String line) {
    int at = line.indexOf('#');
    return at < 0 ? line : line.substring(0, at);
  }

  private static Optional<Owned> owned(String word) {
    if (word.startsWith("@")) {
      return Idna.parse(word.substring(1)).optional().map(domain -> new Owned(ANY, domain));
    }
    return ReversePath.parse(word) instanceof ReversePath.Mailbox(var address)
        ? address.domain().map(domain -> new Owned(Ascii.toLower(address.localPart()), domain))
        : Optional.empty();
  }

  @Override
  public Ownership ask(String login, Address address) {
    var owned = byLogin.getOrDefault(Ascii.toLower(login), Set.of());
    return address
            .domain()
            .filter(
                domain ->
                    owned.contains(new Owned(ANY, domain))
                        || owned.contains(new Owned(Ascii.toLower(address.localPart()), domain)))
            .isPresent()
        ? new Ownership.Owns()
        : new Ownership.DoesNotOwn();
  }
}
