package org.signet.testing.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.message.Ambiguity;
import org.signet.message.Author;
import org.signet.message.Header;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;
import org.signet.message.MimePart;
import org.signet.message.MimeWalk;
import org.signet.testing.Conformance;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The suite mime-mail-parser: odd and malformed messages, with what another program reads in them.
class MailParserSuiteTest {
  private static final int MESSAGES = 107;

  /// Messages in which we see another number of parts than the suite's program. Two readers differ:
  /// each must therefore be called ambiguous.
  private static final Set<String> OTHER_PARTS =
      Set.of(
          "malformed/000",
          "malformed/001",
          "malformed/004",
          "malformed/007",
          "malformed/009",
          "malformed/011",
          "malformed/012",
          "malformed/013",
          "malformed/014",
          "malformed/016",
          "malformed/017",
          "malformed/020",
          "malformed/021",
          "thirdparty/015");

  static Path folder() {
    var folder = Suites.folder("mime-mail-parser");
    assumeTrue(folder.isPresent(), "the suite mime-mail-parser is not here");
    return folder.get();
  }

  @TestFactory
  Stream<DynamicTest> messages() throws IOException {
    var root = folder().resolve("eml");
    try (var files = Files.walk(root)) {
      var messages = files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
      assertThat(messages).hasSize(MESSAGES);
      Conformance.note("mime-mail-parser messages", MESSAGES);
      return messages.stream()
          .map(file -> dynamicTest(name(root, file), () -> check(name(root, file), file)));
    }
  }

  private static String name(Path root, Path file) {
    var path = root.relativize(file).toString();
    return path.substring(0, path.length() - ".eml".length());
  }

  private static void check(String name, Path file) throws IOException {
    var octets = Files.readAllBytes(file);
    var parts = new TopParts();
    var together = new ByteArrayOutputStream(2 * octets.length);
    try (var stream = MessageStream.open(new ByteArrayInputStream(octets), LineEnds.FILE)) {
      var header = stream.header();
      header.fields().forEach(field -> together.writeBytes(field.octets()));
      int headerLength = together.size();
      together.writeBytes(new byte[] {'\r', '\n'});
      var walk = new MimeWalk(header, parts);
      stream.transferTo(
          (piece, from, to) -> {
            together.write(piece, from, to - from);
            walk.accept(piece, from, to);
          });
      var found = walk.finish();
      checkOctets(octets, together.toString(ISO_8859_1), headerLength);
      var expected =
          SuiteJson.read(
                  file.resolveSibling(file.getFileName().toString().replace(".eml", ".json")))
              .at("parts")
              .orElseThrow()
              .list();
      checkHeader(header, expected.getFirst());
      checkParts(name, parts.count, expected.size(), found);
    }
  }

  /// Every octet is in the header or the body, where the line ends of a Unix file count as CRLF.
  private static void checkOctets(byte[] octets, String together, int headerLength) {
    var text = new String(octets, ISO_8859_1);
    int firstLf = text.indexOf('\n');
    var isUnix = firstLf >= 0 && (firstLf == 0 || text.charAt(firstLf - 1) != '\r');
    var expected = isUnix ? text.replace("\r\n", "\n").replace("\n", "\r\n") : text;
    if (together.length() == headerLength + 2) {
      assertThat(together).startsWith(expected);
    } else {
      assertThat(together).isEqualTo(expected);
    }
  }

  private static void checkHeader(Header header, SuiteJson expected) {
    var fields = expected.at("headers").orElseThrow().list();
    assertThat(header.fields()).hasSize(fields.size());
    var from = fields.stream().filter(field -> field.text("name").equals("from")).findFirst();
    var author = Author.of(header);
    var addresses =
        from.flatMap(field -> field.at("value"))
            .map(MailParserFieldsTest::addresses)
            .orElse(List.of());
    if (addresses.stream().allMatch(address -> address.contains("@"))) {
      assertThat(author.addresses().stream().map(MailParserFieldsTest::text))
          .containsExactlyElementsOf(addresses);
    } else {
      assertThat(author.ambiguities())
          .extracting(Ambiguity::reason)
          .contains(Ambiguity.Reason.FROM_WITHOUT_DOMAIN);
    }
  }

  private static void checkParts(String name, int count, int expected, List<Ambiguity> found) {
    assertThat(count != expected).isEqualTo(OTHER_PARTS.contains(name));
    if (count != expected) {
      assertThat(found)
          .extracting(Ambiguity::reason)
          .containsAnyOf(
              Ambiguity.Reason.BOUNDARY_CLASH,
              Ambiguity.Reason.BOUNDARY_SYNTAX,
              Ambiguity.Reason.CLOSING_BOUNDARY_MISSING,
              Ambiguity.Reason.PART_HEADER);
    }
  }

  /// Counts the parts of a message, those of messages inside of it not among them.
  private static final class TopParts implements MimeWalk.Parts {
    private int count;
    private int messages;

    @Override
    public void begin(MimePart part, Header header) {
      count += messages == 0 ? 1 : 0;
      messages += isMessage(part) ? 1 : 0;
    }

    @Override
    public void end(MimePart part) {
      messages -= isMessage(part) ? 1 : 0;
    }

    private static boolean isMessage(MimePart part) {
      return Set.of("message/rfc822", "message/global").contains(part.mediaType());
    }
  }
}
