package org.signet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.signet.dkim.KeyExplainer;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.KeyStanding;
import org.signet.dkim.SigningKey;
import org.signet.dkim.WeakKeys;
import org.signet.dkim.Weakness;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.keyring.KeyringExplainer;
import org.signet.keyring.Sighting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet key check`: a private key, held against what every authoritative server publishes.
@Command(
    name = "check",
    description = "Compares a private key with what every authoritative server publishes now.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 every server shows the key; 1 one shows something else, or the key is not"
          + " safe; 2 wrong usage; 65 the file gives no key; 75 a server did not answer."
    })
final class KeyCheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final KeyNameOptions named = new KeyNameOptions();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The file of the private key.")
  private Path file = Path.of("");

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  KeyCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var name = KeyNames.recordName(named.selector, named.domain);
    var key = keyFile.read(file, surroundings);
    var run = world.open();
    var seen = KeyFolders.survey(run, world.isZoneText()).of(name, key.publicKey());
    run.save(HostName::own, StatedEnvelope.NOTHING);
    print(key, name, seen);
    return exit(key, seen).code();
  }

  private static Exit exit(SigningKey key, Sighting seen) {
    var isUnsafe = new WeakKeys(List.of()).of(key.publicKey()).stream().anyMatch(Weakness::forbids);
    return isUnsafe ? Exit.FAILED.and(exit(seen)) : exit(seen);
  }

  private static Exit exit(Sighting seen) {
    var views = seen.views(standing -> standing instanceof KeyStanding.Same);
    if (views.containsValue(Sighting.View.DIFFERS)) {
      return Exit.FAILED;
    }
    return views.isEmpty() || views.containsValue(Sighting.View.SILENT)
        ? Exit.UNDETERMINED
        : Exit.GOOD;
  }

  private void print(SigningKey key, Domain name, Sighting seen) {
    var exit = exit(seen);
    var reasons = new ArrayList<Explanation>();
    reasons.addAll(KeyringExplainer.explain(seen, false));
    new WeakKeys(List.of())
        .of(key.publicKey()).stream().map(KeyExplainer::explain).forEach(reasons::add);
    var explanation = verdict(exit, name).because(reasons);
    var wanted = KeyRecord.publishing(name, key.publicKey());
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> {
        screen.print(output.page(surroundings).show(explanation));
        if (exit == Exit.FAILED) {
          screen.print("\nTo be published:\n\n" + wanted.zoneText());
        }
      }
      case json -> {
        var json = new Json().beginObject();
        json.member("domain", named.domain.text()).member("selector", named.selector.text());
        KeyText.write(json, key.publicKey());
        json.member("published", word(exit));
        KeyText.write(json.name("record"), wanted);
        JsonRenderer.write(json.name("explanation"), explanation);
        screen.print(json.endObject() + "\n");
      }
    }
  }

  private Explanation verdict(Exit exit, Domain name) {
    var shown = Shown.name(file.toString());
    return switch (exit) {
      case GOOD ->
          Explanation.of(
              Mark.GOOD,
              "Every authoritative server shows the key of %s at %s.".formatted(shown, name));
      case UNDETERMINED ->
          Explanation.of(
              Mark.UNKNOWN, "Not every authoritative server of %s could be asked.".formatted(name));
      case FAILED, UNREADABLE, USAGE, BUG ->
          Explanation.of(
              Mark.BAD,
              "Not every authoritative server shows the key of %s at %s: mail that it signs will not"
                      .formatted(shown, name)
                  + " verify everywhere.");
    };
  }

  private static String word(Exit exit) {
    return switch (exit) {
      case GOOD -> "everywhere";
      case UNDETERMINED -> "unknown";
      case FAILED, UNREADABLE, USAGE, BUG -> "not everywhere";
    };
  }
}
