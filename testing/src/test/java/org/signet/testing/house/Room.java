package org.signet.testing.house;

import java.util.List;

/// A room as ARCHITECTURE.md has it: a row of its table.
///
/// @param floor 0 to 5; empty for what is not shipped
record Room(String floor, String name, String folder, List<String> uses, List<String> libraries) {
  /// Whether others build upon it, and so a Java module.
  boolean isLibrary() {
    return floor.matches("[0-4]") || name.equals("jakarta");
  }

  String module() {
    return "org.signet." + name;
  }

  String artifact() {
    return "signet-" + name;
  }
}
