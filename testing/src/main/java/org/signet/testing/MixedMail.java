package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Messages of every shape that a signer may meet: made ones, with fields that are folded, empty,
/// many or repeated, octets above 127, long lines, blanks at ends, bodies that are empty, large or
/// without a last line end; and those of the suites, signed already or not, and genuine mail. Each
/// has one From field, and only CRLF as its line ends.
///
/// @param name what is peculiar about its header and its body, or where it comes from
public record MixedMail(String name, String octets) {
  /// One in so many genuine messages of the corpus.
  private static final int CORPUS_STEP = 40;

  private static final List<String> SUITES =
      List.of("dkim-dkimpy", "dkim-jdkim", "dkim-lieser", "dkim-mox", "dkim-opendkim");

  private static final Pattern BARE = Pattern.compile("(?<!\\r)\\n|\\r(?!\\n)|\u0000");
  private static final Pattern BLANK_BEFORE_COLON = Pattern.compile("(?m)^[^\\s:]+[ \t]+:");
  private static final Pattern FROM = Pattern.compile("(?mi)^from[ \\t]*:");

  private static final String LONG_LINE = "a long line, ".repeat(150);
  private static final int LARGE = 100 << 10;

  private record Part(String name, Function<RandomGenerator, String> text) {
    static Part of(String name, String text) {
      return new Part(name, _ -> text);
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  /// What stands in the header besides the author and the date.
  private static final List<Part> HEADERS =
      List.of(
          Part.of("usual", lines("To: Bob <bob@example.org>", "Subject: Dinner?")),
          Part.of(
              "folded",
              lines(
                  "To: Bob",
                  "\t<bob@example.org>,",
                  "  Carol <carol@example.org>",
                  "Subject:",
                  " folded at once, \t",
                  "\tand again")),
          Part.of("empty", lines("To: Bob <bob@example.org>", "Subject:", "X-Empty: ", "Cc: \t")),
          Part.of(
              "repeated",
              lines(
                  "Received: from a by b; Wed, 25 Nov 2026 10:00:00 +0000",
                  "Received: from b by c; Wed, 25 Nov 2026 10:00:01 +0000",
                  "To: Bob <bob@example.org>",
                  "Subject: the first",
                  "Comments: one",
                  "subject: the second",
                  "Comments: two")),
          Part.of(
              "no blanks", lines("TO:bob@example.org", "sUBJECT:no blank", "reply-to:a@example")),
          Part.of(
              "blanks", lines("To: \t bob@example.org \t", "Subject: \t many   blanks\t\there  ")),
          Part.of(
              "above 127",
              lines("To: B\u00f6b <bob@example.org>", "Subject: Caf\u00c3\u00a9 \u00ff")),
          Part.of(
              "long",
              lines("To: bob@example.org", "Subject: " + LONG_LINE, "X-Long: " + LONG_LINE)),
          Part.of(
              "list",
              lines(
                  "Sender: list@example.net",
                  "To: list@example.net",
                  "Subject: [list] hello",
                  "List-Id: <list.example.net>",
                  "List-Unsubscribe: <https://example.net/u>",
                  "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                  "In-Reply-To: <0@example.net>",
                  "References: <0@example.net>",
                  "\t<1@example.net>")),
          new Part("many", MixedMail::manyFields),
          Part.of(
              "MIME",
              lines(
                  "MIME-Version: 1.0",
                  "To: bob@example.org",
                  "Subject: =?utf-8?q?Caf=C3=A9?=",
                  "Content-Type: multipart/mixed;",
                  "\tboundary=\"=_part\"",
                  "Content-Transfer-Encoding: 8bit")));

  private static final List<Part> BODIES =
      List.of(
          Part.of("usual", lines("Hello Bob,", "", "dinner is ready.", "", "-- ", "Alice")),
          Part.of("empty", ""),
          Part.of("only line ends", "\r\n\r\n\r\n"),
          Part.of("no last line end", "Hello\r\nno line end"),
          Part.of("line ends at the end", lines("Hello", "", "", "")),
          Part.of("blanks", lines("Hello \t ", "\t  indented \t text", " ", "\t", "  ", "end \t")),
          Part.of("blank lines at the end", lines("Hello", " \t", "\t", " ")),
          Part.of("blanks and no last line end", "Hello\r\n  blanks \t "),
          Part.of("above 127", lines("Gr\u00fc\u00dfe, Caf\u00c3\u00a9, \u00ff\u0080")),
          Part.of("long lines", lines(LONG_LINE, LONG_LINE + "\t")),
          Part.of("dots", lines(".", "..", ". dot", "From here", ">From there")),
          Part.of(
              "MIME",
              lines(
                  "--=_part",
                  "Content-Type: text/plain; charset=utf-8",
                  "Content-Transfer-Encoding: quoted-printable",
                  "",
                  "Caf=C3=A9 =",
                  "  soft",
                  "--=_part",
                  "Content-Type: application/octet-stream",
                  "Content-Transfer-Encoding: base64",
                  "",
                  "AAECAwQFBgcICQ==",
                  "--=_part--")),
          new Part("any octets", random -> anyOctets(2_000, random)),
          new Part("100 KiB", random -> anyOctets(LARGE, random)));

  /// Made messages, of each shape of a header with each of a body in turn; the same every time.
  public static List<MixedMail> made(int count) {
    var random = new SplittableRandom(6376);
    var mails = new ArrayList<MixedMail>();
    for (int i = 0; i < count; i++) {
      var header = HEADERS.get(i % HEADERS.size());
      var body = BODIES.get(i % BODIES.size());
      var octets =
          lines("From: Alice <alice@signer.example>")
              + header.text.apply(random)
              + lines("Date: Wed, 25 Nov 2026 10:00:00 +0000", "Message-ID: <%d@signer.example>")
                  .formatted(i)
              + "\r\n"
              + body.text.apply(random);
      mails.add(new MixedMail("header: " + header.name + ", body: " + body.name, octets));
    }
    return mails;
  }

  /// What is there of the suites, and a part of the genuine mail.
  public static List<MixedMail> ofSuites() throws IOException {
    var mails = new ArrayList<MixedMail>();
    for (var suite : SUITES) {
      var folder = Suites.folder(suite);
      if (folder.isPresent()) {
        for (var each : DkimSuite.read(folder.get()).cases()) {
          if (each.file().isPresent()) {
            var octets = new String(each.message(), ISO_8859_1);
            mails.add(new MixedMail(suite + " " + each.id(), octets));
          }
        }
      }
    }
    var corpus = Suites.folder("corpus-spamassassin");
    if (corpus.isPresent()) {
      mails.addAll(genuine(corpus.get()));
    }
    return mails.stream().filter(MixedMail::canBeSigned).toList();
  }

  private static List<MixedMail> genuine(Path folder) throws IOException {
    var mails = new ArrayList<MixedMail>();
    Corpus.read(
        folder,
        entry -> {
          if (entry.isGenuine()) {
            var octets = entry.octets().replace("\r\n", "\n").replace("\n", "\r\n");
            mails.add(new MixedMail(entry.group() + " " + entry.name(), octets));
          }
        });
    return IntStream.range(0, mails.size())
        .filter(i -> i % CORPUS_STEP == 0)
        .mapToObj(mails::get)
        .toList();
  }

  /// Whether a field has a blank before its colon, as RFC 5322 §4.5 allows old messages.
  public boolean hasBlankBeforeColon() {
    return BLANK_BEFORE_COLON.matcher(octets.substring(0, octets.indexOf("\r\n\r\n"))).find();
  }

  private boolean canBeSigned() {
    int end = octets.indexOf("\r\n\r\n");
    return end > 0
        && !BARE.matcher(octets).find()
        && FROM.matcher(octets.substring(0, end)).results().count() == 1;
  }

  private static String manyFields(RandomGenerator random) {
    var text = new StringBuilder("To: bob@example.org\r\nSubject: many\r\n");
    for (int i = 0; i < 60; i++) {
      text.append("X-").append(random.nextInt(20)).append(": ").append(random.nextLong());
      text.append("\r\n");
    }
    return text.toString();
  }

  /// Text of any octets but NUL, CR and LF, in lines of any length that SMTP carries, with blanks
  /// more often than chance has them.
  private static String anyOctets(int length, RandomGenerator random) {
    var text = new StringBuilder();
    while (text.length() < length) {
      for (int i = random.nextInt(10) == 0 ? 0 : random.nextInt(990); i > 0; i--) {
        int octet = random.nextInt(8) == 0 ? ' ' : 1 + random.nextInt(255);
        text.append(octet == '\r' || octet == '\n' ? '\t' : (char) octet);
      }
      text.append("\r\n");
    }
    return text.toString();
  }
}
