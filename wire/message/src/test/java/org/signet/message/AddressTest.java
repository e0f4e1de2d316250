package org.signet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@example.org",
        "a.b+c=d@EXAMPLE.org",
        "\"a b\"@example.org",
        "\"a\\\"b\\\\c\"@example.org",
        "\"a..b\"@example.org",
        "\"\"@example.org",
        "\u00e9@example.org",
        "alice@[192.0.2.1]"
      })
  void anAddressIsWrittenAsItCame(String text) {
    assertThat(ReversePath.parse(text))
        .isInstanceOfSatisfying(
            ReversePath.Mailbox.class,
            path -> assertThat(path.address().toString()).isEqualTo(text));
  }

  @Test
  void whatIsWrittenReadsBack() {
    var random = new Random(3);
    var alphabet = "ab.@\"\\ +\u00e9<>";
    for (int i = 0; i < 20_000; i++) {
      var local = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        local.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var address = new Address(local.toString(), Host.of("example.org"));
      assertThat(ReversePath.parse("<" + address + ">"))
          .isEqualTo(new ReversePath.Mailbox(address));
    }
  }
}
