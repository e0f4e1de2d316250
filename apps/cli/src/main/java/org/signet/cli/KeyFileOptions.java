package org.signet.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyExplainer;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyProblem;
import org.signet.dkim.KeyReading;
import org.signet.dkim.Passphrase;
import org.signet.dkim.SecretFile;
import org.signet.dkim.SigningKey;
import org.signet.dkim.WeakKeys;
import picocli.CommandLine.Option;

/// How a file with a private key is read.
final class KeyFileOptions {
  /// The group in which the packaged daemon runs.
  private static final String DAEMON_GROUP = "signet";

  @Option(
      names = "--passphrase-file",
      paramLabel = "PASSPHRASE",
      description = "Where the key is encrypted: a file whose first line opens it.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--passphrase-env",
      paramLabel = "VARIABLE",
      description = "Where the key is encrypted: the variable that holds what opens it.")
  private Optional<String> passphraseVariable = Optional.empty();

  @Option(
      names = "--key-group",
      paramLabel = "GROUP",
      description =
          "A group that may read key files, beside the one this runs in and signet; repeatable.")
  private List<String> groups = List.of();

  KeyAccess access() {
    Set<String> all = new HashSet<>(groups);
    all.add(DAEMON_GROUP);
    return KeyAccess.system(all);
  }

  KeyReading reading(Path file, Surroundings surroundings) {
    return KeyFile.read(file, access(), passphrase(file, surroundings));
  }

  /// The key of a file.
  SigningKey read(Path file, Surroundings surroundings) throws CommandFailure {
    return switch (reading(file, surroundings)) {
      case KeyReading.Read(var key) -> key;
      case KeyReading.Refused(var why) -> throw unreadable(file, why);
    };
  }

  /// The key of a file, where nothing forbids to sign with it.
  SigningKey readStrong(Path file, Surroundings surroundings) throws CommandFailure {
    var key = read(file, surroundings);
    refuseWeak(file.toString(), key);
    return key;
  }

  /// @param name how the key is called
  static void refuseWeak(String name, SigningKey key) throws CommandFailure {
    for (var weakness : new WeakKeys(List.of()).of(key.publicKey())) {
      if (weakness.forbids()) {
        var words = KeyExplainer.explain(weakness).sentence();
        throw new CommandFailure(Exit.FAILED, Shown.name(name) + ": " + words);
      }
    }
  }

  /// The text of another small file that must be as secret as a key, one char per octet.
  String secret(Path file, int most) throws CommandFailure {
    return switch (SecretFile.read(file, access(), most)) {
      case SecretFile.Content(var text) -> text;
      case SecretFile.Closed(var why) -> throw unreadable(file, why);
    };
  }

  static CommandFailure unreadable(Path file, KeyProblem why) {
    return CommandFailure.of(Exit.UNREADABLE, KeyExplainer.explain(file, why));
  }

  private Passphrase passphrase(Path file, Surroundings surroundings) {
    if (passphraseFile.isPresent()) {
      return new Passphrase.InFile(passphraseFile.get());
    }
    if (passphraseVariable.isPresent()) {
      return new Passphrase.Variable(passphraseVariable.get(), surroundings.environment());
    }
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return console.isPresent() && surroundings.errIsTerminal()
        ? new Passphrase.Asked(() -> ask(console.get(), file))
        : new Passphrase.None();
  }

  private static Optional<String> ask(Console console, Path file) {
    return Optional.ofNullable(
            console.readPassword("Passphrase of %s: ", Shown.name(file.toString())))
        .map(String::new);
  }
}
