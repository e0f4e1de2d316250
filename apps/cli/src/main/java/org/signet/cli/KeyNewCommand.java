package org.signet.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyKind;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.SigningKey;
import org.signet.foundation.explain.Json;
import org.signet.foundation.text.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `signet key new`: a new key, and the record that publishes it.
@Command(
    name = "new",
    description = "Makes a key: writes the private half to a file, and prints the DNS record.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KeyNewCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--domain",
      required = true,
      paramLabel = "DOMAIN",
      converter = KeyNames.SigningDomain.class,
      description = "The domain that will sign.")
  private Domain domain = Domain.ROOT;

  @Option(
      names = "--selector",
      required = true,
      paramLabel = "SELECTOR",
      converter = KeyNames.KeySelector.class,
      description = "The name of the key, such as s1 or mail-2026; take a new one for each key.")
  private Domain selector = Domain.ROOT;

  @Option(
      names = "--algorithm",
      paramLabel = "ALGORITHM",
      converter = Kind.class,
      description =
          "rsa (2048 bits, the default), rsa3072, rsa4096, or ed25519, which many verifiers do not"
              + " know yet: sign with an RSA key beside it.")
  private KeyKind kind = KeyKind.RSA_2048;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The file for the private key; it must not exist yet.")
  private Path file = Path.of("");

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  KeyNewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Reads a kind of key.
  static final class Kind implements ITypeConverter<KeyKind> {
    @Override
    public KeyKind convert(String text) {
      return KeyKind.named(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of rsa, rsa3072, rsa4096 and ed25519"));
    }
  }

  @Override
  public Integer call() throws CommandFailure {
    var name = KeyNames.recordName(selector, domain);
    var key = SigningKey.make(kind, new SecureRandom());
    try {
      KeyFile.writeNew(file, key);
    } catch (FileAlreadyExistsException _) {
      throw new CommandFailure(
          Exit.USAGE,
          Shown.name(file.toString())
              + " exists already, and a key is never overwritten; name another file");
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot write " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
    var record = KeyRecord.publishing(name, key.publicKey());
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> {
        screen.print(record.zoneText());
        new Screen(surroundings.err())
            .print(
                ("The private key is in %1$s. Publish the record above, then check it: signet key"
                        + " check --domain %2$s --selector %3$s --key %1$s\n")
                    .formatted(Shown.name(file.toString()), domain, selector));
      }
      case json -> screen.print(json(key, record));
    }
    return Exit.GOOD.code();
  }

  private String json(SigningKey key, KeyRecord record) {
    var json = new Json().beginObject();
    json.member("domain", domain.text()).member("selector", selector.text());
    KeyText.write(json, key.publicKey());
    json.member("file", file.toString());
    json.name("record");
    KeyText.write(json, record);
    return json.endObject() + "\n";
  }
}
