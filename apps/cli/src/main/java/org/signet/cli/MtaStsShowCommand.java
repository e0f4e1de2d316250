package org.signet.cli;

import java.util.concurrent.Callable;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.hosting.PolicySighting;
import org.signet.mtasts.MtaStsOutcome;
import org.signet.mtasts.MtaStsPolicy;
import org.signet.mtasts.Undiscovered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet mta-sts show`: a policy of ours as it is meant, and as a sender sees it.
@Command(
    name = "show",
    description = "Shows a policy and its record, and what a sender sees of them now.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 a sender sees them as they are meant; 1 it does not; 2 wrong usage; 65 the"
          + " configuration has no such policy; 75 the DNS did not answer."
    })
final class MtaStsShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final HostedOptions which = new HostedOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  MtaStsShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var configuration = which.configuration();
    var hosted = which.hosted(which.hosting(configuration));
    var sighting = PolicySighting.of(hosted, world.lasting(configuration));
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> screen.print(output.page(surroundings).show(sighting.explain()) + meant(hosted));
      case json -> screen.print(json(sighting));
    }
    return exit(sighting).code();
  }

  private static String meant(Hosting.Hosted hosted) {
    var address = MtaStsPolicy.addressFor(hosted.domain()).orElseThrow();
    return "\nThe policy, at %s:\n\n%s\nIts record:\n\n%s"
        .formatted(address, hosted.policy().text().replace("\r", ""), hosted.zoneText());
  }

  private static String json(PolicySighting sighting) {
    var hosted = sighting.hosted();
    var json = new Json().beginObject();
    json.member("domain", hosted.domain().text())
        .member("mode", hosted.policy().mode().word())
        .member("id", hosted.record().id())
        .member("record", hosted.record().text())
        .member("policy", hosted.policy().text())
        .member("seen", exit(sighting) == Exit.GOOD ? "as meant" : "otherwise");
    JsonRenderer.write(json.name("explanation"), sighting.explain());
    return json.endObject() + "\n";
  }

  private static Exit exit(PolicySighting sighting) {
    if (sighting.isAsWanted()) {
      return Exit.GOOD;
    }
    return sighting.seen().outcome()
            instanceof MtaStsOutcome.NoPolicy(Undiscovered.RecordUnanswered _)
        ? Exit.UNDETERMINED
        : Exit.FAILED;
  }
}
