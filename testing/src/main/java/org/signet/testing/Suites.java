package org.signet.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The suites that nobody here wrote: folders beside the project, found through the system property
/// `signet.suites`. Where they are absent a test skips, visibly.
public final class Suites {
  private Suites() {}

  /// The folder of a suite, such as `spf-openspf`.
  public static Optional<Path> folder(String suite) {
    return Optional.ofNullable(System.getProperty("signet.suites"))
        .map(root -> Path.of(root, suite))
        .filter(Files::isDirectory);
  }
}
