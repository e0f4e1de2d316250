package org.signet.dkim;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where the passphrase of an encrypted key comes from. It is asked for only where a key is
/// encrypted.
public sealed interface Passphrase {
  /// Nowhere.
  record None() implements Passphrase {}

  /// A variable of the environment.
  record Variable(String name, Map<String, String> environment) implements Passphrase {
    @Override
    public String toString() {
      return "Variable[" + name + "]";
    }
  }

  /// The first line of a file, of which the rules for key files hold too.
  record InFile(Path file) implements Passphrase {}

  /// A person; empty where there is nobody to ask.
  record Asked(Supplier<Optional<String>> prompt) implements Passphrase {}
}
