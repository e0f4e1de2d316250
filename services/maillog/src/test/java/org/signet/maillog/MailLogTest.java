package org.signet.maillog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailLogTest {
  @TempDir Path folder;

  private final List<String> texts = new ArrayList<>();

  private static String line(int day, String text) {
    return "Nov %2d 11:00:00 mx postfix/smtp[1]: %s\n".formatted(day, text);
  }

  private static byte[] gzip(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(out)) {
      packed.write(text.getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }

  private void write(String name, byte[] octets, int day) throws IOException {
    var file = folder.resolve(name);
    Files.write(file, octets);
    var time = Told.NOON.minus(Duration.ofDays(25 - day));
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void write(String name, String text, int day) throws IOException {
    write(name, text.getBytes(ISO_8859_1), day);
  }

  private MailLog.Reading read(Instant since) throws IOException {
    texts.clear();
    return MailLog.read(
        folder.resolve("mail.log"), since, ZoneOffset.UTC, line -> texts.add(line.text()));
  }

  @Test
  void olderFilesAreReadFirst() throws IOException {
    write("mail.log", line(25, "five") + "other\n" + line(25, "six"), 25);
    write("mail.log.1", line(24, "four"), 24);
    write("mail.log.2.gz", gzip(line(23, "three")), 23);
    write("mail.log-20261122", line(22, "two"), 22);
    write("mail.log.20261121-063000.gz", gzip(line(21, "one")), 21);
    write("mail.log.gone", line(20, "never"), 20);
    write("mail.logs", line(20, "never"), 20);
    write("mail.log.1.bak", line(20, "never"), 20);
    var reading = read(Instant.EPOCH);
    assertThat(texts).containsExactly("one", "two", "three", "four", "five", "six");
    assertThat(reading.lines()).isEqualTo(7);
    assertThat(reading.understood()).isEqualTo(6);
    assertThat(reading.damages()).isEmpty();
    read(Told.NOON.minus(Duration.ofDays(2)));
    assertThat(texts)
        .as("from a day before")
        .containsExactly("two", "three", "four", "five", "six");
  }

  @Test
  void anOlderFileThatIsBrokenIsReadAsFarAsItGoes() throws IOException {
    var packed = gzip(line(23, "one") + line(23, "two").repeat(5_000));
    write("mail.log.1", Arrays.copyOf(packed, packed.length / 2), 23);
    write("mail.log", line(25, "last"), 25);
    var reading = read(Instant.EPOCH);
    assertThat(texts).startsWith("one").endsWith("last");
    assertThat(reading.damages())
        .extracting(MailLog.Damage::file)
        .containsExactly(folder.resolve("mail.log.1"));
  }

  @Test
  void theLogItselfMustBeThere() {
    assertThatThrownBy(() -> read(Instant.EPOCH)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aStreamIsRead() throws IOException {
    var in = new ByteArrayInputStream(gzip(line(25, "a") + line(25, "without an end").strip()));
    MailLog.read(in, Told.NOON, ZoneOffset.UTC, line -> texts.add(line.text()));
    assertThat(texts).containsExactly("a", "without an end");
  }

  /// What is too long is cut, wherever it is, and what follows is read.
  @Test
  void longLinesAreCut() throws IOException {
    for (int length : List.of(8_191, 8_192, 8_193, 65_535, 65_536, 65_537, 1_000_000)) {
      var lines = new ArrayList<String>();
      var text = "x".repeat(length) + "\r\nnext\n\n" + "y".repeat(length);
      var in = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
      long count = LineReader.read(in, lines::add);
      int shown = Math.min(length, LineReader.MOST_OCTETS);
      assertThat(count).isEqualTo(4);
      assertThat(lines).containsExactly("x".repeat(shown), "next", "", "y".repeat(shown));
    }
  }
}
