package org.signet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.setup.postfix.Plan;
import org.signet.setup.postfix.PlanExplainer;
import org.signet.setup.postfix.Planner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet setup postfix`: the lines that let Postfix ask the guard, and those that undo them.
@Command(
    name = "postfix",
    description = {
      "Prints the postconf lines that let Postfix ask the guard, and those that undo them.",
      "Nothing is changed. The lines go to the standard output, what to know to the standard error."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 the lines are printed, or all is done already; 1 Postfix could not reach the"
          + " guard; 2 wrong usage; 65 something is unreadable.",
      "",
      "Examples:",
      "  signet setup postfix",
      "  signet setup postfix --config /etc/signet/signet.toml --replace"
    })
final class SetupPostfixCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration of the guard, which says where it listens; without it,"
              + " inet:127.0.0.1:8891.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--replace",
      description =
          "Take out the milters that do what the guard does: OpenDKIM, OpenDMARC, OpenARC. Only"
              + " when the guard has its keys.")
  private boolean replaces = false;

  @Mixin private final PostconfOptions postconf = new PostconfOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final OutputOptions output = new OutputOptions();

  SetupPostfixCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var plan =
        Planner.plan(
            postconf.read(), configuration(file), replaces, postconf.isHere() && isContainer());
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> {
        screen.print(lines(plan));
        new Screen(surroundings.err())
            .print(output.page(surroundings).show(PlanExplainer.explain(plan)));
      }
      case json -> screen.print(json(plan));
    }
    screen.check();
    return (plan.isPossible() ? Exit.GOOD : Exit.FAILED).code();
  }

  /// The configuration of a file, or what holds without one.
  static Configuration configuration(Optional<Path> file) throws CommandFailure {
    return file.isPresent()
        ? Configurations.read(file.get())
        : Configuration.of(Domain.of("localhost"));
  }

  /// What Docker and Podman put into the containers that they make.
  static boolean isContainer() {
    return Stream.of("/.dockerenv", "/run/.containerenv").map(Path::of).anyMatch(Files::exists);
  }

  private String lines(Plan plan) {
    if (plan.steps().isEmpty()) {
      return "";
    }
    var program = postconf.program();
    var text = new StringBuilder();
    plan.steps().forEach(step -> text.append(step.change(program)).append('\n'));
    text.append(postconf.reload()).append("\n\n# To undo it:\n");
    plan.steps().forEach(step -> text.append("# ").append(step.undo(program)).append('\n'));
    return text.append("# ").append(postconf.reload()).append('\n').toString();
  }

  private String json(Plan plan) {
    var json = new Json().beginObject();
    json.member("guard", plan.guard());
    json.name("steps").beginArray();
    for (var step : plan.steps()) {
      json.beginObject();
      json.member("change", step.change(postconf.program()));
      json.member("undo", step.undo(postconf.program())).endObject();
    }
    json.endArray().name("reload").value(postconf.reload());
    json.name("explanation");
    JsonRenderer.write(json, PlanExplainer.explain(plan));
    return json.endObject() + "\n";
  }
}
