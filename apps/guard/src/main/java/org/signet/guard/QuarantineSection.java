package org.signet.guard;

import java.time.Duration;
import java.util.Optional;
import org.signet.guard.Configuration.Holding;

/// Reads `[quarantine]`.
final class QuarantineSection {
  private static final long MOST_DAYS = 3_650;

  private QuarantineSection() {}

  static Holding read(TomlSection section) {
    var hasRule = section.flag("rule");
    var days = section.number("days", "days", MOST_DAYS);
    var deletes = section.value("expired", "\"report\" or \"delete\"", QuarantineSection::deletes);
    var postfix = section.value("postfix", "a folder", ConfigurationValues::path);
    section.end();
    return new Holding(
        hasRule,
        days.map(Duration::ofDays).orElse(Holding.usual().age()),
        deletes.orElse(false),
        postfix);
  }

  private static Optional<Boolean> deletes(String word) {
    return switch (word) {
      case "report" -> Optional.of(false);
      case "delete" -> Optional.of(true);
      default -> Optional.empty();
    };
  }
}
