package org.signet.setup.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.signet.foundation.explain.Mark;

/// Whether the clock can be right: signatures and exemptions have an end, keys an age.
public final class ClockCheck {
  private static final String TOPIC = "clock";
  private static final Duration SLACK = Duration.ofHours(1);

  /// Where programs that keep the time leave their traces.
  private static final List<String> KEEPERS =
      List.of(
          "/run/systemd/timesync/synchronized",
          "/run/chrony/chronyd.pid",
          "/run/ntpd.pid",
          "/run/openntpd.pid");

  private ClockCheck() {}

  /// No clock is right that is behind the time of a file.
  ///
  /// @param witnesses files that were written lately
  public static Finding of(Instant now, List<Path> witnesses) {
    for (var file : witnesses) {
      try {
        var written = Files.getLastModifiedTime(file).toInstant();
        if (written.isAfter(now.plus(SLACK))) {
          return Finding.of(
                  TOPIC, Mark.BAD, "It is " + now + ", but " + file + " is of " + written + ".")
              .mend("timedatectl set-ntp true");
        }
      } catch (IOException _) {
        // It says nothing.
      }
    }
    return KEEPERS.stream().map(Path::of).anyMatch(Files::exists)
        ? Finding.of(TOPIC, Mark.GOOD, "A program keeps the clock right.")
        : Finding.of(TOPIC, Mark.UNKNOWN, "Whether anything keeps the clock right is not known.")
            .mend("timedatectl says it");
  }
}
