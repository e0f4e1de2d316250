package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What the guides and the transcripts show is what the program prints. After a change that is
/// meant, `-Dsignet.transcripts=write` writes them anew, to be read as prose.
class TranscriptsTest {
  private static final Path ROOT = Path.of(System.getProperty("signet.root", "../..")).normalize();

  private static final List<String> PAGES =
      List.of(
          "README.md",
          "docs/verify.md",
          "docs/sign.md",
          "docs/seal.md",
          "docs/sent.md",
          "docs/tls.md",
          "apps/cli/src/test/transcripts");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> pages() throws IOException {
    return PAGES.stream()
        .map(ROOT::resolve)
        .flatMap(TranscriptsTest::files)
        .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> check(page)));
  }

  private static Stream<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path).filter(Files::exists);
    }
    try (var files = Files.list(path)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(Path page) throws IOException {
    var written = Files.readString(page, UTF_8);
    var real = new Transcript(ROOT, Files.createTempDirectory(folder, "page")).rerun(written);
    if (System.getProperty("signet.transcripts", "").equals("write")) {
      Files.writeString(page, real, UTF_8);
    } else {
      assertThat(written).as("%s; meant? -Dsignet.transcripts=write", page).isEqualTo(real);
    }
  }
}
