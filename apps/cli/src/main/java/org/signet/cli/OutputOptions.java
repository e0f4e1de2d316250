package org.signet.cli;

import picocli.CommandLine.Option;

/// How text for people looks.
final class OutputOptions {
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

  Page page(Surroundings surroundings) {
    return new Page(size(surroundings), isColored(surroundings));
  }

  private boolean isColored(Surroundings surroundings) {
    return switch (color) {
      case always -> true;
      case never -> false;
      case auto -> surroundings.showsColors();
    };
  }

  /// For columns, COLUMNS counts before what the terminal says. Text for another program is not
  /// wrapped.
  private static TerminalSize size(Surroundings surroundings) {
    int told = TerminalSize.number(surroundings.variable("COLUMNS"));
    if (!surroundings.outIsTerminal()) {
      return told > 0 ? TerminalSize.BOUNDLESS.withColumns(told) : TerminalSize.BOUNDLESS;
    }
    var seen = surroundings.size().get();
    return told > 0 ? seen.withColumns(told) : seen;
  }
}
