package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be told to a client, and what cannot.
class SmtpReplyTest {
  @Test
  void severalLinesAreOneReply() {
    assertThat(new SmtpReply(451, "4.7.1", List.of("one", "50%", "")).onTheWire())
        .isEqualTo("451-4.7.1 one\r\n451-4.7.1 50%%\r\n451 4.7.1 ");
  }

  @ParameterizedTest
  @CsvSource({
    "250,2.0.0", "354,3.0.0", "399,4.0.0", "600,5.0.0", "560,5.0.0", "550,4.7.1", "451,5.7.1",
    "550,5.7", "550,5.7.", "550,5..1", "550,5.7.1234", "550,5.07.1", "550,5.7.1.1", "550,5.7.x",
    "550,''", "550,'5.7.1 '", "550,+5.7.1"
  })
  void otherCodesAreRefused(int code, String enhanced) {
    assertThatThrownBy(() -> new SmtpReply(code, enhanced, "no"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\n250 ok", "a\nb", "a\rb", "a\0b", "\u007f", "ä", "\u2028"})
  void otherTextIsRefused(String line) {
    assertThatThrownBy(() -> new SmtpReply(550, "5.7.1", line))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLineHasUpTo512Octets() {
    int most = 512 - "550 5.7.1 \r\n".length();
    assertThat(new SmtpReply(550, "5.7.1", "x".repeat(most)).lines()).hasSize(1);
    assertThatThrownBy(() -> new SmtpReply(550, "5.7.1", "x".repeat(most + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReplyHasUpTo32Lines() {
    assertThat(new SmtpReply(550, "5.7.1", Collections.nCopies(32, "x")).lines()).hasSize(32);
    for (int count : new int[] {0, 33}) {
      assertThatThrownBy(() -> new SmtpReply(550, "5.7.1", Collections.nCopies(count, "x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
