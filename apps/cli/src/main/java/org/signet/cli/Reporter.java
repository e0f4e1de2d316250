package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Prints what became of each input, and keeps count.
final class Reporter {
  private final Screen out;
  private final PrintStream err;
  private final boolean isDebugging;
  private final Function<Judged.Letter, String> form;
  private final Map<Exit, Integer> counts = new EnumMap<>(Exit.class);

  /// @param form what is printed for a message
  Reporter(Surroundings surroundings, Function<Judged.Letter, String> form) {
    out = new Screen(surroundings.out());
    err = new PrintStream(surroundings.err(), true, UTF_8);
    isDebugging = surroundings.isDebugging();
    this.form = form;
  }

  /// Tells one; answers whether anybody still listens.
  boolean tell(Judged judged) {
    counts.merge(judged.exit(), 1, Integer::sum);
    switch (judged) {
      case Judged.Letter letter -> out.print(form.apply(letter));
      case Judged.Unreadable(var name, var why) ->
          err.println("signet: cannot read " + Shown.name(name) + ": " + why);
      case Judged.Bug(var name, var thrown) -> {
        err.println("signet: a bug in Signet at " + Shown.name(name) + ": " + thrown);
        if (isDebugging) {
          thrown.printStackTrace(err);
        }
      }
    }
    return !out.isGone();
  }

  /// Tells how many of which kind there were.
  void tellCounts() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    var parts = new ArrayList<String>();
    part(parts, Exit.GOOD, "good");
    part(parts, Exit.FAILED, "failed");
    part(parts, Exit.UNDETERMINED, "undetermined");
    part(parts, Exit.UNREADABLE, "unreadable");
    part(parts, Exit.BUG, "met a bug");
    out.print(all + " inputs: " + String.join(", ", parts) + ".\n");
  }

  private void part(List<String> parts, Exit exit, String word) {
    int count = counts.getOrDefault(exit, 0);
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }

  /// How the command ends.
  Exit exit() throws CommandFailure {
    out.check();
    return counts.keySet().stream().reduce(Exit.GOOD, Exit::and);
  }
}
