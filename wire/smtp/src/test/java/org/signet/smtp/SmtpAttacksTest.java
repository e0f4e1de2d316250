package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Parsed;
import org.signet.message.Address;
import org.signet.message.Host;
import org.signet.message.ReversePath;

/// Attacks on the octets of SMTP (smuggling), by the ids of the threat catalogue.
class SmtpAttacksTest {
  private static final String MAIL =
      String.join(
          "\r\n",
          "MAIL FROM:<admin@legitimate.com>",
          "RCPT TO:<v@victim.com>",
          "DATA",
          "From: admin",
          "",
          "x",
          ".",
          "");

  private static final String START = "Subject: x\r\n\r\nbody";

  /// SS-1 to SS-9.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n.\n",
        "\n.\r",
        "\r.\n",
        "\r.\r",
        "\n.\r\n",
        "\r.\r\n",
        "\r\n\0.\r\n",
        "\r\n.\r\r\n",
        "\r\r\n.\r\r\n"
      })
  void ss1To9OnlyCrlfDotCrlfEndsData(String sequence) {
    var stream = START + sequence + MAIL + "NOOP\r\n";
    var refused = Read.data(stream, BareLineEnds.REFUSED);
    assertThat(refused.left()).isEqualTo("NOOP\r\n");
    if (sequence.contains("\0")) {
      assertThat(refused.content()).isInstanceOf(Content.Complete.class);
      assertThat(refused.taken()).contains("\r\n\0.\r\nMAIL FROM");
    } else {
      assertThat(refused.content()).isInstanceOf(Content.BareLineEnd.class);
      assertThat(refused.taken()).doesNotContain("MAIL");
    }
    var kept = Read.data(stream, BareLineEnds.KEPT);
    assertThat(kept.left()).isEqualTo("NOOP\r\n");
    assertThat(kept.content()).isInstanceOf(Content.Complete.class);
    assertThat(kept.taken()).contains("MAIL FROM:<admin@legitimate.com>\r\n");
  }

  /// SS-10: the same for every way to cut the stream.
  @ParameterizedTest
  @EnumSource
  void ss10HowTheNetworkCutsItPlaysNoPart(BareLineEnds bare) {
    for (var sequence : List.of("\r\n.\r\n", "\n.\r\n", "\r\n.\r", "\r\r\n..\r\n", "\r\n..\r\n.")) {
      var stream = START + sequence + MAIL + "NOOP\r\n";
      var whole = Read.data(stream, bare);
      for (int size = 1; size < stream.length(); size++) {
        assertThat(Read.data(Read.inPieces(stream, size), bare, Read.MOST)).isEqualTo(whole);
      }
    }
  }

  @Test
  void ss11AChunkIsWhatItsSizeSays() throws IOException {
    var content = "a\n.\nb\r\n.\r\nMAIL";
    var in = Read.input(content + "NOOP\r\n");
    var taken = new ByteArrayOutputStream();
    var chunk = Chunk.parse(content.length() + " LAST");
    assertThat(in.chunk(taken, chunk.orThrow(), 100))
        .isEqualTo(new Content.Complete(content.length()));
    assertThat(taken.toString(ISO_8859_1)).isEqualTo(content);
    assertThat(in.line(100)).isEqualTo(new Line.Text("NOOP"));
  }

  @Test
  void ss11TheSizeOfAChunkIsLookedAt() throws IOException {
    assertThat(Chunk.parse("0")).isEqualTo(Parsed.ok(new Chunk(0, false)));
    assertThat(Chunk.parse("0 last")).isEqualTo(Parsed.ok(new Chunk(0, true)));
    assertThat(Chunk.parse("2147483647").isOk()).isTrue();
    for (var wrong :
        List.of(
            "2147483648",
            "9223372036854775808",
            "-1",
            "+1",
            "",
            " ",
            "1 LAST ",
            "1  LAST",
            "1 x",
            "0x1",
            "1e3",
            "\u0661")) {
      assertThat(Chunk.parse(wrong).isOk()).as(wrong).isFalse();
    }
    var in = Read.input("12345NOOP\r\n");
    assertThat(in.chunk(new ByteArrayOutputStream(), new Chunk(5, true), 4))
        .isEqualTo(new Content.TooLarge(4));
    assertThat(in.line(100)).isEqualTo(new Line.Text("NOOP"));
    assertThat(Read.input("123").chunk(new ByteArrayOutputStream(), new Chunk(5, true), 9))
        .isInstanceOf(Content.Truncated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\n.\ny\r\n", "x\r.\ry\r\n", "x\ry\r\n", "x\r\n.\r", "x\r\n.", "x"})
  void ss12WhatCouldBeTwoMessagesIsNotSent(String content) {
    var stuffer = new DotStuffer(true);
    var octets = content.getBytes(ISO_8859_1);
    assertThat(
            stuffer.append(octets, octets.length, new ByteArrayOutputStream())
                && stuffer.isComplete())
        .isFalse();
  }

  @Test
  void ss13ALineThatHoldsTwoIsNone() {
    var in =
        Read.input(
            "MAIL FROM:<a@x>\nRCPT TO:<b@y>\r\nMAIL\rRCPT\r\nNO\0OP\r\n"
                + "x".repeat(2_049)
                + "\r\n"
                + "y".repeat(2_048)
                + "\r\nNOOP");
    int most = SmtpInput.MOST_COMMAND_OCTETS;
    assertThat(in.line(most))
        .isInstanceOf(Line.Broken.class)
        .extracting("fault")
        .isEqualTo(Line.Fault.BARE_LF);
    assertThat(in.line(most)).extracting("fault").isEqualTo(Line.Fault.BARE_CR);
    assertThat(in.line(most)).extracting("fault").isEqualTo(Line.Fault.NUL);
    assertThat(in.line(most)).extracting("fault").isEqualTo(Line.Fault.TOO_LONG);
    assertThat(in.line(most)).isEqualTo(new Line.Text("y".repeat(2_048)));
    assertThat(in.line(most)).isInstanceOf(Line.Ended.class);
  }

  /// CVE-2025-7962.
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nRCPT TO:<x@y>", "a\nb", "a\rb", "a\0b", "a\u007fb", "a\u0100b"})
  void ss13NoAddressEndsACommand(String localPart) {
    var host = Host.of("victim.com");
    var address = new Address(localPart, host);
    var null0 = new ReversePath.Null();
    assertThatThrownBy(() -> new Transmission(null0, List.of(address), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    var good = List.of(new Address("a", host));
    assertThatThrownBy(() -> new Transmission(new ReversePath.Mailbox(address), good, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Transmission(
                    null0,
                    List.of(new Address("a", new Host.Literal("[x]> SIZE=1\r\nRSET"))),
                    Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ss13WhatAPathHoldsIsQuoted() {
    var address = new Address("a> SIZE=1 <\"\\", Host.of("victim.com"));
    assertThat(Transmission.rcpt(address))
        .isEqualTo("RCPT TO:<\"a> SIZE=1 <\\\"\\\\\"@victim.com>");
  }

  @Test
  void st1ACommandBehindStarttlsIsSeen() {
    var in = Read.input("STARTTLS\r\nMAIL FROM:<evil@attack.com>\r\n");
    assertThat(in.line(100)).isEqualTo(new Line.Text("STARTTLS"));
    assertThat(in.holdsMore()).isTrue();
    var alone = Read.input("STARTTLS\r\n");
    alone.line(100);
    assertThat(alone.holdsMore()).isFalse();
  }

  /// A TLS connection that is cut off without close_notify is a stream that fails.
  @Test
  void st11DataThatAreCutOffAreNoMessage() {
    var cut =
        new SequenceInputStream(
            new ByteArrayInputStream("Subject: x\r\n\r\nbody\r\n.\r".getBytes(ISO_8859_1)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new SSLException("closed without close_notify");
              }

              @Override
              public int read(byte[] buffer, int from, int most) throws IOException {
                return read();
              }
            });
    assertThat(Read.data(cut, BareLineEnds.REFUSED, Read.MOST).content())
        .isInstanceOf(Content.Truncated.class);
  }

  @Test
  void st8ARuleForEachThingThatIsNoReply() {
    assertThat(fault("250-a\r\n550 b\r\n")).isEqualTo(Loss.ReplyFault.MIXED_CODES);
    assertThat(fault("x".repeat(1 << 20))).isEqualTo(Loss.ReplyFault.LONG_LINE);
    assertThat(fault("250-" + "x".repeat(2_044) + "\r\n250 ok\r\n")).isNull();
    assertThat(fault("250-" + "x".repeat(2_045) + "\r\n250 ok\r\n"))
        .isEqualTo(Loss.ReplyFault.LONG_LINE);
    assertThat(fault("250-x\r\n".repeat(99) + "250 x\r\n")).isNull();
    assertThat(fault("250-x\r\n".repeat(100) + "250 x\r\n")).isEqualTo(Loss.ReplyFault.MANY_LINES);
    assertThat(fault("250-a\n250 b\r\n")).isEqualTo(Loss.ReplyFault.BROKEN_LINE);
    assertThat(fault("250 a\rb\r\n")).isEqualTo(Loss.ReplyFault.BROKEN_LINE);
    assertThat(fault("250 a\0b\r\n")).isEqualTo(Loss.ReplyFault.BROKEN_LINE);
    for (var none :
        List.of(
            "",
            "25",
            "25x ok",
            "+25 ok",
            "150 ok",
            "099 ok",
            "600 ok",
            "250ok",
            "2500 ok",
            "HTTP/1.1 400",
            "\u0662\u0665\u0660 ok")) {
      assertThat(fault(none + "\r\n")).as(none).isEqualTo(Loss.ReplyFault.NO_CODE);
    }
    assertThat(ReplyReader.read(Read.input("250-ok\r\n250-")))
        .isInstanceOf(ReplyReader.Read.Ended.class);
  }

  @Test
  void st8WhatIsAReplyIsReadAsItCame() {
    assertThat(ReplyReader.read(Read.input("250-\u00fcber\r\n250-\r\n250\r\n")))
        .isEqualTo(new ReplyReader.Read.Replied(new Reply(250, List.of("\u00fcber", "", ""))));
    assertThat(new Reply(550, List.of("5.7.30 x")).enhanced()).contains("5.7.30");
    assertThat(new Reply(550, List.of("2.7.30 x")).enhanced()).isEmpty();
    assertThat(new Reply(550, List.of("5.7.1000 x")).enhanced()).isEmpty();
    assertThat(new Reply(550, List.of("\u001b[2J\u0085", "x")).printable(80))
        .isEqualTo("550 \\x1b[2J\\x85 / x");
  }

  @Test
  void st7KeywordsAreWholeAndOfEitherCase() {
    var offered =
        Capabilities.of(
            new Reply(
                250,
                List.of(
                    "STARTTLS",
                    "starttls now",
                    "XSTARTTLS",
                    "SIZE 100",
                    "size 5",
                    "-x",
                    "a=b",
                    "",
                    " y",
                    "AUTH=PLAIN")));
    assertThat(offered.offers("StartTls")).isTrue();
    assertThat(offered.parameters("STARTTLS")).contains("now");
    assertThat(offered.parameters("SIZE")).contains("100");
    assertThat(offered.extensions()).containsOnlyKeys("starttls", "xstarttls", "size");
    assertThat(Capabilities.of(new Reply(250, List.of("STARTTLS"))).offers("STARTTLS")).isFalse();
    assertThat(Capabilities.of(new Reply(250, List.of("x", "XXXXXXXA"))).offers("STARTTLS"))
        .isFalse();
  }

  /// The fault of what is no reply; null for a reply.
  private static Loss.@org.jspecify.annotations.Nullable ReplyFault fault(String octets) {
    return switch (ReplyReader.read(Read.input(octets))) {
      case ReplyReader.Read.NoReply(var fault, _) -> fault;
      case ReplyReader.Read.Replied _, ReplyReader.Read.Ended _ -> null;
    };
  }
}
