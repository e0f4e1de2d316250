package org.signet.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.signet.foundation.text.NamePattern;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.hosting.HostingPlan;
import org.signet.guard.hosting.PolicyHistory;
import org.signet.guard.hosting.PolicyHost;
import org.signet.mtasts.Mode;
import org.signet.mtasts.MtaStsPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What `signet mta-sts advance` and `retreat` have in common: the steps, with their dates. They
/// change nothing: who takes a step writes it into the configuration, and the record into the zone.
abstract sealed class MtaStsStepsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final HostedOptions which = new HostedOptions();
  @Mixin private final WorldOptions world = new WorldOptions();

  private MtaStsStepsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// `signet mta-sts advance`.
  @Command(
      name = "advance",
      description = "Says the steps that are left until the policy is enforced, with their dates.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {"", "It changes nothing: write a step into the configuration when its day comes."})
  static final class Advance extends MtaStsStepsCommand {
    Advance(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    List<HostingPlan.Step> steps(PolicyHistory history, Instant now) {
      return HostingPlan.towardsEnforce(history, now);
    }

    @Override
    String done() {
      return "Nothing is left to do: the policy is enforced, and remembered for long.\n";
    }
  }

  /// `signet mta-sts retreat`.
  @Command(
      name = "retreat",
      description = "Says the steps back, until no sender remembers a policy, with their dates.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {"", "It changes nothing: write a step into the configuration when its day comes."})
  static final class Retreat extends MtaStsStepsCommand {
    Retreat(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    List<HostingPlan.Step> steps(PolicyHistory history, Instant now) {
      return HostingPlan.towardsNone(history, now);
    }

    @Override
    String done() {
      return "No policy was ever served: there is nothing to take back.\n";
    }
  }

  abstract List<HostingPlan.Step> steps(PolicyHistory history, Instant now);

  /// What is said where no step is left.
  abstract String done();

  @Override
  public Integer call() throws CommandFailure {
    var configuration = which.configuration();
    var hosting = which.hosting(configuration);
    var hosted = which.hosted(hosting);
    if (hosting.state().isEmpty()) {
      throw CommandFailure.unreadable(
          "nobody noted since when the policy is served: [mta_sts] has no state, such as"
              + " state = \"/var/lib/signet/mta-sts\"");
    }
    var now = world.lasting(configuration).clock().instant();
    var history = history(hosting);
    var steps = steps(history, now);
    var text = new StringBuilder(sofar(history));
    if (steps.isEmpty()) {
      text.append(done());
    }
    for (var step : steps) {
      text.append('\n').append(when(step, now)).append('\n').append(what(step, hosted));
    }
    new Screen(surroundings.out()).print(text.toString());
    return Exit.GOOD.code();
  }

  private PolicyHistory history(Hosting hosting) throws CommandFailure {
    try {
      return PolicyHost.history(hosting, which.domain());
    } catch (IOException e) {
      throw CommandFailure.unreadable("cannot read the state: " + Shown.reason(e));
    }
  }

  private String sofar(PolicyHistory history) {
    return history
        .latest()
        .map(
            last ->
                "%s serves a policy of the mode %s since %s; senders remember it for %s.\n"
                    .formatted(
                        which.domain(), last.mode().word(), day(last.since()), span(last.maxAge())))
        .orElseGet(() -> which.domain() + " has served no policy yet.\n");
  }

  private static String when(HostingPlan.Step step, Instant now) {
    return step.from().isAfter(now) ? "From " + day(step.from()) + " on:" : "Now:";
  }

  private static String what(HostingPlan.Step step, Hosting.Hosted hosted) {
    return switch (step.change()) {
      case HostingPlan.Change.Serve(var mode, var age) -> {
        var hosts = mode == Mode.NONE ? List.<NamePattern>of() : hosted.policy().mx();
        var next =
            new Hosting.Hosted(
                hosted.domain(), MtaStsPolicy.of(mode, hosts, age), hosted.webRoot());
        yield reason(mode, age)
            + "  in the configuration:  mode = \"%s\", max_age_days = %d\n"
                .formatted(mode.word(), days(age))
            + "  in the zone:           "
            + next.zoneText();
      }
      case HostingPlan.Change.Remove _ ->
          "  Nobody remembers a policy that binds. Take the record out of the zone, and the policy"
              + " out of the\n  configuration.\n";
    };
  }

  private static String reason(Mode mode, Duration age) {
    return switch (mode) {
      case TESTING -> "  Serve it as a trial, which binds nobody, and watch the TLS reports.\n";
      case ENFORCE ->
          age.compareTo(HostingPlan.LONG_AGE) < 0
              ? "  Where the TLS reports tell of no failure: let it bind.\n"
              : "  Where they still tell of none: let senders remember it for long.\n";
      case NONE ->
          "  Say that there is no policy any more, and go on serving that: senders that remember"
              + " the old one ask\n"
              + "  when they see the new record.\n";
    };
  }

  private static String day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String span(Duration age) {
    return days(age) == 1 ? "a day" : days(age) + " days";
  }

  private static long days(Duration age) {
    return Math.max(1, age.toDays());
  }
}
