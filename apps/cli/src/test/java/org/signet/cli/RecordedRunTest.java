package org.signet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.Zone;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.ReversePath;

class RecordedRunTest {
  private static final RecordedRun RUN =
      new RecordedRun(
          Instant.parse("2026-11-25T02:00:00Z"),
          "mx.example.net",
          new StatedEnvelope(
              new Envelope(
                  Optional.of(IpAddress.of("2001:db8::1")),
                  "mail\u00e9\n; at: x",
                  ReversePath.parse("<\"a b\"@example.org>"),
                  List.of("<bob@example.net>")),
              TrustedHops.parse("2")));

  private static final String ANSWERS = "; at: 1970-01-01T00:00:00Z\n; x\na.example. A 192.0.2.1\n";

  @Test
  void whatIsWrittenReadsBack() {
    assertThat(RecordedRun.of(RUN.text() + ANSWERS)).contains(RUN);
  }

  @Test
  void itIsCommentsOnly() {
    assertThat(Zone.of(RUN.text() + ANSWERS)).isNotNull();
    assertThat(RUN.text().lines()).allMatch(line -> line.isEmpty() || line.startsWith("; "));
  }

  @Test
  void otherZoneTextIsNoRecording() {
    assertThat(RecordedRun.of(ANSWERS)).isEmpty();
    assertThat(RecordedRun.of("")).isEmpty();
  }

  @Test
  void anyChangeGivesARunOrNone() {
    var random = new Random(4);
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(RUN.text() + ANSWERS);
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      assertThat(RecordedRun.of(text.toString())).isNotNull();
    }
  }
}
