package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.Signatory;
import org.signet.foundation.text.Domain;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.KeyringExplainer;
import org.signet.keyring.SigningKeys;
import org.signet.keyring.StateReading;
import org.signet.message.Author;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Who signs a message: a domain with keys in files, or with those of its key folder that sign now.
final class SignatoryOptions {
  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      converter = KeyNames.SigningDomain.class,
      description = "The domain that signs; with --keys, without it: the domain of the author.")
  private Optional<Domain> domain = Optional.empty();

  @Option(
      names = "--selector",
      paramLabel = "SELECTOR",
      converter = KeyNames.KeySelector.class,
      description = "The name of the key; once for each --key, in the same order.")
  private List<Domain> selectors = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The file of the private key; repeatable, so that an RSA and an Ed25519 key sign at"
              + " once.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description =
          "In place of --selector and --key: the folder in which signet key rotate keeps the keys"
              + " of domains. Those that are active sign.")
  private Optional<Path> folder = Optional.empty();

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  /// @param validity how long signatures hold, where the key folder notes that they run out
  record Who(List<Signatory> signatories, Optional<Duration> validity) {}

  /// @throws IOException where the message cannot be read
  Who of(Input.Letter letter, Surroundings surroundings) throws CommandFailure, IOException {
    if (folder.isPresent()) {
      if (!files.isEmpty() || !selectors.isEmpty()) {
        throw new CommandFailure(Exit.USAGE, "--keys stands in place of --selector and --key");
      }
      return inFolder(
          new KeyFolder(folder.get(), keyFile.access()),
          domain.isPresent() ? domain.get() : author(letter));
    }
    if (domain.isEmpty() || files.isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE,
          "say who signs: --domain DOMAIN --selector SELECTOR --key FILE, or --keys FOLDER");
    }
    return new Who(inFiles(domain.get(), surroundings), Optional.empty());
  }

  private List<Signatory> inFiles(Domain who, Surroundings surroundings) throws CommandFailure {
    if (selectors.size() != files.size()) {
      throw new CommandFailure(Exit.USAGE, "give one --selector for each --key, in the same order");
    }
    var signatories = new ArrayList<Signatory>();
    for (int i = 0; i < files.size(); i++) {
      KeyNames.recordName(selectors.get(i), who);
      var key = keyFile.readStrong(files.get(i), surroundings);
      signatories.add(new Signatory(who, selectors.get(i), key));
    }
    return signatories;
  }

  private static Domain author(Input.Letter letter) throws CommandFailure, IOException {
    var domains = Author.of(letter.header()).domains();
    if (domains.size() != 1) {
      var found = domains.isEmpty() ? "no author" : "authors of several domains";
      throw new CommandFailure(
          Exit.USAGE,
          Shown.name(letter.name()) + " names " + found + "; say who signs: --domain DOMAIN");
    }
    return domains.getFirst();
  }

  private Who inFolder(KeyFolder keys, Domain who) throws CommandFailure {
    var state = keys.read(who);
    return switch (new SigningKeys(keys, InstantSource.system()).of(who)) {
      case SigningKeys.Keys.Ready(var signers) -> {
        var signatories = new ArrayList<Signatory>();
        for (var signer : signers) {
          var name = who + ", key " + signer.selector();
          KeyFileOptions.refuseWeak(name, signer.key());
          signatories.add(new Signatory(who, signer.selector(), signer.key()));
        }
        yield new Who(signatories, validity(state));
      }
      case SigningKeys.Keys.None _ -> throw noneSigns(who, state);
      case SigningKeys.Keys.Trouble(var why) ->
          throw CommandFailure.of(Exit.UNREADABLE, KeyringExplainer.explain(who, why));
      case SigningKeys.Keys.Locked(var file, var why) -> throw KeyFileOptions.unreadable(file, why);
    };
  }

  private static CommandFailure noneSigns(Domain who, StateReading reading) {
    return reading instanceof StateReading.Read(var state)
        ? CommandFailure.of(Exit.FAILED, KeyringExplainer.noneSigns(state))
        : CommandFailure.of(Exit.UNREADABLE, KeyringExplainer.explain(who, reading));
  }

  private static Optional<Duration> validity(StateReading reading) {
    return reading instanceof StateReading.Read(var state)
        ? Optional.of(state.validity()).filter(Duration::isPositive)
        : Optional.empty();
  }
}
