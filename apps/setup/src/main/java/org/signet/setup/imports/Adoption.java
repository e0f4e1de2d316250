package org.signet.setup.imports;

import org.signet.foundation.text.Domain;

/// A private key that can be taken over.
///
/// @param file its name, as the other program's configuration has it
public record Adoption(Domain domain, Domain selector, String file) {
  /// Where the packages keep keys.
  static final String FOLDER = "/var/lib/signet/keys";

  /// The command that takes it over.
  public String command() {
    return "signet key rotate --keys "
        + FOLDER
        + " --domain "
        + domain
        + " --selector "
        + selector
        + " --adopt "
        + quoted(file);
  }

  /// For a shell.
  private static String quoted(String word) {
    return word.matches("[\\w./@%+:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
