package org.signet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Domain;
import org.signet.setup.imports.Adoption;
import org.signet.setup.imports.ImportExplainer;
import org.signet.setup.imports.Imported;
import org.signet.setup.imports.Program;
import org.signet.setup.imports.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet import`: what other programs were configured to do.
@Command(
    name = "import",
    description = {
      "Turns the configuration of OpenDKIM, OpenDMARC or rspamd into one of Signet.",
      "The configuration goes to the standard output; what has no equivalent, and the keys to take"
          + " over, to the standard error. Nothing is changed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 read; 2 wrong usage; 65 a file cannot be read.",
      "",
      "Examples:",
      "  signet import opendkim /etc/opendkim.conf opendmarc /etc/opendmarc.conf > signet.toml",
      "  signet import rspamd /etc/rspamd/local.d/*.conf > signet.toml"
    })
final class ImportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      arity = "2..*",
      paramLabel = "PROGRAM FILE...",
      hideParamSyntax = true,
      description =
          "opendkim, opendmarc or rspamd, and the files of its configuration; several programs one"
              + " after the other. Files that these name are read too.")
  private List<String> operands = new ArrayList<>();

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      description = "Where names of files that begin with / begin; for files of another host.")
  private Path root = Path.of("/");

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      converter = KeyNames.MailDomain.class,
      description = "A domain of this mail server, beside those that are found; repeatable.")
  private List<Domain> domains = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (the default), or json: one object, with the configuration in it.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final OutputOptions output = new OutputOptions();

  ImportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var texts = Texts.below(root);
    var sources = sources();
    for (var source : sources) {
      if (texts.read(source.file()) instanceof Texts.Content.Closed(var why)) {
        throw CommandFailure.unreadable(
            "cannot read " + Shown.name(source.file()) + ": " + Shown.name(why));
      }
    }
    var imported = Program.read(sources, texts, domains);
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> {
        screen.print(imported.toml());
        new Screen(surroundings.err()).print(words(imported));
      }
      case json -> screen.print(json(imported));
    }
    screen.check();
    return Exit.GOOD.code();
  }

  private List<Program.Source> sources() throws CommandFailure {
    var sources = new ArrayList<Program.Source>();
    var program = Optional.<Program>empty();
    for (var word : operands) {
      var named = Program.named(word);
      if (named.isPresent()) {
        program = named;
      } else if (program.isPresent()) {
        sources.add(new Program.Source(program.get(), word));
      } else {
        throw new CommandFailure(
            Exit.USAGE, Shown.name(word) + " is none of opendkim, opendmarc and rspamd");
      }
    }
    return sources;
  }

  private String words(Imported imported) {
    var text = new StringBuilder(output.page(surroundings).show(ImportExplainer.explain(imported)));
    if (!imported.keys().isEmpty()) {
      text.append("\nTo take over the keys, as the user of the daemon:\n\n");
      imported.keys().forEach(key -> text.append(Shown.name(key.command())).append('\n'));
    }
    return text.toString();
  }

  private static String json(Imported imported) {
    var json = new Json().beginObject();
    json.member("configuration", imported.toml());
    json.name("keys").beginArray();
    for (var key : imported.keys()) {
      write(json, key);
    }
    json.endArray().name("notices").beginArray();
    for (var notice : imported.notices()) {
      json.beginObject();
      json.member("mark", notice.mark().word());
      json.member("file", notice.place().file()).member("line", notice.place().line());
      json.member("said", notice.said()).member("words", notice.words());
      json.endObject();
    }
    json.endArray().name("explanation");
    JsonRenderer.write(json, ImportExplainer.explain(imported));
    return json.endObject() + "\n";
  }

  private static void write(Json json, Adoption key) {
    json.beginObject();
    json.member("domain", key.domain().text()).member("selector", key.selector().text());
    json.member("file", key.file()).member("command", key.command());
    json.endObject();
  }
}
