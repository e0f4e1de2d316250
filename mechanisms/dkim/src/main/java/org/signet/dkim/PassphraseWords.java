package org.signet.dkim;

import java.nio.charset.StandardCharsets;

/// The passphrase, or why there is none.
sealed interface PassphraseWords {
  record Known(String words) implements PassphraseWords {}

  record Unknown(KeyProblem why) implements PassphraseWords {}

  /// Octets of a passphrase file that are read.
  int MOST_OCTETS = 1024;

  static PassphraseWords of(Passphrase passphrase, KeyAccess access) {
    return switch (passphrase) {
      case Passphrase.None() -> new Unknown(new KeyProblem.PassphraseMissing());
      case Passphrase.Variable(var name, var environment) -> {
        var words = environment.get(name);
        yield words == null || words.isEmpty()
            ? new Unknown(new KeyProblem.PassphraseUnset(name))
            : new Known(words);
      }
      case Passphrase.InFile(var file) ->
          switch (SecretFile.read(file, access, MOST_OCTETS)) {
            case SecretFile.Content(var text) -> new Known(firstLine(text));
            case SecretFile.Closed(var why) ->
                new Unknown(new KeyProblem.PassphraseFile(file, why));
          };
      case Passphrase.Asked(var prompt) ->
          prompt
              .get()
              .<PassphraseWords>map(Known::new)
              .orElseGet(() -> new Unknown(new KeyProblem.PassphraseMissing()));
    };
  }

  private static String firstLine(String text) {
    var line = text.lines().findFirst().orElse("");
    return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
