package org.signet.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Practice;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningExplainer;
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
      "Examples:",
      "  signet sign --domain example.org --selector s1 --key s1.pem message.eml > signed.eml",
      "  signet sign --keys /var/lib/signet/keys message.eml > signed.eml"
    })
final class SignCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final SignatoryOptions signatories = new SignatoryOptions();

  @Option(
      names = "--expires-after",
      paramLabel = "DAYS",
      description =
          "How long the signature holds; without it, for ever, or as long as signet key rotate"
              + " --validity noted.")
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
    var letter = new Inputs(List.of(operand), surroundings.in()).only();
    try {
      letter.header(); // what has none is no message, and is not signed
      var who = signatories.of(letter, surroundings);
      var practice = practice(who.validity());
      var signer = new DkimSigner(who.signatories(), practice, InstantSource.system());
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

  /// @param noted how long signatures hold where nothing else is said
  private Practice practice(Optional<Duration> noted) throws CommandFailure {
    var practice = isStrict ? Practice.USUAL.strict() : Practice.USUAL;
    if (days.isPresent() && days.get() < 1) {
      throw new CommandFailure(Exit.USAGE, "--expires-after takes a number of days from 1");
    }
    return days.map(Duration::ofDays).or(() -> noted).map(practice::expiringAfter).orElse(practice);
  }
}
