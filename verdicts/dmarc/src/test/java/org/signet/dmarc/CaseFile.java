package org.signet.dmarc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signet.dns.zone.Zone;

/// Cases that a postmaster can read: zone text, then questions about it, each with the answer
/// behind a `=>`. A new `zone` forgets the one before; `#` begins a comment.
record CaseFile(String title, List<Case> cases) {
  /// One line.
  record Case(String question, String answer, Zone zone, int line) {}

  static CaseFile read(String name) {
    var text = text(name);
    var cases = new ArrayList<Case>();
    var zone = new StringBuilder();
    var inZone = false;
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.equals("zone")) {
        zone.setLength(0);
        inZone = true;
      } else if (line.contains(" => ")) {
        inZone = false;
        int arrow = line.indexOf(" => ");
        var question = line.substring(0, arrow).strip();
        var answer = withoutComment(line.substring(arrow + 4)).strip();
        cases.add(new Case(question, answer, Zone.of(zone.toString()), number));
      } else if (inZone && !line.strip().startsWith("#")) {
        zone.append(line.strip()).append('\n');
      } else if (!withoutComment(line).isBlank()) {
        throw new IllegalArgumentException(name + ":" + number + ": no case: " + line);
      }
    }
    return new CaseFile(text.lines().findFirst().orElseThrow().substring(2), cases);
  }

  private static String withoutComment(String text) {
    int at = text.indexOf('#');
    return at < 0 ? text : text.substring(0, at);
  }

  private static String text(String name) {
    try (var in = CaseFile.class.getResourceAsStream("cases/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
