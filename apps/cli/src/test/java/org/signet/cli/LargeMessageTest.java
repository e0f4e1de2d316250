package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A message of 100 MB, in a process whose heap has 48 MiB.
class LargeMessageTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("signet.root", "../.."), "docs/examples");

  private static final int LINES = 1_300_000;

  @TempDir Path folder;

  @Test
  void aFileIsJudged() throws Exception {
    var large = large();
    assertThat(run(List.of("verify", zone(), large.toString()), new File("/dev/null")))
        .startsWith("! A host that may send for boats.example sent this message")
        .contains("DKIM fail");
  }

  @Test
  @EnabledIfSystemProperty(named = "signet.thorough", matches = "true")
  void theStandardInputIsJudged() throws Exception {
    assertThat(run(List.of("verify", zone(), "-"), large().toFile()))
        .startsWith("! A host that may send for boats.example sent this message");
  }

  @Test
  @EnabledIfSystemProperty(named = "signet.thorough", matches = "true")
  void evidenceIsPackedAndChecked() throws Exception {
    var bundle = folder.resolve("proof.zip");
    run(List.of("evidence", zone(), large().toString()), new File("/dev/null"), bundle.toFile());
    assertThat(run(List.of("evidence", "verify", bundle.toString()), new File("/dev/null")))
        .contains("word for word");
  }

  private static String zone() {
    return "--zone=" + EXAMPLES.resolve("examples.zone");
  }

  /// The header of a genuine message, and another body.
  private Path large() throws IOException {
    var file = folder.resolve("large.eml");
    var message = Files.readString(EXAMPLES.resolve("genuine.eml"));
    var line = ("x".repeat(79) + "\n").getBytes(UTF_8);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(message.substring(0, message.indexOf("\n\n") + 2).getBytes(UTF_8));
      for (int i = 0; i < LINES; i++) {
        out.write(line);
      }
    }
    return file;
  }

  private String run(List<String> words, File in) throws Exception {
    var out = folder.resolve("out").toFile();
    run(words, in, out);
    return Files.readString(out.toPath(), UTF_8);
  }

  private static void run(List<String> words, File in, File out) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Signet.class.getName());
    command.addAll(words);
    var process =
        new ProcessBuilder(command)
            .redirectInput(in)
            .redirectOutput(out)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.waitFor();
  }
}
