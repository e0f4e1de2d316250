package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.arc.ArcOutcome;
import org.signet.arc.ArcSealer;
import org.signet.arc.ArcVerifier;
import org.signet.arc.ArrivalResults;
import org.signet.arc.ChainValidation;
import org.signet.arc.Sealing;
import org.signet.arc.SealingExplainer;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.Signatory;
import org.signet.message.MessageStream;
import org.signet.verifier.VerificationHeader;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet seal`: a message with an ARC set on top.
@Command(
    name = "seal",
    description = {
      "Seals a message that is passed on (ARC): says under seal what was found on its arrival.",
      "Few receivers heed ARC, and it is on its way to become Historic; sign with DKIM first."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "Exit codes: 0 sealed, or passed on as it is because its chain has ended; 1 refused; 2 wrong"
          + " usage; 65 the message or the key is unreadable.",
      "",
      "Examples:",
      "  signet seal --domain example.org --selector s1 --key s1.pem message.eml > sealed.eml",
      "  signet seal --domain example.org --selector s1 --key s1.pem --trust-header \\",
      "      --authserv-id mx.example.org - < changed.eml > sealed.eml"
    })
final class SealCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final KeyNameOptions named = new KeyNameOptions();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The file of the private key: RSA, for few who check seals know Ed25519.")
  private Path file = Path.of("");

  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();

  @Option(
      names = "--authserv-id",
      paramLabel = "ID",
      converter = VerifyCommand.AuthservId.class,
      description = "The name under which results are written; without it, this host's.")
  private Optional<String> authservId = Optional.empty();

  @Option(
      names = "--trust-header",
      description =
          "Seal what the message's Authentication-Results fields by that name say, instead of"
              + " judging the message now: for one that was changed since your server wrote them,"
              + " on a server that removes those that others forge.")
  private boolean isHeaderTrusted = false;

  @Mixin private final EnvelopeOptions envelope = new EnvelopeOptions();
  @Mixin private final FieldsOutput fields = new FieldsOutput();
  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "MESSAGE", description = "A message, or - for the standard input.")
  private String operand = "";

  SealCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// What was found on arrival.
  private record Found(ArrivalResults results, ChainValidation chain) {}

  @Override
  public Integer call() throws CommandFailure {
    KeyNames.recordName(named.selector, named.domain);
    var who = new Signatory(named.domain, named.selector, keyFile.readStrong(file, surroundings));
    var run = world.open();
    var letter = new Inputs(List.of(operand), surroundings.in()).only();
    try {
      letter.header(); // what has none is no message, and is not sealed
      var found = isHeaderTrusted ? said(letter, run.world()) : judged(letter, run);
      var sealer = new ArcSealer(who, InstantSource.system());
      var sealing = sealer.seal(letter.message(), found.results, found.chain);
      run.save(this::authservId, envelope.stated(run.replayed()));
      return tell(sealing, letter).code();
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(letter.name()) + ": " + Shown.reason(e));
    }
  }

  private String authservId() {
    return authservId.orElseGet(HostName::own);
  }

  private Found judged(Input.Letter letter, Run run) throws IOException {
    var arrival = Arrival.of(envelope.stated(run.replayed()), letter.header());
    var proof = new Verifier(run.world()).verify(letter.message(), arrival.envelope());
    var results = ArrivalResults.of(VerificationHeader.results(authservId(), proof));
    return new Found(results, ChainValidation.of(proof.arc().outcome()));
  }

  /// What the header says; of the chain too, for the message may have been changed since.
  private Found said(Input.Letter letter, World world) throws IOException, CommandFailure {
    var results = ArrivalResults.in(letter.header(), authservId());
    if (results.isEmpty()) {
      throw new CommandFailure(
          Exit.FAILED,
          Shown.name(letter.name())
              + ": no Authentication-Results field by "
              + Shown.name(authservId())
              + " says what was found on arrival; --authserv-id names whose to take, and without"
              + " --trust-header the message is judged now");
    }
    var chain = results.get().chain();
    return new Found(
        results.get(), chain.isPresent() ? chain.get() : ChainValidation.of(chain(letter, world)));
  }

  private static ArcOutcome chain(Input.Letter letter, World world) throws IOException {
    try (var stream = MessageStream.open(letter.message())) {
      var session =
          new ArcVerifier(world.dns(), world.clock(), DkimLimits.standard()).begin(stream.header());
      stream.transferTo(session::body);
      return session.finish().outcome();
    }
  }

  private Exit tell(Sealing sealing, Input.Letter letter) throws IOException, CommandFailure {
    var isGood =
        sealing instanceof Sealing.Sealed(_, var chain, _) && chain != ChainValidation.FAIL;
    if (!isGood) {
      new Screen(surroundings.err())
          .print(output.page(surroundings).show(SealingExplainer.explain(sealing)));
    }
    return switch (sealing) {
      case Sealing.Sealed sealed -> {
        fields.print(sealed.fields(), letter.message(), surroundings);
        yield Exit.GOOD;
      }
      case Sealing.AlreadyFailed _, Sealing.ChainFull _ -> {
        fields.print(List.of(), letter.message(), surroundings);
        yield Exit.GOOD;
      }
      case Sealing.ChainChanged _, Sealing.HeaderUnclear _ -> Exit.FAILED;
    };
  }
}
