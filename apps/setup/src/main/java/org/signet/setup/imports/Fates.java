package org.signet.setup.imports;

import java.util.HashMap;
import java.util.Map;
import org.signet.foundation.text.Ascii;
import org.signet.setup.imports.Directives.Line;

/// What becomes of settings that nothing is taken from. The table is text: the names of settings; a
/// bar; `=` where there is nothing to do, `!` where a person should look; and the words.
final class Fates {
  private final String program;
  private final Map<String, Fate> fates = new HashMap<>();

  private record Fate(boolean isLost, String words) {}

  Fates(String program, String table) {
    this.program = program;
    table
        .lines()
        .forEach(
            line -> {
              var parts = line.split(" *\\| *", 2);
              var fate = new Fate(parts[1].startsWith("!"), parts[1].substring(2));
              for (var name : parts[0].split(" ", -1)) {
                fates.put(Ascii.toLower(name), fate);
              }
            });
  }

  /// Notes what becomes of a setting.
  void note(Line line, Draft draft) {
    var fate = fates.get(Ascii.toLower(line.name()));
    if (fate == null) {
      draft.warn(line.place(), line.said(), program + " has no such setting that is known here");
    } else if (fate.isLost() && isOff(line.value())) {
      draft.note(line.place(), line.said(), "nothing to do");
    } else if (fate.isLost()) {
      draft.warn(line.place(), line.said(), fate.words());
    } else {
      draft.note(line.place(), line.said(), fate.words() + "; nothing to do");
    }
  }

  private static boolean isOff(String value) {
    return value.equalsIgnoreCase("no")
        || value.equalsIgnoreCase("false")
        || value.equalsIgnoreCase("none")
        || value.equals("0");
  }
}
