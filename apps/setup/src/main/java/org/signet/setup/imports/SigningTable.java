package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.ReversePath;
import org.signet.setup.imports.Directives.Line;

/// Turns a SigningTable and a KeyTable of OpenDKIM into ours: who signs for which author.
///
/// Without a table of ours a domain signs for its own authors. So where a domain has one line, and
/// it says just that, none is written; otherwise the lines of a domain are written in the order in
/// which OpenDKIM tries them, and at the end that nobody signs for other authors of it.
final class SigningTable {
  private static final String EVERY = "*";

  private final Draft draft;
  private final Map<String, Line> keys;
  private final boolean takesAll;

  /// Of each domain, who signs for whom: a local part, or `*`.
  private final Map<Domain, Map<String, Set<Domain>>> authors = new LinkedHashMap<>();

  /// @param keys of the KeyTable, by names in lower case
  /// @param takesAll whether every line that fits signs, and not the first alone
  SigningTable(Draft draft, Map<String, Line> keys, boolean takesAll) {
    this.draft = draft;
    this.keys = keys;
    this.takesAll = takesAll;
  }

  void read(DataSet table) {
    for (var line : table.lines()) {
      var name = table.isPatterns() ? line.name() : pattern(line.name());
      line(line, name, table.isPatterns());
    }
    for (var one : authors.entrySet()) {
      // A table that is no list of patterns tries whole addresses first.
      write(one.getKey(), one.getValue(), table.isPatterns());
    }
  }

  /// What a name in a table of another kind comes to as a pattern.
  private static String pattern(String name) {
    if (name.equals(EVERY) || name.contains("@") || name.contains(EVERY)) {
      return name;
    }
    return name.startsWith(".") ? "*@*" + name : "*@" + name;
  }

  private void line(Line line, String pattern, boolean isPatterns) {
    int at = pattern.lastIndexOf('@');
    var local = pattern.substring(0, Math.max(0, at));
    var host = pattern.substring(at + 1);
    var isEverybody = pattern.equals(EVERY) || pattern.equals("*@*");
    if (isEverybody) {
      draft.warn(
          line.place(),
          line.said(),
          "Signet signs for authors of domains that have keys, never for all; list your domains");
    } else if (at < 0 || (!isPatterns && line.name().startsWith("*@"))) {
      draft.warn(line.place(), line.said(), "this fits no address");
      return;
    } else if (local.equals(EVERY) && host.startsWith("*.")) {
      draft.note(
          line.place(),
          line.said(),
          "a domain without a key of its own is signed for by the nearest one above it");
      host = host.substring(2);
    } else if (host.contains(EVERY) || (local.contains(EVERY) && !local.equals(EVERY))) {
      draft.warn(line.place(), line.said(), "patterns within a name have no equivalent");
      return;
    } else {
      author(line, local, host);
      return;
    }
    key(line, isEverybody ? Optional.empty() : Draft.domainOf(host));
  }

  private void author(Line line, String local, String host) {
    var domain = Names.domain(draft, line.place(), line.said(), host);
    if (domain.isEmpty()) {
      return;
    }
    if (!local.equals(EVERY) && !isAddress(local, domain.get())) {
      draft.warn(line.place(), line.said(), "this is no address");
      return;
    }
    var signer = key(line, domain);
    if (signer.isEmpty()) {
      return;
    }
    draft.domain(domain.get());
    var all = authors.computeIfAbsent(domain.get(), _ -> new LinkedHashMap<>());
    var isLate = !takesAll && (all.containsKey(EVERY) || all.containsKey(local));
    if (isLate && !(all.containsKey(EVERY) && !local.equals(EVERY))) {
      draft.note(line.place(), line.said(), "an earlier line fits, and so this one never counts");
    }
    if (takesAll || !all.containsKey(local)) {
      all.computeIfAbsent(local, _ -> new LinkedHashSet<>()).add(signer.get());
    }
  }

  private static boolean isAddress(String local, Domain domain) {
    return ReversePath.parse(local + "@" + domain.text()) instanceof ReversePath.Mailbox(var one)
        && one.localPart().equals(local)
        && one.domain().equals(Optional.of(domain));
  }

  /// Adopts the key of a line, and answers whose it is.
  ///
  /// @param author the domain of the authors, where the line names one
  private Optional<Domain> key(Line line, Optional<Domain> author) {
    int colon = line.value().indexOf(':');
    var name = (colon < 0 ? line.value() : line.value().substring(0, colon)).strip();
    var wanted = name.equals("%") ? author.map(Domain::text).orElse(name) : name;
    var key = keys.get(Ascii.toLower(wanted));
    if (key == null) {
      draft.warn(line.place(), line.said(), "the KeyTable has no such key");
      return Optional.empty();
    }
    var parts = List.of(key.value().split(":", 3));
    if (parts.size() < 3) {
      draft.warn(key.place(), key.said(), "expected domain, selector and file");
      return Optional.empty();
    }
    var isAuthors = parts.get(0).strip().equals("%");
    var domain = isAuthors ? author : Draft.domainOf(parts.get(0).strip());
    var selector = Draft.domainOf(parts.get(1).strip());
    if (domain.isEmpty() || selector.isEmpty()) {
      draft.warn(
          key.place(), key.said(), isAuthors ? "adopt the key of each domain" : "no such domain");
      return domain;
    }
    draft.domain(domain.get());
    adopt(key, domain.get(), selector.get(), parts.get(2).strip(), author);
    return domain;
  }

  private void adopt(
      Line key, Domain domain, Domain selector, String secret, Optional<Domain> author) {
    if (secret.startsWith("/") || secret.startsWith("./") || secret.startsWith("../")) {
      var file = secret.replace("%", author.orElse(domain).text());
      draft.key(new Adoption(domain, selector, file));
    } else {
      draft.warn(
          key.place(),
          key.name(),
          "the key itself stands in the table; write it to a file that others cannot read, and"
              + " adopt that");
    }
  }

  private void write(Domain domain, Map<String, Set<Domain>> all, boolean inOrder) {
    if (all.equals(Map.of(EVERY, Set.of(domain)))) {
      return;
    }
    var every = all.getOrDefault(EVERY, Set.of());
    var isPast = false;
    for (var one : all.entrySet()) {
      isPast |= one.getKey().equals(EVERY);
      if (one.getKey().equals(EVERY) || (isPast && inOrder && !takesAll)) {
        continue;
      }
      var signers = new LinkedHashSet<>(one.getValue());
      if (takesAll) {
        signers.addAll(every);
      }
      draft.signing(one.getKey() + "@" + domain, new ArrayList<>(signers));
    }
    draft.signing("@" + domain, new ArrayList<>(every));
  }
}
