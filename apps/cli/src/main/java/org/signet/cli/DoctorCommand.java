package org.signet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.explain.Mark;
import org.signet.guard.Configuration;
import org.signet.setup.doctor.ClockCheck;
import org.signet.setup.doctor.DnsCheck;
import org.signet.setup.doctor.FileCheck;
import org.signet.setup.doctor.Finding;
import org.signet.setup.doctor.GuardCheck;
import org.signet.setup.doctor.KeysCheck;
import org.signet.setup.doctor.PostfixCheck;
import org.signet.setup.doctor.SocketCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet doctor`: what keeps a guard and its mail server from working.
@Command(
    name = "doctor",
    description = {
      "Looks for what keeps the guard and its mail server from working, and says what mends it.",
      "It asks the guard about a forgery in your own name, as a mail server would. Nothing is"
          + " changed, and no mail is sent but with --send-to."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Run it as root or as the user of the guard, who can read the keys.",
      "Exit codes: 0 nothing is broken; 1 something is; 2 wrong usage; 65 something is unreadable."
    })
final class DoctorCommand implements Callable<Integer> {
  /// How long the guard may take for a verdict.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Surroundings surroundings;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration of the guard.")
  private Path file = Path.of("");

  @Mixin private final PostconfOptions postconf = new PostconfOptions();
  @Mixin private final KeyFileOptions keyFile = new KeyFileOptions();
  @Mixin private final WorldOptions world = new WorldOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (the default), or json: one object.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final SendOptions send = new SendOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var findings = findings(Configurations.read(file));
    var screen = new Screen(surroundings.out());
    screen.print(
        switch (format) {
          case text -> output.page(surroundings).show(explanation(findings));
          case json -> json(findings);
        });
    screen.check();
    return (isBroken(findings) ? Exit.FAILED : Exit.GOOD).code();
  }

  private List<Finding> findings(Configuration configuration) throws CommandFailure {
    var findings = new ArrayList<>(postfix(configuration));
    findings.addAll(FileCheck.of(file, configuration));
    findings.addAll(SocketCheck.of(configuration, groups(), "postfix"));
    findings.addAll(GuardCheck.of(configuration, PATIENCE));
    var seen = world.lasting(configuration);
    findings.addAll(KeysCheck.of(configuration, keyFile.access(), seen.clock()));
    findings.addAll(DnsCheck.of(seen.dns(), configuration.domains()));
    findings.addAll(send.findings(configuration, seen));
    if (!world.isZoneText()) {
      findings.add(ClockCheck.of(Instant.now(), List.of(file, Path.of("/var/log"))));
    }
    return findings;
  }

  private List<Finding> postfix(Configuration configuration) {
    try {
      return PostfixCheck.of(postconf.read(), configuration);
    } catch (CommandFailure e) {
      return List.of(PostfixCheck.unknown(String.valueOf(e.getMessage())));
    }
  }

  private static String groups() {
    try {
      return Files.readString(Path.of("/etc/group"));
    } catch (IOException _) {
      return "";
    }
  }

  private static boolean isBroken(List<Finding> findings) {
    return findings.stream().anyMatch(one -> one.mark() == Mark.BAD);
  }

  /// What is broken comes first.
  private static Explanation explanation(List<Finding> findings) {
    long broken = findings.stream().filter(one -> one.mark() == Mark.BAD).count();
    var sentence =
        switch ((int) broken) {
          case 0 -> "Nothing is broken.";
          case 1 -> "One thing is broken.";
          default -> broken + " things are broken.";
        };
    var sorted =
        Stream.of(Mark.BAD, Mark.WARN, Mark.UNKNOWN, Mark.GOOD, Mark.NOTE)
            .flatMap(mark -> findings.stream().filter(one -> one.mark() == mark))
            .map(Finding::explanation)
            .toList();
    return Explanation.of(broken == 0 ? Mark.GOOD : Mark.BAD, sentence).because(sorted);
  }

  private static String json(List<Finding> findings) {
    var json = new Json().beginObject();
    json.member("broken", isBroken(findings));
    json.name("findings").beginArray();
    for (var finding : findings) {
      json.beginObject();
      json.member("topic", finding.topic()).member("mark", finding.mark().word());
      json.member("sentence", finding.sentence());
      finding.mend().ifPresent(how -> json.member("mend", how));
      json.endObject();
    }
    json.endArray().name("explanation");
    JsonRenderer.write(json, explanation(findings));
    return json.endObject() + "\n";
  }
}
