package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.dkim.Blocklist;
import org.signet.dkim.DkimPublicKey;
import org.signet.dkim.KeyExplainer;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.WeakKeys;
import org.signet.dkim.Weakness;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.KeyState;
import org.signet.keyring.KeyringExplainer;
import org.signet.keyring.StateReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet key show`: what a key is, or how the keys of domains stand.
@Command(
    name = "show",
    description = "Shows a key and its record, or how the keys of domains stand.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KeyShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--key", paramLabel = "FILE", description = "The file of a private key.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "The folder in which signet key rotate keeps the keys of domains.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      converter = KeyNames.SigningDomain.class,
      description = "Of this domain alone; with --key: whose record is shown.")
  private Optional<Domain> domain = Optional.empty();

  @Option(
      names = "--selector",
      paramLabel = "SELECTOR",
      converter = KeyNames.KeySelector.class,
      description = "With --key: under which name the record is shown.")
  private Optional<Domain> selector = Optional.empty();

  @Option(
      names = "--blocklist",
      paramLabel = "LIST",
      description =
          "A list of broken keys in the form of Debian's openssl-blacklist, such as of"
              + " CVE-2008-0166; repeatable. None comes with Signet.")
  private List<Path> blocklists = new ArrayList<>();

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final OutputOptions output = new OutputOptions();

  KeyShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    if (file.isPresent() == folder.isPresent()) {
      throw new CommandFailure(Exit.USAGE, "say which: --key FILE, or --keys FOLDER");
    }
    return (file.isPresent() ? showKey(file.get()) : showFolder(folder.get())).code();
  }

  private Exit showKey(Path path) throws CommandFailure {
    var key = keyFile.read(path, surroundings).publicKey();
    var found = new WeakKeys(lists()).of(key);
    var record = Optional.<KeyRecord>empty();
    if (domain.isPresent() && selector.isPresent()) {
      var name = KeyNames.recordName(selector.get(), domain.get());
      record = Optional.of(KeyRecord.publishing(name, key));
    }
    print(path, key, found, record);
    return found.stream().anyMatch(Weakness::forbids) ? Exit.FAILED : Exit.GOOD;
  }

  private void print(
      Path path, DkimPublicKey key, List<Weakness> found, Optional<KeyRecord> record) {
    var reasons = found.stream().map(KeyExplainer::explain).toList();
    var mark = found.stream().anyMatch(Weakness::forbids) ? Mark.BAD : Mark.GOOD;
    var explanation =
        Explanation.of(
                mark,
                "%s: %s, SHA-256 %s"
                    .formatted(
                        Shown.name(path.toString()), KeyText.name(key), KeyRecord.fingerprint(key)))
            .because(reasons);
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> {
        screen.print(output.page(surroundings).show(explanation));
        record.ifPresent(published -> screen.print("\n" + published.zoneText()));
      }
      case json -> {
        var json = new Json().beginObject();
        json.member("file", path.toString());
        KeyText.write(json, key);
        json.member("usable", mark == Mark.GOOD);
        record.ifPresent(published -> KeyText.write(json.name("record"), published));
        json.name("explanation");
        JsonRenderer.write(json, explanation);
        screen.print(json.endObject() + "\n");
      }
    }
  }

  private List<Blocklist> lists() throws CommandFailure {
    var lists = new ArrayList<Blocklist>();
    for (var path : blocklists) {
      try {
        lists.add(Blocklist.read(path));
      } catch (IOException e) {
        throw CommandFailure.unreadable(
            "cannot read " + Shown.name(path.toString()) + ": " + Shown.reason(e));
      }
    }
    return lists;
  }

  private Exit showFolder(Path root) throws CommandFailure {
    var keys = new KeyFolder(root, keyFile.access());
    var exit = Exit.GOOD;
    for (var one : KeyFolders.domains(keys, domain)) {
      exit = exit.and(show(one, keys.read(one)));
    }
    return exit;
  }

  private Exit show(Domain one, StateReading reading) {
    var screen = new Screen(surroundings.out());
    if (!(reading instanceof StateReading.Read(var state))) {
      var why = KeyringExplainer.explain(one, reading);
      screen.print(
          format == KeyText.Format.json
              ? JsonRenderer.render(why) + "\n"
              : output.page(surroundings).show(why));
      return Exit.UNREADABLE;
    }
    screen.print(format == KeyText.Format.json ? KeyFolders.json(state) + "\n" : text(state));
    return Exit.GOOD;
  }

  private String text(KeyState state) {
    var explanation =
        Explanation.of(Mark.NOTE, state.domain().text())
            .because(state.keys().stream().map(KeyringExplainer::explain).toList());
    return output.page(surroundings).show(explanation) + KeyFolders.records(state);
  }
}
