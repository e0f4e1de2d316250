package org.signet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReversePathTest {
  @Test
  void theNullPath() {
    for (var text : new String[] {"", "<>", " <> "}) {
      assertThat(ReversePath.parse(text)).isEqualTo(new ReversePath.Null());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<bob@example.com>                            | bob                   | example.com",
        "bob@Example.COM                              | bob                   | example.com",
        "<bob+tag=x@example.com>                      | bob+tag=x             | example.com",
        "<\"a b\\\"c\"@example.com>                   | a b\"c                | example.com",
        "<\"a@b\"@example.com>                        | a@b                   | example.com",
        "<a..b.@docomo.example>                       | a..b.                 | docomo.example",
        "<bob@example.com.>                           | bob                   | example.com",
        // CK-a7: the route and its domain say nothing
        "<@legitimate.com,@any.com:'any@attack.com>   | 'any                  | attack.com",
        // CK-a6: the last @ decides
        "<any@legitimate.com'@any.attack.com>         | any@legitimate.com'   | any.attack.com"
      })
  void aMailbox(String text, String localPart, String domain) {
    var path = (ReversePath.Mailbox) ReversePath.parse(text);
    assertThat(path.address().localPart()).isEqualTo(localPart);
    assertThat(path.address().domain().orElseThrow().text()).isEqualTo(domain);
  }

  @Test
  void aLiteralHasNoDomain() {
    var path = (ReversePath.Mailbox) ReversePath.parse("<bob@[192.0.2.1]>");
    assertThat(path.address()).isEqualTo(new Address("bob", new Host.Literal("[192.0.2.1]")));
  }

  @Test
  void smtpUtf8NamesBecomeALabels() {
    var path =
        (ReversePath.Mailbox) ReversePath.parse("<j\u00c3\u00bcrgen@b\u00c3\u00bccher.example>");
    assertThat(path.address().localPart()).isEqualTo("j\u00c3\u00bcrgen");
    assertThat(path.address().domain().orElseThrow().text()).isEqualTo("xn--bcher-kva.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // CK-a2, CK-a5: never an empty path, never legitimate.com
        "<(any@legitimate.com>",
        "<any@legitimate.com(a.attack.com>",
        "<any@legitimate.com(a.attack.com)>",
        "<bob>",
        "<@example.com>",
        "<bob@>",
        "<bob@example.com",
        "bob@example.com>",
        "<bob@example.com> x",
        "<bob @example.com>",
        "<bob@exa mple.com>",
        "<bob@a..b>",
        "<@a.example:bob>",
        "<@a.example,bob@example.com>",
        "<@:bob@example.com>",
        "<\"bob@example.com>",
        "<\"bob\"x@example.com>",
        "<bob\0@example.com>",
        "<\"bo\nb\"@example.com>",
        "<bob\\@x@example.com>"
      })
  void textThatIsNoPath(String text) {
    assertThat(ReversePath.parse(text)).isInstanceOf(ReversePath.Invalid.class);
  }

  @Test
  void anythingFarTooLongIsNoPath() {
    assertThat(ReversePath.parse("a".repeat(100_000) + "@example.com"))
        .isInstanceOf(ReversePath.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anyOctetsGiveAPath(int seed) {
    var random = new Random(seed);
    var valid = "<@a.example,@b.example:\"bob\\\"\"@example.com>";
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder(valid);
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      assertThat(ReversePath.parse(text.toString())).isNotNull();
    }
  }
}
