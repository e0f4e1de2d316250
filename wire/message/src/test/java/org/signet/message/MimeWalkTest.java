package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.message.Ambiguity.Reason.BARE_LINE_END_IN_BODY;
import static org.signet.message.Ambiguity.Reason.BASE64_SYNTAX;
import static org.signet.message.Ambiguity.Reason.BOUNDARY_CLASH;
import static org.signet.message.Ambiguity.Reason.BOUNDARY_SYNTAX;
import static org.signet.message.Ambiguity.Reason.CHARSET;
import static org.signet.message.Ambiguity.Reason.CLOSING_BOUNDARY_MISSING;
import static org.signet.message.Ambiguity.Reason.CONTENT_ELSEWHERE;
import static org.signet.message.Ambiguity.Reason.CONTENT_TYPE_SYNTAX;
import static org.signet.message.Ambiguity.Reason.ENCODING_NOT_ALLOWED;
import static org.signet.message.Ambiguity.Reason.ENCODING_SYNTAX;
import static org.signet.message.Ambiguity.Reason.EPILOGUE_WITH_TEXT;
import static org.signet.message.Ambiguity.Reason.FIELD_REPEATED;
import static org.signet.message.Ambiguity.Reason.FILE_NAME;
import static org.signet.message.Ambiguity.Reason.HIDDEN_FILE;
import static org.signet.message.Ambiguity.Reason.MIME_TOO_DEEP;
import static org.signet.message.Ambiguity.Reason.MIME_VERSION;
import static org.signet.message.Ambiguity.Reason.MULTIPART_UNKNOWN;
import static org.signet.message.Ambiguity.Reason.PARAMETER_REPEATED;
import static org.signet.message.Ambiguity.Reason.PART_HEADER;
import static org.signet.message.Ambiguity.Reason.PREAMBLE_WITH_PARTS;
import static org.signet.message.Ambiguity.Reason.QUOTED_PRINTABLE_SYNTAX;
import static org.signet.message.Ambiguity.Reason.TOO_MANY_PARTS;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.message.Ambiguity.Reason;

/// Section 15 of the catalogue of attacks: each test is named after its row.
class MimeWalkTest {
  /// What a walk saw: `+type` where a part begins, `-` where one ends; and why readers could
  /// differ.
  private record Seen(List<String> events, List<Reason> reasons) {}

