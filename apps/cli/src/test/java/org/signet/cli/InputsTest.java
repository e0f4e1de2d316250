package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  private static final String LETTER = "Subject: x\n\nhello\n";
  private static final String FROM = "From alice@example.org Thu Nov 23 13:43:35 2026\n";

  @TempDir Path folder;

  @Test
  void aFileIsAMessage() throws IOException {
    assertThat(read(write("a.eml", LETTER).toString())).containsExactly("a.eml = " + LETTER);
  }

  @Test
  void aMailboxFileHoldsNumberedMessages() throws IOException {
    var file = write("inbox", FROM + LETTER + "\n" + FROM + LETTER);
    assertThat(read(file.toString())).containsExactly("inbox#1 = " + LETTER, "inbox#2 = " + LETTER);
    assertThat(inputs("", file.toString()).maySeveral()).isTrue();
  }

  @Test
  void theStandardInputIsAMessageOrAMailbox() {
    assertThat(readFrom(LETTER, "-")).containsExactly("- = " + LETTER);
    assertThat(readFrom(FROM + LETTER, "-")).containsExactly("-#1 = " + LETTER);
  }

  @Test
  void theStandardInputIsReadOnce() {
    assertThat(readFrom(LETTER, "-", "-"))
        .containsExactly("- = " + LETTER, "- unreadable: the standard input can be read only once");
  }

  @Test
  void aMaildirIsReadInItsOrder() throws IOException {
    write("Mail/cur/2:2,S", LETTER);
    write("Mail/new/1", LETTER);
    write("Mail/tmp/3", LETTER);
    write("Mail/dovecot.index", "no message");
    write("Mail/.Sent/cur/5:2,S", LETTER);
    write("Mail/.Sent/new/4", LETTER);
    write("Mail/.notes", "no message");
    assertThat(read(folder.resolve("Mail").toString()))
        .containsExactly(
            "Mail/new/1 = " + LETTER,
            "Mail/cur/2:2,S = " + LETTER,
            "Mail/.Sent/new/4 = " + LETTER,
            "Mail/.Sent/cur/5:2,S = " + LETTER);
  }

  @Test
  void aFolderIsReadByName() throws IOException {
    write("in/b.eml", LETTER);
    write("in/a/x.eml", LETTER);
    write("in/.hidden", LETTER);
    Files.createSymbolicLink(folder.resolve("in/c"), folder.resolve("in"));
    assertThat(read(folder.resolve("in").toString()))
        .containsExactly("in/a/x.eml = " + LETTER, "in/b.eml = " + LETTER);
  }

  @Test
  void whatCannotBeReadIsSaidAndTheRestIsRead() throws IOException {
    var empty = write("empty", "").toString();
    var letter = write("a.eml", LETTER).toString();
    assertThat(read(folder.resolve("none").toString(), empty, "a\0b", letter))
        .containsExactly(
            "none unreadable: there is no such file or directory",
            "empty unreadable: it is empty",
            "a\0b unreadable: it is no path: Nul character not allowed",
            "a.eml = " + LETTER);
  }

  @Test
  void whatIsLargeComesBackFromTheSpool() throws IOException {
    var large = LETTER + "line\n".repeat(Spool.MOST_IN_MEMORY / 4);
    assertThat(readFrom(large, "-")).containsExactly("- = " + large);
    var spooled = Spool.keep(new ByteArrayInputStream(large.getBytes(ISO_8859_1)));
    for (int i = 0; i < 2; i++) {
      try (var in = spooled.open()) {
        in.skipNBytes(large.length() - 3);
        assertThat(in.readAllBytes()).isEqualTo("ne\n".getBytes(ISO_8859_1));
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> read(String... operands) {
    return readFrom("", operands);
  }

  private List<String> readFrom(String standardInput, String... operands) {
    var read = new ArrayList<String>();
    inputs(standardInput, operands)
        .each(
            input -> {
              read.add(told(input).replace(folder + "/", ""));
              return true;
            });
    return read;
  }

  private static Inputs inputs(String standardInput, String... operands) {
    InputStream in = new ByteArrayInputStream(standardInput.getBytes(ISO_8859_1));
    return new Inputs(List.of(operands), in);
  }

  private static String told(Input input) {
    return switch (input) {
      case Input.Unreadable(var name, var why) -> name + " unreadable: " + why;
      case Input.Letter(var name, var message) -> {
        try (var in = message.open()) {
          yield name + " = " + new String(in.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    };
  }
}
