package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.message.Field;
import org.signet.message.Header;

class HeldBodiesTest {
  private static final Header HEADER = new Header(List.of(Field.of("From: a@b.example")));

  private final HeldBodies bodies = new HeldBodies();

  private static void add(HeldBodies.Held held, int octets) {
    held.body(new byte[octets], 0, octets);
  }

  @Test
  void aMessageIsReadAgainAsItCame() throws IOException {
    var held = bodies.hold();
    held.body("xHello\r\n".getBytes(ISO_8859_1), 1, 4);
    held.body("xHello\r\n".getBytes(ISO_8859_1), 4, 8);
    try (var in = held.message(HEADER).open()) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1))
          .isEqualTo("From: a@b.example\r\n\r\nHello\r\n");
    }
  }

  @Test
  void aMessageThatIsTooLargeIsNotHeld() {
    var held = bodies.hold();
    add(held, HeldBodies.MOST_OF_ONE);
    assertThat(held.isWhole()).isTrue();
    add(held, 1);
    assertThat(held.isWhole()).isFalse();
    assertThat(bodies.free()).isEqualTo(HeldBodies.MOST_OF_ALL);
  }

  @Test
  void allMessagesTogetherHaveOneRoom() {
    int fit = (int) (HeldBodies.MOST_OF_ALL / HeldBodies.MOST_OF_ONE);
    for (int i = 0; i < fit; i++) {
      add(bodies.hold(), HeldBodies.MOST_OF_ONE);
    }
    var late = bodies.hold();
    add(late, 1);
    assertThat(late.isWhole()).isFalse();
    assertThat(bodies.free()).isZero();
  }

  @Test
  void whatIsGivenBackIsGivenBackOnce() {
    var held = bodies.hold();
    add(held, 1000);
    held.release();
    held.release();
    assertThat(bodies.free()).isEqualTo(HeldBodies.MOST_OF_ALL);
  }
}
