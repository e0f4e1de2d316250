package org.signet.cli;

import java.util.OptionalInt;
import org.signet.foundation.explain.TextRenderer;
import picocli.CommandLine.Option;

/// How text for people looks.
final class OutputOptions {
  /// Columns of a terminal that does not say.
  private static final int USUAL_COLUMNS = 80;

  /// When colours are used.
  enum Color {
    auto,
    always,
    never
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "Colours: auto (the default), always or never. auto: on a terminal, unless NO_COLOR is"
              + " set or TERM is dumb.")
  private Color color = Color.auto;

  TextRenderer renderer(Surroundings surroundings) {
    return new TextRenderer(width(surroundings), isColored(surroundings));
  }

  private boolean isColored(Surroundings surroundings) {
    return switch (color) {
      case always -> true;
      case never -> false;
      case auto -> surroundings.showsColors();
    };
  }

  /// What COLUMNS says, otherwise the terminal; text for another program is not wrapped.
  private static int width(Surroundings surroundings) {
    var told = Surroundings.columns(surroundings.variable("COLUMNS"));
    if (told.isPresent()) {
      return told.getAsInt();
    }
    if (!surroundings.outIsTerminal()) {
      return Integer.MAX_VALUE;
    }
    OptionalInt seen = surroundings.columns().get();
    return seen.orElse(USUAL_COLUMNS);
  }
}
