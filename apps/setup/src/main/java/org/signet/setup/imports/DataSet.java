package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.signet.setup.imports.Directives.Line;

/// A set of OpenDKIM: a list in the line itself, a file, or something that cannot be read from here
/// (opendkim(8), DATA SETS).
///
/// @param isPatterns whether names are patterns with `*`, tried in order (`refile:`)
record DataSet(List<Line> lines, boolean isPatterns) {
  private static final Set<String> ELSEWHERE =
      Set.of("db", "dsn", "ldap", "lua", "socket", "erlang", "memcache", "mdb");

  DataSet {
    lines = List.copyOf(lines);
  }

  /// The set that a line names. What cannot be read is noted, and empty.
  static DataSet of(Line line, Draft draft) {
    var value = line.value();
    int colon = value.indexOf(':');
    var kind = value.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
    var rest = value.substring(colon + 1).strip();
    if (kind.equals("file") || kind.equals("refile")) {
      return file(rest, line, draft, kind.equals("refile"));
    }
    if (ELSEWHERE.contains(kind)) {
      draft.warn(line.place(), line.said(), "a " + kind + " set is not read; write it to a file");
      return new DataSet(List.of(), false);
    }
    if (kind.equals("csl")) {
      return list(rest, line);
    }
    return value.startsWith("/") || value.startsWith("./") || value.startsWith("../")
        ? file(value, line, draft, false)
        : list(value, line);
  }

  private static DataSet file(String file, Line line, Draft draft, boolean isPatterns) {
    var lines =
        draft
            .text(file, line.place(), line.said())
            .map(text -> Directives.of(file, text))
            .orElse(List.of());
    return new DataSet(lines, isPatterns);
  }

  private static DataSet list(String list, Line line) {
    var lines = new ArrayList<Line>();
    for (int from = 0; from <= list.length() && lines.size() < Directives.MOST_LINES; ) {
      int end = list.indexOf(',', from);
      end = end < 0 ? list.length() : end;
      var entry = list.substring(from, end).strip();
      int equals = entry.indexOf('=');
      var name = equals < 0 ? entry : entry.substring(0, equals).strip();
      if (!name.isEmpty()) {
        var value = equals < 0 ? "" : entry.substring(equals + 1).strip();
        lines.add(new Line(line.place(), name, value));
      }
      from = end + 1;
    }
    return new DataSet(lines, false);
  }
}
