package org.signet.testing.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The table of rooms in ARCHITECTURE.md, in its order: floors upwards, and each from the left.
record Plan(List<Room> rooms) {
  private static final Pattern ROW = Pattern.compile("\\| ([0-9–]) \\|.*\\|");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  static Plan read(Path architecture) throws IOException {
    return new Plan(
        Files.readAllLines(architecture).stream()
            .filter(line -> ROW.matcher(line).matches())
            .map(Plan::room)
            .toList());
  }

  private static Room room(String row) {
    var cells = row.split("\\|", -1);
    return new Room(
        cells[1].strip().replace("–", ""),
        words(cells[2]).getFirst(),
        words(cells[3]).getFirst(),
        words(cells[5]),
        words(cells[6]));
  }

  private static List<String> words(String cell) {
    return WORD.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  Room room(String name, String user) {
    return rooms.stream()
        .filter(room -> room.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(user + " uses a room that is not there: " + name));
  }

  /// Every room that a room may use: its arrows, and theirs.
  Set<String> allowed(Room room) {
    var allowed = new LinkedHashSet<String>();
    var next = new ArrayList<>(room.uses());
    while (!next.isEmpty()) {
      var name = next.removeFirst();
      if (allowed.add(name)) next.addAll(room(name, room.name()).uses());
    }
    return allowed;
  }
}
