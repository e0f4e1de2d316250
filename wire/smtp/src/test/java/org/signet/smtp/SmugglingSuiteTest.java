package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.testing.Conformance;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The suite of SMTP smuggling: streams that make one message into two where a receiver is lax, and
/// what content may be written and read.
///
/// Its reader keeps a bare LF that stands in no dot's neighbourhood; ours refuses each, unless told
/// to keep it. Where the suite wants content with one, ours is told so.
class SmugglingSuiteTest {
  @TestFactory
  Stream<DynamicTest> streamsOfOneMessageStayOne() throws IOException {
    return each("smuggling", 11)
        .flatMap(
            one ->
                Stream.of(BareLineEnds.values())
                    .map(
                        bare ->
                            dynamicTest(
                                one.text("id") + ' ' + bare,
                                () -> isOneMessage(one.text("stream"), bare))));
  }

  private static void isOneMessage(String stream, BareLineEnds bare) {
    var read = Read.data(stream + "QUIT\r\n", bare);
    assertThat(read.left()).isEqualTo("QUIT\r\n");
    switch (read.content()) {
      case Content.Complete _ -> {
        assertThat(read.taken()).contains("smuggled body");
        assertThat(read.taken() + ".\r\n")
            .isEqualTo(
                stream
                    .replace("\r\n.\n", "\r\n\n")
                    .replace("\r\n.\r\r\n", "\r\n\r\r\n")
                    .replace("\r\n.\rM", "\r\n\rM"));
      }
      case Content.BareLineEnd _ -> assertThat(bare).isEqualTo(BareLineEnds.REFUSED);
      case Content.TooLarge _, Content.Truncated _ -> throw new AssertionError(read);
    }
  }

  @TestFactory
  Stream<DynamicTest> contentIsStuffedOrNotSent() throws IOException {
    return each("dot_stuffing_write", 13)
        .map(
            one ->
                dynamicTest(
                    '"' + one.text("data").replaceAll("[\r\n]", "¶") + '"',
                    () ->
                        assertThat(stuffed(one.text("data")).orElse("error"))
                            .isEqualTo(one.text("expect"))));
  }

  private static Optional<String> stuffed(String data) {
    var out = new ByteArrayOutputStream();
    var stuffer = new DotStuffer(true);
    var octets = data.getBytes(ISO_8859_1);
    return stuffer.append(octets, octets.length, out) && stuffer.isComplete()
        ? Optional.of(out.toString(ISO_8859_1) + ".\r\n")
        : Optional.empty();
  }

  @TestFactory
  Stream<DynamicTest> whatIsReadIsContentOrRefused() throws IOException {
    return each("dot_stuffing_read", 22)
        .map(
            one ->
                dynamicTest(
                    one.text("wire").replaceAll("[\r\n]", "¶"),
                    () -> isRead(one.text("wire"), one.text("expect"))));
  }

  private static void isRead(String wire, String expected) {
    switch (expected) {
      case "error: bad CRLF" ->
          assertThat(Read.data(wire, BareLineEnds.REFUSED).content())
              .isInstanceOf(Content.BareLineEnd.class);
      case "error: unexpected EOF" ->
          assertThat(Read.data(wire, BareLineEnds.REFUSED).content())
              .isInstanceOf(Content.Truncated.class);
      default -> {
        var hasBareLf = expected.replace("\r\n", "").contains("\n");
        var read = Read.data(wire, hasBareLf ? BareLineEnds.KEPT : BareLineEnds.REFUSED);
        assertThat(read.content()).isEqualTo(new Content.Complete(expected.length()));
        assertThat(read.taken()).isEqualTo(expected);
      }
    }
  }

  private static Stream<SuiteJson> each(String part, int cases) throws IOException {
    var folder = Suites.folder("adversarial-smtp-smuggling");
    assumeTrue(folder.isPresent(), "skipped, because the suites are absent");
    var all = SuiteJson.read(folder.get().resolve("cases.json")).at(part).orElseThrow().list();
    assertThat(all).hasSize(cases);
    return all.stream();
  }

  @AfterAll
  static void note() throws IOException {
    if (Suites.folder("adversarial-smtp-smuggling").isPresent()) {
      Conformance.note("adversarial-smtp-smuggling", 46);
    }
  }
}
