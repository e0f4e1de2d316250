package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// Messages as people write them.
final class Letters {
  private Letters() {}

  /// A short one.
  ///
  /// @param more fields above its own, each with CRLF behind it
  static String letter(String from, String more) {
    return more
        + """
        From: %s
        To: Bob <bob@harbour.example>
        Subject: hello
        Date: Wed, 25 Nov 2026 10:00:00 +0000
        Message-ID: <1@letter.example>

        Hello.
        """
            .formatted(from)
            .replace("\n", "\r\n");
  }

  /// A message of docs/examples as it was sent: without what the servers on its way wrote.
  static String example(String name) throws IOException {
    var text = Files.readString(Harbour.root().resolve("docs/examples/" + name), ISO_8859_1);
    var lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
    return lines.replaceFirst("(?s)^.*?\r\n(?=ARC-Seal|DKIM-Signature|From)", "");
  }

  /// The header of a message.
  static String header(String message) {
    return message.substring(0, message.indexOf("\r\n\r\n") + 2);
  }

  /// How many fields of a name the header has.
  static long count(String message, String field) {
    return Pattern.compile("(?mi)^" + field + ":").matcher(header(message)).results().count();
  }

  /// What servers and signatures are known to trip over.
  static List<String> awkward(String from) {
    var text = letter(from, "");
    var header = header(text);
    return List.of(
        text,
        header + "\r\n",
        header + "\r\n\r\n\r\nblank lines around\r\n\r\n\r\n",
        header + "\r\n.a dot\r\n..two\r\n.\t\r\ntrailing blanks  \t \r\n\ttab\r\n",
        header
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n"
            + "\r\n"
            + "Bl\u00c3\u00a5b\u00c3\u00a6r i sn\u00c3\u00b8en\r\n",
        header.replace("hello", "=?utf-8?Q?Bl=C3=A5b=C3=A6r?=\r\n =?utf-8?Q?_i_sn=C3=B8en?=")
            + "X-Long: "
            + "word ".repeat(180)
            + "\r\n\r\n"
            + "a long line ".repeat(80)
            + "\r\n",
        header
            + "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b b\"\r\n\r\n"
            + "--b b\r\nContent-Type: text/plain\r\n\r\ntext\r\n--b b\r\n"
            + "Content-Type: text/html\r\n\r\n<p>text</p>\r\n--b b--\r\n",
        header.replace("Subject: hello", "subject:hello   there\r\n\t  again ")
            + "\r\nFrom here to there\r\n>From quoted\r\n",
        header
            + "\r\na bare\nline feed, and many lines\r\n"
            + "the quick brown fox\r\n".repeat(20_000),
        header + "\r\na bare \r carriage return, and a last line with one\r\r\n");
  }
}
