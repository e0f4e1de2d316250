package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.signet.verifier.VerificationHeader;
import org.signet.verifier.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `signet verify`: every verdict on messages, and why.
@Command(
    name = "verify",
    description = "Tells who really sent a message, whether it was changed, and why.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "Exit codes: 0 no message failed; 1 one did: nothing proves that it comes from the domain of"
          + " its author, which publishes what to do then (DMARC), or it is not clear who the"
          + " author is; 65 an input could not be read (the others are judged); 75 something could"
          + " not be determined now. Of several, 1 comes before 65, and 65 before 75.",
      "",
      "Examples:",
      "  signet verify message.eml",
      "  signet verify --ip 192.0.2.1 --mail-from alice@example.org - < message.eml",
      "  signet verify --format json Maildir/ | jq .dmarc.result",
      "  signet verify --record answers.zone message.eml",
      "  signet verify --zone answers.zone message.eml    # the same again, offline"
    })
final class VerifyCommand implements Callable<Integer> {
  /// Messages that are judged at once: their time is spent in waiting for the DNS.
  private static final int AT_ONCE = 8;

  private final Surroundings surroundings;

  @Parameters(
      arity = "1..*",
      paramLabel = "MESSAGE",
      description =
          "A message, a mailbox file (mbox; FILE#3 is its third message), a Maildir or another"
              + " folder, or - for the standard input.")
  private List<String> operands = new ArrayList<>();

  @Mixin private final EnvelopeOptions envelope = new EnvelopeOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text: the verdict and its reasons (the default); json: one object a line; header: the"
              + " Authentication-Results field.")
  private Format format = Format.text;

  @Option(
      names = {"-b", "--brief"},
      description = "The verdict alone, without its reasons.")
  private boolean isBrief = false;

  @Option(
      names = "--authserv-id",
      paramLabel = "ID",
      converter = AuthservId.class,
      description = "The name under which the header field is written; without it, this host's.")
  private Optional<String> authservId = Optional.empty();

  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// What is printed for each message.
  enum Format {
    text,
    json,
    header
  }

  @Override
  public Integer call() throws CommandFailure {
    var run = world.open();
    var stated = envelope.stated(run.replayed());
    var inputs = new Inputs(operands, surroundings.in());
    var isNamed = inputs.maySeveral();
    var reporter = new Reporter(surroundings, form(run, isNamed));
    try (var progress = new Progress(surroundings)) {
      var judge = new Judge(new Verifier(run.world()), stated);
      var judging =
          new InOrder<Judged>(
              AT_ONCE,
              judged -> {
                progress.done();
                return reporter.tell(judged);
              });
      inputs.each(
          input -> {
            progress.doing("checking " + Shown.name(input.name()));
            return judging.start(() -> judge.judge(input));
          });
      judging.finish();
    }
    if (isNamed && format == Format.text) {
      reporter.tellCounts();
    }
    run.save(() -> authservId(run), stated);
    return reporter.exit().code();
  }

  private Function<Judged.Letter, String> form(Run run, boolean isNamed) {
    return switch (format) {
      case text -> new VerdictText(output.page(surroundings), isNamed, isBrief)::of;
      case json -> letter -> VerdictJson.of(letter) + "\n";
      case header -> {
        var id = authservId(run);
        yield letter ->
            VerificationHeader.of(id, letter.proof()).toString().replace("\r", "") + "\n";
      }
    };
  }

  /// Reads a name, as octets.
  static final class AuthservId implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
        throw new TypeConversionException("'" + text + "' is no name such as mx.example.org");
      }
      return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
  }

  private String authservId(Run run) {
    return authservId
        .or(() -> run.replayed().map(RecordedRun::authservId))
        .orElseGet(HostName::own);
  }
}
