package org.signet.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostqueueLineTest {
  private static final String LINE =
      "{\"queue_name\": \"hold\", \"queue_id\": \"4bX2y1\", \"arrival_time\": 1764072000,"
          + " \"message_size\": 321, \"forced_expire\": false, \"sender\": \"a\\\"b@c.example\","
          + " \"recipients\": [{\"address\": \"b\\u00fc@d.example\"}, {\"address\": \"e@f\","
          + " \"delay_reason\": \"x\\n\"}]}";

  @Test
  void aMessageThatIsHeldIsRead() {
    assertThat(PostqueueLine.held(LINE))
        .hasValue(
            new HeldMail(
                "4bX2y1",
                Instant.parse("2025-11-25T12:00:00Z"),
                321,
                "a\"b@c.example",
                List.of("bü@d.example", "e@f")));
  }

  @Test
  void othersTellNothing() {
    for (var line :
        List.of(
            "",
            "{}",
            "[]",
            "\"",
            "{\"queue_name\": \"hold\"}",
            LINE.replace("hold", "deferred"),
            LINE.replace("4bX2y1", "-d"),
            LINE.replace("4bX2y1", "../x"),
            LINE.replace("1764072000", "\"soon\""),
            LINE.replace("]}", ""),
            "[".repeat(100_000))) {
      assertThat(PostqueueLine.held(line)).isEmpty();
    }
  }

  @Test
  void anyLineIsRead() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(LINE);
      for (int j = random.nextInt(4); j >= 0; j--) {
        text.setCharAt(random.nextInt(text.length()), "{}[]\",:\\u0".charAt(random.nextInt(10)));
      }
      text.setLength(random.nextInt(text.length() + 1));
      assertThat(PostqueueLine.held(text.toString())).isNotNull();
    }
  }
}
