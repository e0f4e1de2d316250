package org.signet.maillog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.TextRenderer;

/// Whatever octets a log has, it is read to its end, and what is told of it can be shown.
class LogPropertyTest {
  private static final List<String> PIECES =
      List.of(
          "Nov 25 11:00:00 ",
          "2026-11-25T11:00:00Z ",
          "mx ",
          "postfix/smtp[1]: ",
          "postfix/qmgr[2]: ",
          "AAAAAA: ",
          "to=<",
          "\"",
          "\\",
          ">",
          ", relay=",
          "mx.example[192.0.2.1]:25",
          "[",
          "]:",
          ", status=",
          "sent (",
          ")",
          "removed",
          "(queue active)",
          " TLS connection established to ",
          "Trusted",
          ": TLSv1.3 with cipher ",
          "SSL_connect error to ",
          "certificate verification failed for ",
          "lost connection with ",
          "Cannot start TLS: ",
          "\n");

  private static String real() throws IOException {
    try (var in =
        Objects.requireNonNull(LogPropertyTest.class.getResourceAsStream("fallback.log"))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static void read(String text) throws IOException {
    var events = new ArrayList<LogEvent>();
    var in = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    var tally = new Tally();
    var joiner = new Joiner(events::add);
    MailLog.read(in, Told.NOON, ZoneOffset.UTC, joiner::accept);
    for (var event : events) {
      if (event instanceof Transmission one) {
        var protection = Protection.of(one, Set.of());
        tally.add(one, protection);
        var shown =
            new TextRenderer(80, false).render(TransmissionExplainer.explain(one, protection));
        assertThat(shown.lines()).allMatch(line -> line.chars().noneMatch(c -> c < ' '));
        var json = new Json().beginObject();
        TransmissionJson.write(json, one, protection);
        assertThat(json.endObject().toString()).startsWith("{").endsWith("}");
      }
    }
    assertThat(tally.counts()).allMatch(count -> count.all() > 0);
  }

  @Test
  void aLogThatWasChangedIsRead() throws IOException {
    var real = real();
    var random = new SplittableRandom(5);
    for (int i = 0; i < 300; i++) {
      var octets = new StringBuilder(real);
      for (int n = random.nextInt(200); n > 0; n--) {
        int at = random.nextInt(octets.length());
        switch (random.nextInt(3)) {
          case 0 -> octets.setCharAt(at, (char) random.nextInt(256));
          case 1 -> octets.deleteCharAt(at);
          default -> octets.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        }
      }
      read(octets.toString());
    }
  }

  @Test
  void piecesInAnyOrderAreRead() throws IOException {
    var random = new SplittableRandom(6);
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        if (random.nextInt(8) == 0) {
          text.append((char) random.nextInt(256));
        }
      }
      read(text.toString());
    }
  }
}
