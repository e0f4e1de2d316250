package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.signet.setup.imports.Directives.Line;
import org.signet.setup.imports.Ucl.Entry;

/// A list that a setting of rspamd holds, or the file that it names.
final class RspamdMap {
  /// Folders by the names that rspamd has for them.
  private static final Pattern FOLDER = Pattern.compile("\\$\\{?(LOCAL_CONFDIR|CONFDIR|DBDIR)\\}?");

  private RspamdMap() {}

  /// The lines of a map, each a key and perhaps a value.
  static List<Line> lines(Draft draft, String file, Entry entry) {
    var lines = new ArrayList<Line>();
    var place = Rspamd.place(file, entry);
    for (var text : entry.value().texts().toList()) {
      var name = path(text);
      if (name.startsWith("/")) {
        draft
            .text(name, place, Rspamd.said(entry))
            .ifPresent(content -> lines.addAll(Directives.of(name, content)));
      } else if (text.contains("://")) {
        draft.warn(place, Rspamd.said(entry), "what stands elsewhere is not read");
      } else if (!text.isBlank()) {
        lines.add(new Line(place, text.strip(), ""));
      }
    }
    return lines;
  }

  static List<String> keys(Draft draft, String file, Entry entry) {
    return lines(draft, file, entry).stream().map(Line::name).toList();
  }

  /// The name of a file, with the folders that Debian has.
  static String path(String text) {
    var plain = text.startsWith("file://") ? text.substring("file://".length()) : text;
    return FOLDER
        .matcher(plain)
        .replaceAll(found -> found.group(1).equals("DBDIR") ? "/var/lib/rspamd" : "/etc/rspamd");
  }
}
