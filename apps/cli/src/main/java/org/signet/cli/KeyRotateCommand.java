package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.dkim.KeyKind;
import org.signet.dns.DynamicUpdate;
import org.signet.dns.NameServer;
import org.signet.dns.TsigKey;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.Keyring;
import org.signet.keyring.Naming;
import org.signet.keyring.Progress;
import org.signet.keyring.Publishing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet key rotate`: the next step in the life of a domain's keys.
@Command(
    name = "rotate",
    description = "Brings a new key to sign for a domain, step by step: run it again and again.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Each call looks at the authoritative servers, takes one step where what it waits for has"
          + " come, and says what the next waits for. Without --domain every domain in the folder"
          + " that has a rotation under way moves on; that is for a timer.",
      "Exit codes: 0 done, or waiting; 1 refused; 2 wrong usage; 65 a file cannot be read or"
          + " written; 75 a server did not answer."
    })
final class KeyRotateCommand implements Callable<Integer> {
  /// Days for which a signature may hold.
  private static final int MOST_DAYS = 366;

  private final Surroundings surroundings;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder that holds the keys of domains.")
  private Path folder = Path.of("");

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      converter = KeyNames.SigningDomain.class,
      description = "The domain that signs.")
  private Optional<Domain> domain = Optional.empty();

  @Option(
      names = "--algorithm",
      paramLabel = "ALGORITHM",
      converter = KeyNewCommand.Kind.class,
      description = "rsa (2048 bits, the default), rsa3072, rsa4096, ed25519.")
  private KeyKind kind = KeyKind.RSA_2048;

  @Option(
      names = "--provider",
      paramLabel = "ZONE",
      converter = KeyNames.MailDomain.class,
      description =
          "The zone that holds the keys of customers, who publish aliases once. Keys take turns at"
              + " the selectors s1 and s2 (e1 and e2 for ed25519).")
  private Optional<Domain> provider = Optional.empty();

  @Option(
      names = "--adopt",
      paramLabel = "FILE",
      description = "Take over this private key, under the name that --selector gives.")
  private Optional<Path> adopted = Optional.empty();

  @Option(
      names = "--selector",
      paramLabel = "SELECTOR",
      converter = KeyNames.KeySelector.class,
      description = "With --adopt: the name under which the key is published.")
  private Optional<Domain> selector = Optional.empty();

  @Option(
      names = "--validity",
      paramLabel = "DAYS",
      description =
          "Note that signatures of the domain run out so many days after signing (x=); a key that"
              + " retires then stays as much longer.")
  private Optional<Integer> validity = Optional.empty();

  @Option(names = "--undo", description = "Undo the latest step.")
  private boolean undoes = false;

  @Option(
      names = "--update",
      paramLabel = "SERVER",
      converter = WorldOptions.Server.class,
      description = "Publish by dynamic update (RFC 2136) on this primary server.")
  private Optional<NameServer> primary = Optional.empty();

  @Option(
      names = "--tsig",
      paramLabel = "FILE",
      description = "With --update: the file of the TSIG key, as tsig-keygen writes it.")
  private Optional<Path> tsig = Optional.empty();

  @Option(
      names = "--update-zone",
      paramLabel = "ZONE",
      converter = KeyNames.MailDomain.class,
      description = "With --update: the zone, where it is not found by itself.")
  private Optional<Domain> zone = Optional.empty();

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  KeyRotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    if (validity.filter(days -> days < 0 || days > MOST_DAYS).isPresent()) {
      throw new CommandFailure(Exit.USAGE, "--validity takes 0 to " + MOST_DAYS + " days");
    }
    if (domain.isEmpty()
        && (undoes || adopted.isPresent() || provider.isPresent() || validity.isPresent())) {
      throw new CommandFailure(Exit.USAGE, "say whose keys: --domain DOMAIN");
    }
    if (adopted.isPresent() != selector.isPresent()) {
      throw new CommandFailure(Exit.USAGE, "--adopt and --selector go together");
    }
    if (tsig.isPresent() && primary.isEmpty()) {
      throw new CommandFailure(Exit.USAGE, "--tsig needs --update SERVER");
    }
    var run = world.open();
    var keys = new KeyFolder(folder, keyFile.access());
    var survey = KeyFolders.survey(run, world.isZoneText());
    var keyring = KeyFolders.keyring(keys, survey, publishing(), run.world().clock());
    var teller = new KeyProgress(surroundings, output, format, primary.isEmpty());
    try {
      if (domain.isPresent()) {
        return teller.tell(step(keyring, domain.get())).code();
      }
      var exit = Exit.GOOD;
      for (var one : KeyFolders.domains(keys, Optional.empty())) {
        exit = exit.and(teller.tell(keyring.advance(one)));
      }
      return exit.code();
    } catch (IOException e) {
      throw KeyFolders.failure(folder, e);
    } finally {
      run.save(HostName::own, StatedEnvelope.NOTHING);
    }
  }

  private Progress step(Keyring keyring, Domain one) throws IOException {
    if (validity.isPresent()) {
      return keyring.limit(one, Duration.ofDays(validity.get()));
    }
    if (undoes) {
      return keyring.undo(one);
    }
    if (adopted.isPresent()) {
      var reading = keyFile.reading(adopted.get(), surroundings);
      return keyring.adopt(one, selector.orElseThrow(), adopted.get(), reading);
    }
    var naming = provider.<Naming>map(Naming.Alternating::new).orElseGet(Naming.Fresh::new);
    return keyring.rotate(one, naming, kind);
  }

  private Publishing publishing() throws CommandFailure {
    if (primary.isEmpty()) {
      return new Publishing.ByHand();
    }
    var secret = Optional.<TsigKey>empty();
    if (tsig.isPresent()) {
      secret = Optional.of(tsigKey(tsig.get()));
    }
    var update =
        new DynamicUpdate(primary.get(), secret, InstantSource.system(), KeyFolders.PATIENCE);
    return new Publishing.ByUpdate(update, zone);
  }

  private TsigKey tsigKey(Path file) throws CommandFailure {
    var text = keyFile.secret(file, TsigKey.MOST_OCTETS);
    return switch (TsigKey.parse(text)) {
      case Parsed.Ok<TsigKey>(var key) -> key;
      case Parsed.Malformed<TsigKey>(var problem) ->
          throw CommandFailure.unreadable(
              Shown.name(file.toString()) + " holds no TSIG key: expected " + problem.expected());
    };
  }
}
