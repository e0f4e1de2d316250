package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.message.Ambiguity.Reason;

class MessageStreamTest {
  /// What a reading of a message came to.
  private record Seen(List<String> fields, String body, List<Reason> exceeded) {}

  private static Seen read(InputStream in, LineEnds lineEnds) {
    try (var stream = MessageStream.open(in, lineEnds)) {
      var body = new ByteArrayOutputStream();
      stream.transferTo((octets, from, to) -> body.write(octets, from, to - from));
      var header = stream.header();
      return new Seen(
          header.fields().stream().map(Field::toString).toList(),
          body.toString(ISO_8859_1),
          header.exceeded().stream().map(Ambiguity::reason).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Seen read(String octets, LineEnds lineEnds) {
    return read(new ByteArrayInputStream(octets.getBytes(ISO_8859_1)), lineEnds);
  }

  private static Seen file(String octets) {
    return read(octets, LineEnds.FILE);
  }

  private static Seen wire(String octets) {
    return read(octets, LineEnds.STRICT);
  }

  @Test
  void theFirstEmptyLineEndsTheHeader() {
    var seen = wire("From: a@b.example\r\nSubject: x\r\n\r\nFrom: body\r\n\r\nmore");
    assertThat(seen.fields).containsExactly("From: a@b.example", "Subject: x");
    assertThat(seen.body).isEqualTo("From: body\r\n\r\nmore");
  }

  @Test
  void aMessageMayHaveNoBodyNoHeaderOrNothing() {
    assertThat(wire("A: b\r\n")).isEqualTo(new Seen(List.of("A: b"), "", List.of()));
    assertThat(wire("A: b")).isEqualTo(new Seen(List.of("A: b"), "", List.of()));
    assertThat(wire("\r\nbody")).isEqualTo(new Seen(List.of(), "body", List.of()));
    assertThat(wire("")).isEqualTo(new Seen(List.of(), "", List.of()));
  }

  @Test
  void HD_2_aLineOfWhiteSpaceBelongsToItsFieldAndEndsNoHeader() {
    var seen = wire("Subject: x\r\n \t \r\nFrom: a@b.example\r\n\r\nbody");
    assertThat(seen.fields).containsExactly("Subject: x\r\n \t ", "From: a@b.example");
    assertThat(seen.body).isEqualTo("body");
  }

  @Test
  void HD_2_aLineWithoutColonIsKeptWithoutAName() throws IOException {
    var octets = "A: b\r\nno colon here\r\n folded\r\nC: d\r\n\r\n".getBytes(ISO_8859_1);
    try (var stream = MessageStream.open(Message.of(octets))) {
      var fields = stream.header().fields();
      assertThat(fields).hasSize(3);
      assertThat(fields.get(1).name()).isEmpty();
      assertThat(fields.get(1).toString()).isEqualTo("no colon here\r\n folded");
    }
  }

  @Test
  void CK_a9_aFirstLineThatStartsWithWhiteSpaceBeginsAField() {
    var seen = wire(" From: x@attack.com\r\nFrom: y@legitimate.com\r\n\r\n");
    assertThat(seen.fields).containsExactly(" From: x@attack.com", "From: y@legitimate.com");
  }

  @Test
  void HD_3_aUnixFileIsReadWithCrLfThroughout() {
    var seen = file("A: b\n c\nD: e\r\n\nbody\n\r\nmore\rstays\n");
    assertThat(seen.fields).containsExactly("A: b\r\n c", "D: e");
    assertThat(seen.body).isEqualTo("body\r\n\r\nmore\rstays\r\n");
  }

  @Test
  void HD_3_otherFilesAndTheWireKeepEveryOctet() {
    var octets = "A: b\r\nC: d\ne: f\r\n\r\nbody\nmore\r\n";
    for (var lineEnds : LineEnds.values()) {
      var seen = read(octets, lineEnds);
      assertThat(seen.fields).containsExactly("A: b", "C: d\ne: f");
      assertThat(seen.body).isEqualTo("body\nmore\r\n");
    }
    assertThat(wire("A: b\nC: d\n\nbody").fields).containsExactly("A: b\nC: d\n\nbody");
  }

  @Test
  void HD_16_anMboxLineIsNotStrippedHere() {
    assertThat(wire("From legitimate.com Mon\r\nA: b\r\n\r\n").fields)
        .containsExactly("From legitimate.com Mon", "A: b");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everySplitOfTheInputGivesTheSame(int seed) {
    var random = new SplittableRandom(seed);
    var alphabet = "A:: \t\r\n\r\n\r\nxyz";
    for (int round = 0; round < Rounds.of(1_000); round++) {
      var text = new StringBuilder();
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var octets = text.toString().getBytes(ISO_8859_1);
      for (var lineEnds : LineEnds.values()) {
        assertThat(read(new Dripping(octets, random), lineEnds))
            .isEqualTo(read(text.toString(), lineEnds));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13})
  void everyOctetIsInTheHeaderOrTheBody(int seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < Rounds.of(1_000); round++) {
      var octets = new byte[random.nextInt(300)];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = (byte) (random.nextInt(3) == 0 ? ":\r\n \n".charAt(random.nextInt(5)) : i);
      }
      var text = new String(octets, ISO_8859_1);
      var seen = wire(text);
      var together = new StringBuilder();
      seen.fields.forEach(field -> together.append(field).append("\r\n"));
      if (together.length() < text.length()) {
        together.append("\r\n").append(seen.body);
      }
      assertThat(together).startsWith(text);
    }
  }

  @Test
  void HD_4_aThousandFieldsAreReadAndNoMore() {
    var fits = wire("A: b\r\n".repeat(Header.MOST_FIELDS) + "\r\nbody");
    assertThat(fits.fields).hasSize(Header.MOST_FIELDS);
    assertThat(fits.exceeded).isEmpty();
    var over = wire("A: b\r\n".repeat(10_000) + "From: a@b.example\r\n\r\nbody");
    assertThat(over.fields).hasSize(Header.MOST_FIELDS);
    assertThat(over.exceeded).containsExactly(Reason.TOO_MANY_FIELDS);
    assertThat(over.body).isEqualTo("body");
  }

  @Test
  void HD_4_aFieldOf64KiBIsReadAndNoMore() {
    var value = "x".repeat(Header.MOST_FIELD_OCTETS - "A:\r\n".length());
    assertThat(wire("A:" + value + "\r\n\r\nbody"))
        .isEqualTo(new Seen(List.of("A:" + value), "body", List.of()));
    var expected = new Seen(List.of("A:" + value), "body", List.of(Reason.FIELD_TOO_LARGE));
    assertThat(wire("A:" + value + "y\r\n\r\nbody")).isEqualTo(expected);
    assertThat(wire("A:" + value + "y\r\n folded\r\n\r\nbody")).isEqualTo(expected);
    assertThat(wire("A:" + value + "y".repeat(10 << 20) + "\r\n\r\nbody")).isEqualTo(expected);
    assertThat(wire("A:" + value + "\r\n y".repeat(100_000) + "\r\n\r\nbody")).isEqualTo(expected);
  }

  @Test
  void HD_4_aHeaderOfOneMiBIsReadAndNoMore() {
    int each = 1 << 10;
    var field = "A:" + "x".repeat(each - "A:\r\n".length()) + "\r\n";
    var shorter = "A:" + "x".repeat(60 * each) + "\r\n";
    int count = (Header.MOST_OCTETS - shorter.length()) / each;
    var fits = wire(shorter + field.repeat(count) + "\r\nbody");
    assertThat(fits.exceeded).isEmpty();
    assertThat(fits.fields).hasSize(count + 1);
    var over = wire(shorter + field.repeat(count + 1) + "\r\nbody");
    assertThat(over.exceeded).containsExactly(Reason.HEADER_TOO_LARGE);
    assertThat(over.fields).hasSize(count + 1);
    assertThat(over.body).isEqualTo("body");
  }

  @Test
  void aBodyIsReadInPiecesOfAnySize() throws IOException {
    var octets = ("A: b\r\n\r\n" + "0123456789".repeat(10_000)).getBytes(ISO_8859_1);
    try (var stream = MessageStream.open(Message.of(octets))) {
      var buffer = new byte[17];
      assertThat(stream.read(buffer)).isEqualTo(17);
      assertThat(new String(buffer, ISO_8859_1)).isEqualTo("01234567890123456");
      assertThat(stream.transferTo((_, _, _) -> {})).isEqualTo(100_000 - 17);
      assertThat(stream.read(buffer)).isEqualTo(-1);
    }
  }

  /// Hands out an octet or two at a time.
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream in;
    private final SplittableRandom random;

    Dripping(byte[] octets, SplittableRandom random) {
      this.in = new ByteArrayInputStream(octets);
      this.random = random;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return in.read(into, from, Math.min(length, 1 + random.nextInt(2)));
    }
  }
}
