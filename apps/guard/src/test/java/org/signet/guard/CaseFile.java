package org.signet.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Cases that a postmaster can read: zone text, then one message a line, each with what is done
/// with it behind a `=>`. `#` at the start of a line begins a comment.
public record CaseFile(String title, List<Case> cases) {
  /// One line.
  public record Case(String question, String answer, String zone, int line) {}

  public static CaseFile read(String name) {
    return parse(name, text(name));
  }

  static CaseFile parse(String name, String text) {
    var cases = new ArrayList<Case>();
    var zone = new StringBuilder();
    var inZone = false;
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      int arrow = line.indexOf(" => ");
      if (line.equals("zone")) {
        zone.setLength(0);
        inZone = true;
      } else if (arrow >= 0) {
        inZone = false;
        var answer = line.substring(arrow + 4).strip();
        cases.add(new Case(line.substring(0, arrow).strip(), answer, zone.toString(), number));
      } else if (inZone && !line.startsWith("#")) {
        zone.append(line.strip()).append('\n');
      } else if (!line.startsWith("#") && !line.isBlank()) {
        throw new IllegalArgumentException(name + ":" + number + ": no case: " + line);
      }
    }
    return new CaseFile(text.lines().findFirst().orElseThrow().substring(2), cases);
  }

  private static String text(String name) {
    try (var in = CaseFile.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