  private static Seen walk(String message, int chunk) {
    var events = new ArrayList<String>();
    try (var stream =
        MessageStream.open(
            new ByteArrayInputStream(message.getBytes(ISO_8859_1)), LineEnds.STRICT)) {
      var walk =
          new MimeWalk(
              stream.header(),
              new MimeWalk.Parts() {
                @Override
                public void begin(MimePart part, Header header) {
                  events.add("+" + part.mediaType());
                }

                @Override
                public void end(MimePart part) {
                  events.add("-");
                }
              });
      var buffer = new byte[chunk];
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        walk.accept(buffer, 0, n);
      }
      var found = walk.finish();
      assertThat(found).allMatch(one -> one.kind() == Ambiguity.Kind.CONTENT);
      return new Seen(events, found.stream().map(Ambiguity::reason).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Seen walk(String message) {
    return walk(message, 16_384);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private static final String VERSION = "MIME-Version: 1.0";

  /// A message with these fields and a body of one line.
  private static void fields(String fields, Reason... reasons) {
    var seen = walk(lines(VERSION, fields, "", "body"));
    assertThat(seen.reasons).as(fields).containsExactlyInAnyOrder(reasons);
  }

  /// A message of one part between the boundaries `x`, with these fields.
  private static void part(String fields, Reason... reasons) {
    var type = "Content-Type: multipart/mixed; boundary=x";
    var seen = walk(lines(VERSION, type, "", "--x", fields, "", "body", "--x--"));
    assertThat(seen.reasons).as(fields).containsExactlyInAnyOrder(reasons);
  }

  /// A multipart message with the boundary `x` and this body.
  private static Seen multipart(String... body) {
    return walk(lines(VERSION, "Content-Type: multipart/mixed; boundary=x", "", lines(body)));
  }

  private static void encoded(String encoding, String body, Reason... reasons) {
    var seen = walk(lines(VERSION, "Content-Transfer-Encoding: " + encoding, "", body));
    assertThat(seen.reasons).as(body).containsExactlyInAnyOrder(reasons);
  }

  @Test
  void partsBeginAndEndInOrder() {
    var seen =
        multipart(
            "preamble",
            "--x",
            "Content-Type: multipart/alternative; boundary=\"y z\"",
            "",
            "--y z",
            "",
            "plain",
            "--y z  ",
            "Content-Type: text/html",
            "",
            "<p>",
            "--y z--",
            "",
            "--x",
            "Content-Type: message/rfc822",
            "",
            "Subject: inner",
            "Content-Type: multipart/mixed; boundary=w",
            "",
            "--w",
            "",
            "--w--",
            "--x--");
    assertThat(seen.reasons).isEmpty();
    assertThat(String.join(" ", seen.events))
        .isEqualTo(
            "+multipart/mixed +multipart/alternative +text/plain - +text/html - -"
                + " +message/rfc822 +multipart/mixed +text/plain - - - -");
  }

  @Test
  void aDigestHoldsMessages() {
    var seen =
        walk(
            lines(
                VERSION,
                "Content-Type: multipart/digest; boundary=x",
                "",
                "--x",
                "",
                "Subject: inner",
                "",
                "body",
                "--x--"));
    assertThat(String.join(" ", seen.events))
        .isEqualTo("+multipart/digest +message/rfc822 +text/plain - - -");
    assertThat(seen.reasons).isEmpty();
  }

  @Test
  void aMessageWithoutMimeIsText() {
    assertThat(walk(lines("Subject: x", "", "body")))
        .isEqualTo(new Seen(List.of("+text/plain", "-"), List.of()));
  }

  @Test
  void MI_1_twoContentTypes() {
    var fields = "Content-Type: text/plain\r\nContent-Type: text/html";
    part(fields, FIELD_REPEATED);
    assertThat(header(fields)).contains(FIELD_REPEATED);
  }

  @Test
  void MI_2_twoEncodings() {
    var fields = "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: 8bit";
    part(fields, FIELD_REPEATED);
    assertThat(header(fields)).contains(FIELD_REPEATED);
  }

  private static List<Reason> header(String fields) {
    var octets = (fields + "\r\n\r\n").getBytes(ISO_8859_1);
    try (var stream = MessageStream.open(Message.of(octets))) {
      return stream.header().ambiguities().stream().map(Ambiguity::reason).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void MI_3_aParameterTwice() {
    fields(
        "Content-Type: multipart/mixed; boundary=a; boundary=b",
        PARAMETER_REPEATED,
        BOUNDARY_SYNTAX,
        CLOSING_BOUNDARY_MISSING);
    fields("Content-Type: text/plain; charset=a; CHARSET=b", PARAMETER_REPEATED);
    fields("Content-Disposition: inline; filename=a; filename=b", PARAMETER_REPEATED);
    fields("Content-Disposition: inline; filename=a; filename*=utf-8''a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boundary=\"a\"b",
        "boundary=\"a\\b\"",
        "boundary*0=a; boundary*1=b",
        "boundary*=us-ascii''a",
        "boundary=\"=?us-ascii?q?a?=\"",
        "boundary=\"a \"",
        "boundary=\"\"",
        "boundary=",
        "charset=x",
        "boundary=\"a\u00fcb\"",
        "boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void MI_4_MI_5_oddBoundaries(String parameter) {
    var seen = walk(lines(VERSION, "Content-Type: multipart/mixed; " + parameter, "", "body"));
    assertThat(seen.reasons).containsAnyOf(BOUNDARY_SYNTAX, CONTENT_TYPE_SYNTAX);
  }

  @Test
  void MI_5_boundariesThatStartOneAnother() {
    for (var inner : List.of("x", "xy")) {
      var seen =
          multipart(
              "--x",
              "Content-Type: multipart/mixed; boundary=" + inner,
              "",
              "--" + inner,
              "",
              "--" + inner + "--",
              "--x--");
      assertThat(seen.reasons).contains(BOUNDARY_CLASH);
    }
    assertThat(multipart("--x", "", "--xz", "--x--").reasons).containsExactly(BOUNDARY_CLASH);
    fields("Content-Type: multipart/mixed; boundary=" + "a".repeat(70), CLOSING_BOUNDARY_MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"base64 (comment)", "\"base64\"", "base64;", "BASE64\0", "x-unknown", "base 64"})
  void MI_6_oddEncodings(String encoding) {
    var seen = walk(lines(VERSION, "Content-Transfer-Encoding: " + encoding, "", "QUJD"));
    assertThat(seen.reasons).containsExactly(ENCODING_SYNTAX);
  }

  @Test
  void MI_6_anEncodingOfAMultipart() {
    fields(
        "Content-Type: multipart/mixed; boundary=x\r\nContent-Transfer-Encoding: base64",
        ENCODING_NOT_ALLOWED);
    fields(
        "Content-Type: multipart/mixed; boundary=x\r\nContent-Transfer-Encoding: 8bit",
        CLOSING_BOUNDARY_MISSING);
  }

  @Test
  void MI_7_base64() {
    encoded("BASE64", "QUJD\r\nQUI=\r\n");
    encoded("base64", "QUJDQQ==");
    encoded("base64", "");
    for (var body :
        List.of(
            "QQ==QUJD",
            "QU!D",
            "QUJ\0",
            "QUJDQQ",
            "QUJDQUI",
            "Q===",
            "QUJD====",
            "QUJD".repeat(250))) {
      encoded("base64", body, BASE64_SYNTAX);
    }
    encoded("base64", "QUJD".repeat(249));
  }

  @Test
  void MI_8_quotedPrintable() {
    encoded("quoted-printable", "a=3Db=\r\nc=\r\n");
    for (var body : List.of("a= \r\n", "a=3d", "a=3", "a=\t", "a=zz", "a==", "a=3\r\nD")) {
      encoded("quoted-printable", body, QUOTED_PRINTABLE_SYNTAX);
    }
    encoded("quoted-printable", "a=\nb", BARE_LINE_END_IN_BODY);
  }

  @Test
  void MI_9_fileNames() {
    part(
        "Content-Type: application/pdf; name=a.pdf\r\n"
            + "Content-Disposition: attachment; filename=a.pdf");
    part(
        "Content-Type: application/pdf; name=a.pdf\r\n"
            + "Content-Disposition: attachment; filename*=utf-8''a%2Epdf");
    part(
        "Content-Type: application/pdf; name=\"=?utf-8?q?=C3=BC.pdf?=\"\r\n"
            + "Content-Disposition: attachment; filename*0*=utf-8''%C3%BC; filename*1=.pdf");
    part(
        "Content-Type: application/pdf; name=a.pdf\r\n"
            + "Content-Disposition: attachment; filename=b.exe",
        FILE_NAME);
    for (var name :
        List.of(
            "a.pdf.",
            "a.pdf ",
            "a\0.pdf",
            "utf-8''a%E2%80%AEfdp.exe",
            "a.pdf.exe",
            "../a",
            "c:\\\\a")) {
      var field = name.startsWith("utf-8") ? "filename*=" + name : "filename=\"" + name + '"';
      part("Content-Disposition: attachment; " + field, FILE_NAME);
    }
    part("Content-Disposition: attachment; filename=v1.tar.gz");
  }

  @Test
  void MI_10_whatStandsOutsideOfTheParts() {
    assertThat(multipart("--x", "", "body").reasons).containsExactly(CLOSING_BOUNDARY_MISSING);
    assertThat(multipart("body").reasons).containsExactly(CLOSING_BOUNDARY_MISSING);
    assertThat(multipart("--x", "", "--x--", "after").reasons).containsExactly(EPILOGUE_WITH_TEXT);
    assertThat(multipart("--x", "", "--x--", "", " ").reasons).isEmpty();
    assertThat(multipart("--x", "", "--x--", "--x", "", "--x--").reasons)
        .containsExactly(EPILOGUE_WITH_TEXT);
    assertThat(multipart("This is MIME.", "--x", "", "--x--").reasons).isEmpty();
    assertThat(multipart("content-Type: text/html", "", "--x", "", "--x--").reasons)
        .containsExactly(PREAMBLE_WITH_PARTS);
    var inner = "Content-Type: multipart/mixed; boundary=y";
    assertThat(multipart("--x", inner, "", "--y", "", "--x--").reasons)
        .containsExactly(CLOSING_BOUNDARY_MISSING);
  }

  @Test
  void MI_11_headersOfParts() {
    assertThat(multipart("--x", "", "Content-Type: text/html", "", "--x--").reasons)
        .containsExactly(PART_HEADER);
    assertThat(multipart("--x", "", "", "Content-Type: text/html", "--x--").reasons)
        .containsExactly(PART_HEADER);
    assertThat(multipart("--x", "", "text", "Content-Type: text/html", "--x--").reasons).isEmpty();
    part("Content-Type: text/plain\r\n \r\nX: y", PART_HEADER);
    part("Content-Type: text/plain\r\nno colon", PART_HEADER);
    part(" Content-Type: text/plain", PART_HEADER);
    part("X: " + "y".repeat(70_000), PART_HEADER);
    part("Content-Type: text/plain;\r\n charset=us-ascii");
  }

  @Test
  void MI_12_bareLineEnds() {
    assertThat(multipart("--x", "", "a\nb", "--x--").reasons)
        .containsExactly(BARE_LINE_END_IN_BODY);
    assertThat(multipart("--x", "", "a\rb", "--x--").reasons)
        .containsExactly(BARE_LINE_END_IN_BODY);
    var seen =
        walk(lines(VERSION, "Content-Type: multipart/mixed; boundary=x", "", "--x\n\nbody\n--x--"));
    assertThat(seen.reasons).containsExactly(BARE_LINE_END_IN_BODY);
    assertThat(seen.events).containsExactly("+multipart/mixed", "+text/plain", "-", "-");
  }

  @Test
  void MI_13_unknownAndUnusualTypes() {
    fields("Content-Type: multipart/MIXED; boundary=x", CLOSING_BOUNDARY_MISSING);
    fields("Content-Type: multipart/odd; boundary=x", MULTIPART_UNKNOWN, CLOSING_BOUNDARY_MISSING);
    part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", ENCODING_NOT_ALLOWED);
    part("Content-Type: message/partial; id=a; number=1", CONTENT_ELSEWHERE);
    part("Content-Type: message/external-body; access-type=url", CONTENT_ELSEWHERE);
  }

  @Test
  void MI_14_filesInText() {
    for (var line :
        List.of(
            "begin 644 a.exe",
            "=ybegin line=128 size=1 name=a",
            "(This file must be converted with BinHex 4.0)")) {
      assertThat(walk(lines("Subject: x", "", "text", line, "text")).reasons)
          .containsExactly(HIDDEN_FILE);
      assertThat(multipart("--x", "", line, "--x--").reasons).containsExactly(HIDDEN_FILE);
    }
    assertThat(walk(lines("Subject: x", "", "begin it now, please")).reasons).isEmpty();
  }

  @Test
  void MI_15_theVersion() {
    var type = "Content-Type: text/plain";
    assertThat(walk(lines(type, "", "x")).reasons).containsExactly(MIME_VERSION);
    assertThat(walk(lines(type, "MIME-Version: 2.0", "", "x")).reasons)
        .containsExactly(MIME_VERSION);
    assertThat(walk(lines(type, "MIME-Version: (a) 1.0 (b (c))", "", "x")).reasons).isEmpty();
  }

  @Test
  void MI_16_fiftyLevelsAndNoMore() {
    assertThat(walk(nested(MimeWalk.MOST_DEPTH)).reasons).isEmpty();
    assertThat(walk(nested(MimeWalk.MOST_DEPTH + 1)).reasons).contains(MIME_TOO_DEEP);
    assertThat(walk(nested(900)).reasons).contains(MIME_TOO_DEEP);
    var messages = "Content-Type: message/rfc822\r\n\r\n";
    assertThat(walk(VERSION + "\r\n" + messages.repeat(50) + "\r\n").reasons).isEmpty();
    assertThat(walk(VERSION + "\r\n" + messages.repeat(51) + "\r\n").reasons)
        .containsExactly(MIME_TOO_DEEP);
  }

  private static String nested(int depth) {
    var open = new StringBuilder(VERSION + "\r\n");
    var close = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      open.append("Content-Type: multipart/mixed; boundary=b" + i + "z\r\n\r\n--b" + i + "z\r\n");
      close.insert(0, "--b" + i + "z--\r\n");
    }
    return open + "\r\nbody\r\n" + close;
  }

  @Test
  void MI_16_aThousandPartsAndNoMore() {
    var type = lines(VERSION, "Content-Type: multipart/mixed; boundary=x", "");
    var part = "--x\r\n\r\nbody\r\n";
    var most = walk(type + part.repeat(MimeWalk.MOST_PARTS) + "--x--\r\n");
    assertThat(most.reasons).isEmpty();
    assertThat(most.events).hasSize(2 * MimeWalk.MOST_PARTS + 2);
    var over = walk(type + part.repeat(100_000));
    assertThat(over.reasons).containsExactly(TOO_MANY_PARTS);
    assertThat(over.events).hasSize(2 * MimeWalk.MOST_PARTS + 2);
  }

  @Test
  void MI_17_charsetsThatHide() {
    for (var charset : List.of("utf-7", "UTF-7", "utf-16", "utf-16le", "utf-32")) {
      fields("Content-Type: text/plain; charset=" + charset, CHARSET);
    }
    fields("Content-Type: text/plain; charset=\"utf-8\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain, multipart/mixed; boundary=x",
        "text",
        "text/",
        "/plain",
        "text/plain charset=x",
        "text/plain; charset",
        "text/plain; charset=a b",
        "text/plain; charset=\"a",
        "text/plain (open",
        ""
      })
  void MI_18_typesThatDoNotFollowTheGrammar(String type) {
    fields("Content-Type: " + type, CONTENT_TYPE_SYNTAX);
  }

  @Test
  void MI_18_typesThatDo() {
    fields("Content-Type: Text / (a) Plain (b) ; (c) charset (d) = (e) us-ascii (f) ;");
    fields("Content-Type: application/pdf; name=a=b");
  }

  @Test
  void MI_20_winmail() {
    part("Content-Type: application/ms-tnef", HIDDEN_FILE);
    part("Content-Disposition: attachment; filename=WinMail.dat", HIDDEN_FILE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everySplitOfTheBodyGivesTheSame(int seed) {
    var random = new SplittableRandom(seed);
    var pieces =
        List.of(
            "--x",
            "--y",
            "--",
            "-",
            "\r\n",
            "\r\n",
            "\r\n",
            "\r",
            "\n",
            " ",
            "a",
            "=",
            "begin 644 a",
            "Content-Type: multipart/mixed; boundary=y\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "QUJD",
            "b".repeat(120),
            "\r\n--x\r\n\r\n",
            "\r\n--x--\r\n",
            "\r\n--y\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n");
    for (int round = 0; round < Rounds.of(300); round++) {
      var text = new StringBuilder(lines(VERSION, "Content-Type: multipart/mixed; boundary=x", ""));
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      var whole = walk(text.toString());
      assertThat(whole.events.stream().filter("-"::equals).count() * 2)
          .isEqualTo(whole.events.size());
      for (int chunk : new int[] {1, 2, 3, 7, 101}) {
        assertThat(walk(text.toString(), chunk)).as(text.toString()).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void anyOctetsAreWalked(int seed) {
    var random = new java.util.Random(seed);
    var valid =
        lines(
            VERSION,
            "Content-Type: multipart/mixed; boundary=\"x\"; a*0*=b",
            "Content-Disposition: attachment; filename*=utf-8''%41; filename=\"a\\\"\"",
            "",
            "--x",
            "Content-Type: message/rfc822",
            "",
            "Content-Transfer-Encoding: base64",
            "",
            "QUJD",
            "--x--");
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder(valid);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      walk(text.toString());
    }
  }
}
