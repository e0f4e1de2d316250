package org.signet.setup.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.explain.Mark;
import org.signet.guard.Configuration;
import org.signet.store.StoreSettings;

/// Whether others on this host can change what the guard does, or read the password of its store.
public final class FileCheck {
  private static final String TOPIC = "files";

  private FileCheck() {}

  /// Of the configuration in this file.
  public static List<Finding> of(Path file, Configuration configuration) {
    var findings = new ArrayList<Finding>();
    if (letsOthers(PosixFilePermission.OTHERS_WRITE, file)) {
      findings.add(
          Finding.of(TOPIC, Mark.BAD, "Everybody on this host can change " + file + ".")
              .mend("chmod o-w " + file));
    }
    password(configuration)
        .filter(path -> letsOthers(PosixFilePermission.OTHERS_READ, path))
        .ifPresent(
            path ->
                findings.add(
                    Finding.of(
                            TOPIC,
                            Mark.BAD,
                            "Everybody on this host can read the password in " + path + ".")
                        .mend("chmod o= " + path + ", and choose another password")));
    return findings;
  }

  private static Optional<Path> password(Configuration configuration) {
    return configuration
        .keeping()
        .flatMap(
            keeping ->
                keeping.place() instanceof StoreSettings.Server(_, _, var file)
                    ? file
                    : Optional.empty());
  }

  private static boolean letsOthers(PosixFilePermission right, Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(right);
    } catch (IOException | UnsupportedOperationException _) {
      return false; // whoever reads it says so
    }
  }
}
