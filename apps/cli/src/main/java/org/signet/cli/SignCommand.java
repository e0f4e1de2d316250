package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Practice;
import org.signet.dkim.Signatory;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningExplainer;
import org.signet.foundation.text.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet sign`: a message with DKIM signatures on top.
@Command(
    name = "sign",
    description = "Signs a message (DKIM), and says before what could break the signature.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "Exit codes: 0 signed; 1 refused; 2 wrong usage; 65 the message or the key is unreadable.",
      "",
      "Example:",
      "  signet sign --domain example.org --selector s1 --key s1.pem message.eml > signed.eml"
    })
final class SignCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--domain",
      required = true,
      paramLabel = "DOMAIN",
      converter = KeyNames.MailDomain.class,
      description = "The domain that signs.")
  private Domain domain = Domain.ROOT;

  @Option(
      names = "--selector",
      required = true,
      paramLabel = "SELECTOR",
      converter = KeyNames.KeySelector.class,
      description = "The name of the key; once for each --key, in the same order.")
  private List<Domain> selectors = new ArrayList<>();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description =
          "The file of the private key; repeatable, so that an RSA and an Ed25519 key sign at"
              + " once.")
  private List<Path> files = new ArrayList<>();

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  @Option(
      names = "--expires-after",
      paramLabel = "DAYS",
      description = "How long the signature holds; without it, for ever.")
  private Optional<Integer> days = Optional.empty();

  @Option(
      names = "--strict",
      description = "Sign nothing that servers on the way are likely to change.")
  private boolean isStrict = false;

  @Mixin private final FieldsOutput fields = new FieldsOutput();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "MESSAGE", description = "A message, or - for the standard input.")
  private String operand = "";

  SignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var signer = new DkimSigner(signatories(), practice(), InstantSource.system());
    var letter = new Inputs(List.of(operand), surroundings.in()).only();
    try {
      letter.header(); // what has none is no message, and is not signed
      return sign(signer, letter).code();
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(letter.name()) + ": " + Shown.reason(e));
    }
  }

  private Exit sign(DkimSigner signer, Input.Letter letter) throws IOException, CommandFailure {
    var signing = signer.sign(letter.message());
    if (!signing.hazards().isEmpty()) {
      new Screen(surroundings.err())
          .print(output.page(surroundings).show(SigningExplainer.explain(signing)));
    }
    return switch (signing) {
      case Signing.Refused _ -> Exit.FAILED;
      case Signing.Signed signed -> {
        fields.print(signed.fields(), letter.message(), surroundings);
        yield Exit.GOOD;
      }
    };
  }

  private Practice practice() throws CommandFailure {
    var practice = isStrict ? Practice.USUAL.strict() : Practice.USUAL;
    if (days.isPresent() && days.get() < 1) {
      throw new CommandFailure(Exit.USAGE, "--expires-after takes a number of days from 1");
    }
    return days.map(count -> practice.expiringAfter(Duration.ofDays(count))).orElse(practice);
  }

  private List<Signatory> signatories() throws CommandFailure {
    if (selectors.size() != files.size()) {
      throw new CommandFailure(Exit.USAGE, "give one --selector for each --key, in the same order");
    }
    var signatories = new ArrayList<Signatory>();
    for (int i = 0; i < files.size(); i++) {
      KeyNames.recordName(selectors.get(i), domain);
      signatories.add(
          new Signatory(domain, selectors.get(i), keyFile.readStrong(files.get(i), surroundings)));
    }
    return signatories;
  }
}
