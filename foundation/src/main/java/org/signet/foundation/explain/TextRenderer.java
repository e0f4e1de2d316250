package org.signet.foundation.explain;

/// An explanation as an indented list for a terminal of a given width, one line per sentence,
/// wrapped at blanks, with the clause in parentheses behind it.
///
/// @param width columns, at least 40
/// @param colored whether marks and clauses carry ANSI colours
public record TextRenderer(int width, boolean colored) {
  private static final int NARROWEST = 40;
  private static final String RESET = "\u001b[0m";
  private static final String FAINT = "\u001b[2m";

  public TextRenderer {
    width = Math.max(NARROWEST, width);
  }

  public String render(Explanation explanation) {
    var out = new StringBuilder(1024);
    write(out, explanation, 0);
    return out.toString();
  }

  private void write(StringBuilder out, Explanation explanation, int depth) {
    var mark = explanation.mark();
    out.append("  ".repeat(depth)).append(paint(color(mark), mark.sign())).append(' ');
    wrap(out, explanation, 2 * depth + 2);
    explanation.because().forEach(reason -> write(out, reason, depth + 1));
  }

  private void wrap(StringBuilder out, Explanation explanation, int indent) {
    int column = indent;
    for (var word : explanation.sentence().split(" ", -1)) {
      column = place(out, word, word.length(), column, indent);
    }
    if (explanation.clause().isPresent()) {
      var cited = "(" + explanation.clause().get() + ")";
      column = place(out, paint(FAINT, cited), cited.length(), column, indent);
    }
    out.append('\n');
  }

  /// Puts a word on this line or the next and answers the column behind it.
  private int place(StringBuilder out, String word, int length, int column, int indent) {
    if (column > indent && column + 1 + length > width) {
      out.append('\n').append(" ".repeat(indent));
      column = indent;
    }
    if (column > indent) {
      out.append(' ');
      column++;
    }
    out.append(word);
    return column + length;
  }

  private String paint(String color, String text) {
    return colored && !color.isEmpty() ? color + text + RESET : text;
  }

  private static String color(Mark mark) {
    return switch (mark) {
      case GOOD -> "\u001b[32m";
      case BAD -> "\u001b[31m";
      case WARN -> "\u001b[33m";
      case UNKNOWN -> "\u001b[36m";
      case NOTE -> "";
    };
  }
}
