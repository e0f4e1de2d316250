package org.signet.guard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a.example|x=a.example",
        "a b|x=\"a b\"",
        "~~|x=\"\"",
        "a\"b|x=\"a'b\"",
        "a=b|x=\"a=b\""
      })
  void aValueStaysOneValue(String value, String written) {
    assertThat(new LogLine("message").with("x", value)).hasToString("message " + written);
  }

  @Test
  void aSenderCannotBeginALine() {
    var line = new LogLine("message").with("helo", "a\r\nmessage queue=1").toString();
    assertThat(line).doesNotContain("\r", "\n");
  }

  @Test
  void severalValuesStandTogether() {
    assertThat(new LogLine("m").with("x", List.of("a", "b")).with("y", List.of()))
        .hasToString("m x=a,b");
  }
}
