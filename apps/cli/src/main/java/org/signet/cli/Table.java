package org.signet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of short texts below their headings. Where the page is too narrow for them, each row is a
/// block of lines, a heading and its text on each.
final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  void row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException("a cell for each heading");
    }
    rows.add(List.copyOf(cells));
  }

  /// The table for a page of that many columns.
  String show(int columns) {
    var widths =
        IntStream.range(0, headings.size())
            .map(
                i ->
                    rows.stream()
                        .mapToInt(row -> row.get(i).length())
                        .reduce(headings.get(i).length(), Math::max))
            .toArray();
    int width = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    return width <= columns ? sideBySide(widths) : oneBelowTheOther();
  }

  private String sideBySide(int[] widths) {
    var out = new StringBuilder();
    line(out, headings, widths);
    rows.forEach(row -> line(out, row, widths));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - cell.length()));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private String oneBelowTheOther() {
    int width = headings.stream().mapToInt(String::length).max().orElse(0);
    var out = new StringBuilder();
    for (var row : rows) {
      out.append(out.isEmpty() ? "" : "\n");
      for (int i = 0; i < headings.size(); i++) {
        var heading = headings.get(i);
        var line = heading + " ".repeat(width - heading.length()) + GAP + row.get(i);
        out.append(line.stripTrailing()).append('\n');
      }
    }
    return out.toString();
  }
}
