package org.signet.testing.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
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
import org.signet.message.Address;
import org.signet.message.Author;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Host;
import org.signet.message.Received;
import org.signet.testing.SuiteJson;

/// The single fields of the suite mime-mail-parser: addresses and hops.
class MailParserFieldsTest {
  private static final int ADDRESSES = 60;
  private static final int RECEIVED = 181;

  /// Address fields that are no sound From fields with a domain (RFC 5322 §3.4, §3.6.2): as From
  /// they must be called ambiguous or careless.
  private static final Set<Integer> NO_SOUND_FROM =
      Set.of(
          6, 11, 42, // no domain
          9, 13, 14, // white space or comments in a domain
          30, 31, // more than a field
          34, 35, 36, 51, 55, // words too many, one domain
          37, 38, 39, 40, 41, 43, 44, 45, 46, 47); // addresses of the web

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

  @TestFactory
  Stream<DynamicTest> addressFields() throws IOException {
    var cases = SuiteJson.read(MailParserSuiteTest.folder().resolve("address.json")).list();
    assertThat(cases).hasSize(ADDRESSES);
    var tests = new ArrayList<DynamicTest>();
    for (int i = 0; i < cases.size(); i++) {
      var one = cases.get(i);
      int number = i;
      tests.add(dynamicTest("address " + i, () -> checkAddresses(number, one)));
    }
    return tests.stream();
  }

  private static void checkAddresses(int number, SuiteJson one) {
    var octets = new String(one.text("header").strip().getBytes(UTF_8), ISO_8859_1);
    var from = Field.of("From: " + octets.replace("\r\n", "\n").replace("\n", "\r\n"));
    var header = new Header(List.of(from));
    if (NO_SOUND_FROM.contains(number)) {
      assertThat(header.ambiguities()).isNotEmpty();
      return;
    }
    assertThat(header.ambiguities()).isEmpty();
    var expected = new ArrayList<>(addresses(one.at("expected").orElseThrow()));
    expected.remove("");
    assertThat(Author.of(header).addresses().stream().map(MailParserFieldsTest::text))
        .containsExactlyElementsOf(expected);
  }

  /// The addresses of an address list, as the suite writes it.
  static List<String> addresses(SuiteJson told) {
    var addresses = new ArrayList<String>();
    var list = told.at("Address").orElse(told);
    list.at("List").ifPresent(mailboxes -> collect(mailboxes, addresses));
    list.at("Group")
        .ifPresent(
            groups ->
                groups.list().forEach(g -> collect(g.at("addresses").orElseThrow(), addresses)));
    return addresses;
  }

  private static void collect(SuiteJson mailboxes, List<String> addresses) {
    mailboxes.list().forEach(mailbox -> addresses.add(mailbox.text("address")));
  }

  static String text(Address address) {
    return address.localPart() + '@' + ((Host.Named) address.host()).text();
  }

  @TestFactory
  Stream<DynamicTest> receivedFields() throws IOException {
    var cases = SuiteJson.read(MailParserSuiteTest.folder().resolve("received.json")).list();
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
    var helo = told.at("helo").map(MailParserFieldsTest::host).orElse("");
    var ours =
        new Hop(
            received.client(),
            bare(received.by()),
            helo.isEmpty() ? "" : bare(received.helo()),
            received.date());
    var theirs =
        new Hop(
            client(told),
            told.at("by").map(MailParserFieldsTest::host).orElse(""),
            helo,
            told.at("date").flatMap(MailParserFieldsTest::date));
    if (OTHER_RECEIVED.containsKey(number)) {
      var dateIsWrong = told.at("date").flatMap(MailParserFieldsTest::date).isEmpty();
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
