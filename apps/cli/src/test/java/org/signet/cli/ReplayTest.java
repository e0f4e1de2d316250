package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is recorded is told again octet for octet.
class ReplayTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("signet.root", "../.."), "docs/examples");
  private static final String ZONE = EXAMPLES.resolve("examples.zone").toString();

  @TempDir Path folder;

  static Stream<Path> messages() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aRecordingReplays(Path message) {
    var recording = folder.resolve("answers.zone").toString();
    for (var format : List.of("text", "json", "header")) {
      var first =
          Ran.of("verify", "--format", format, "--zone", ZONE, "--record", recording, "" + message);
      for (int i = 0; i < 3; i++) {
        var again = Ran.of("verify", "--format", format, "--zone", recording, "" + message);
        assertThat(again).isEqualTo(first);
      }
    }
  }

  @Test
  void aRecordingOfARecordingIsTheSame() throws IOException {
    var one = folder.resolve("one.zone");
    var two = folder.resolve("two.zone");
    var message = EXAMPLES.resolve("list.eml").toString();
    Ran.of("verify", "--zone", ZONE, "--ip", "192.0.2.1", "--record", one.toString(), message);
    Ran.of("verify", "--zone", one.toString(), "--record", two.toString(), message);
    assertThat(two).hasSameTextualContentAs(one);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void evidenceShowsWhatItSays(Path message) throws IOException {
    var bundle = folder.resolve("proof.zip");
    var first = Ran.of("evidence", "--zone", ZONE, "--at", "2025-03-06", message.toString());
    Files.writeString(bundle, first.out(), ISO_8859_1);
    var again = Ran.of("evidence", "--zone", ZONE, "--at", "2025-03-06", message.toString());
    assertThat(again).isEqualTo(first);
    var check = Ran.of("evidence", "verify", "--format", "json", bundle.toString());
    assertThat(check.out())
        .contains("\"differences\":[]")
        .contains("the same verdict, word for word");
  }
}
