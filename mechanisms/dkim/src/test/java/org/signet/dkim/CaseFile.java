package org.signet.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A file of rows `what -> outcome` under headings; `\r`, `\n`, `\t`, `\\` and `\x80` in a row
/// stand for octets.
record CaseFile(String first, List<Section> sections) {
  record Section(String title, List<Row> rows) {}

  record Row(String what, String outcome) {}

  static CaseFile read(String name) throws IOException {
    try (var in = Objects.requireNonNull(CaseFile.class.getResourceAsStream(name))) {
      var first = "";
      var sections = new ArrayList<Section>();
      for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        int arrow = line.lastIndexOf("->");
        if (line.startsWith("# RFC")) {
          sections.add(new Section(line.substring(2), new ArrayList<>()));
        } else if (line.startsWith("field")) {
          first = line.substring(5).strip();
        } else if (!line.startsWith("#") && arrow > 0) {
          var what = octets(line.substring(0, arrow).stripTrailing());
          sections.getLast().rows.add(new Row(what, line.substring(arrow + 2).strip()));
        }
      }
      return new CaseFile(first, sections);
    }
  }

  private static String octets(String text) {
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) != '\\') {
        out.append(text.charAt(i++));
      } else if (text.charAt(i + 1) == 'x') {
        out.append((char) Integer.parseInt(text, i + 2, i + 4, 16));
        i += 4;
      } else {
        out.append(
            switch (text.charAt(i + 1)) {
              case 'r' -> '\r';
              case 'n' -> '\n';
              case 't' -> '\t';
              default -> text.charAt(i + 1);
            });
        i += 2;
      }
    }
    return out.toString();
  }
}
