package org.signet.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.signet.verifier.EvidenceBundle;
import org.signet.verifier.EvidenceCheck;
import org.signet.verifier.EvidenceExplainer;
import org.signet.verifier.EvidenceJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet evidence verify`: what a bundle proves.
@Command(
    name = "verify",
    description = {
      "Tells what a bundle proves, and what it only says.",
      "The message in it is judged anew, with the answers of the DNS in it and as of its time,"
          + " without a network."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 a signature holds, and all is as the bundle says; 1 not so; 65 the file cannot"
          + " be read, or is no bundle as Signet writes it."
    })
final class EvidenceVerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "BUNDLE",
      description = "A file that 'signet evidence' wrote, or - for the standard input.")
  private String operand = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (the default), or json: one object.")
  private Format format = Format.text;

  @Mixin private final OutputOptions output = new OutputOptions();

  EvidenceVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// What is printed.
  enum Format {
    text,
    json
  }

  @Override
  public Integer call() throws CommandFailure {
    var check = check();
    var screen = new Screen(surroundings.out());
    screen.print(
        switch (format) {
          case text -> output.page(surroundings).show(EvidenceExplainer.explain(check));
          case json -> EvidenceJson.of(operand, check) + "\n";
        });
    screen.check();
    return (check.holds() ? Exit.GOOD : Exit.FAILED).code();
  }

  private EvidenceCheck check() throws CommandFailure {
    var name = Shown.name(operand);
    try {
      return switch (EvidenceBundle.read(Inputs.content(operand, surroundings.in()))) {
        case EvidenceBundle.Reading.Read(var bundle) -> EvidenceCheck.of(bundle);
        case EvidenceBundle.Reading.Refused(var why) ->
            throw CommandFailure.unreadable(name + " " + why);
      };
    } catch (IOException e) {
      throw CommandFailure.unreadable("cannot read " + name + ": " + Shown.reason(e));
    }
  }
}
