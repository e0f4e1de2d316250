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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Ambiguity;
import org.signet.message.Author;
import org.signet.message.Header;
import org.signet.message.Host;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;
import org.signet.message.MimePart;
import org.signet.message.MimeWalk;
import org.signet.message.Received;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The suite mime-mail-parser: odd and malformed messages, with what another program reads in them.
class MailParserSuiteTest {
  private static final int MESSAGES = 107;
  private static final int RECEIVED = 181;

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

  /// Received fields of which we read another part, and why.
  private static final Map<Integer, String> OTHER_RECEIVED =
      Map.ofEntries(
          Map.entry(13, "the date is not that of RFC 5322 §3.3; the suite reads 1910"),
          Map.entry(64, "qmail writes the client as user@address; the suite does not read it"),
          Map.entry(67, "PST is -0800 (RFC 5322 §4.3); the suite takes it for UTC"),
          Map.entry(75, "brackets in brackets: no address literal of RFC 5321 §4.1.3"),
          Map.entry(86, "qmail writes the client as user@address; the suite does not read it"),
          Map.entry(87, "qmail writes the client as user@address; the suite does not read it"),
          Map.entry(89, "a year of two digits below 50 is of this century (RFC 5322 §4.3)"),
          Map.entry(90, "a year of two digits below 50 is of this century (RFC 5322 §4.3)"),
          Map.entry(97, "qmail writes the client as user@address; the suite does not read it"),
          Map.entry(116, "qmail writes the client as user@address; the suite does not read it"),
          Map.entry(117, "the date is not that of RFC 5322 §3.3; the suite reads 1914"),
          Map.entry(118, "the date is not that of RFC 5322 §3.3; the suite reads 1915"),
          Map.entry(119, "qmail writes the client as user@address; the suite does not read it"),
          Map.entry(123, "by twice: the first names the server"),
          Map.entry(128, "a year of two digits below 50 is of this century (RFC 5322 §4.3)"),
          Map.entry(138, "an underscore stands before the date"),
          Map.entry(144, "the suite drops the seconds that have a fraction"),
          Map.entry(148, "the address stands behind other text, without brackets"),
          Map.entry(151, "the date is not that of RFC 5322 §3.3; the suite reads 1914"),
          Map.entry(161, "the whole from-clause is a comment"),
          Map.entry(163, "PDT is -0700 (RFC 5322 §4.3); the suite takes it for UTC"));

  private static Path folder() {
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
    var addresses = from.map(MailParserSuiteTest::addresses).orElse(List.of());
    if (addresses.stream().allMatch(address -> address.contains("@"))) {
      assertThat(author.addresses().stream().map(MailParserSuiteTest::text))
          .containsExactlyElementsOf(addresses);
    } else {
      assertThat(author.ambiguities())
          .extracting(Ambiguity::reason)
          .contains(Ambiguity.Reason.FROM_WITHOUT_DOMAIN);
    }
  }

  private static String text(org.signet.message.Address address) {
    return address.localPart() + '@' + ((Host.Named) address.host()).text();
  }

  private static List<String> addresses(SuiteJson from) {
    var addresses = new ArrayList<String>();
    var told = from.at("value").flatMap(value -> value.at("Address"));
    told.flatMap(list -> list.at("List")).ifPresent(list -> collect(list, addresses));
    told.flatMap(list -> list.at("Group"))
        .ifPresent(
            groups ->
                groups.list().forEach(g -> collect(g.at("addresses").orElseThrow(), addresses)));
    return addresses;
  }

  private static void collect(SuiteJson mailboxes, List<String> addresses) {
    mailboxes.list().forEach(mailbox -> addresses.add(mailbox.text("address")));
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

  @TestFactory
  Stream<DynamicTest> receivedFields() throws IOException {
    var cases = SuiteJson.read(folder().resolve("received.json")).list();
    assertThat(cases).hasSize(RECEIVED);
    var tests = new ArrayList<DynamicTest>();
    for (int i = 0; i < cases.size(); i++) {
      var one = cases.get(i);
      int number = i;
      tests.add(dynamicTest("received " + i, () -> checkReceived(number, one)));
    }
    return tests.stream();
  }

  private record Hop(Optional<IpAddress> client, String by, String helo, Optional<Instant> date) {}

  private static void checkReceived(int number, SuiteJson one) {
    var told = one.at("expected").orElseThrow();
    var received = Received.parse(one.text("header"));
    var helo = told.at("helo").map(MailParserSuiteTest::host).orElse("");
    var ours =
        new Hop(
            received.client(),
            bare(received.by()),
            helo.isEmpty() ? "" : bare(received.helo()),
            received.date());
    var theirs =
        new Hop(
            client(told),
            told.at("by").map(MailParserSuiteTest::host).orElse(""),
            helo,
            told.at("date").flatMap(MailParserSuiteTest::date));
    if (OTHER_RECEIVED.containsKey(number)) {
      var dateIsWrong = told.at("date").flatMap(MailParserSuiteTest::date).isEmpty();
      assertThat(ours.equals(theirs) && !dateIsWrong).as("no longer an exception?").isFalse();
    } else {
      assertThat(ours).isEqualTo(theirs);
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String host(SuiteJson host) {
    return host.at("Name").or(() -> host.at("IpAddr")).orElseThrow().text();
  }

  private static Optional<IpAddress> client(SuiteJson told) {
    return told.at("from_ip")
        .or(() -> told.at("from").flatMap(from -> from.at("IpAddr")))
        .map(address -> IpAddress.of(address.text()));
  }

  private static Optional<Instant> date(SuiteJson told) {
    int minutes = number(told, "tz_hour") * 60 + number(told, "tz_minute");
    var sign = told.text("tz_before_gmt").equals("true") ? -1 : 1;
    try {
      var local =
          LocalDateTime.of(
              number(told, "year"),
              number(told, "month"),
              number(told, "day"),
              number(told, "hour"),
              number(told, "minute"),
              number(told, "second"));
      return Optional.of(local.toInstant(ZoneOffset.ofTotalSeconds(sign * minutes * 60)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(SuiteJson told, String name) {
    return told.at(name).orElseThrow().number();
  }
}
