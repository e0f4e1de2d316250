package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.Publishing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet key retire`: takes a key out of use.
@Command(
    name = "retire",
    description = "Takes a key out of use; its record stays for mail that is on its way.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "To take it back, until the next step: signet key rotate --undo"})
final class KeyRetireCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder that holds the keys of domains.")
  private Path folder = Path.of("");

  @Mixin private final KeyNameOptions named = new KeyNameOptions();

  @Option(
      names = "--compromised",
      description =
          "Others may have the key: it is withdrawn as soon as a successor signs, although mail it"
              + " signed is still on its way.")
  private boolean isCompromised = false;

  @Option(names = "--last", description = "The domain may stay without a key that signs.")
  private boolean isLast = false;

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  KeyRetireCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var run = world.open();
    var keyring =
        KeyFolders.keyring(
            new KeyFolder(folder, keyFile.access()),
            KeyFolders.survey(run, world.isZoneText()),
            new Publishing.ByHand(),
            run.world().clock());
    var teller = new KeyProgress(surroundings, output, format, true);
    try {
      return teller
          .tell(keyring.retire(named.domain, named.selector, isCompromised, isLast))
          .code();
    } catch (IOException e) {
      throw KeyFolders.failure(folder, e);
    }
  }
}
