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
        "<bob@example.com.>                           | bob                   | example.com"
      })
  void aMailbox(String text, String localPart, String domain) {
    var path = (ReversePath.Mailbox) ReversePath.parse(text);
    assertThat(path.address().localPart()).isEqualTo(localPart);
    assertThat(path.address().domain().orElseThrow().text()).isEqualTo(domain);
  }

  @Test
  void CK_a2_aBracketMakesNoEmptyPath() {
    assertThat(ReversePath.parse("<(any@legitimate.com>")).isInstanceOf(ReversePath.Invalid.class);
    assertThat(ReversePath.parse("(any@legitimate.com")).isInstanceOf(ReversePath.Invalid.class);
  }

  @Test
  void CK_a5_aBracketBehindTheDomainIsNoComment() {
    for (var path : new String[] {"any@legitimate.com(a.attack.com", "any@legitimate.com(a.b)"}) {
      assertThat(ReversePath.parse("<" + path + ">")).isInstanceOf(ReversePath.Invalid.class);
      assertThat(ReversePath.parse(path)).isInstanceOf(ReversePath.Invalid.class);
    }
  }

  @Test
  void CK_a6_theLastAtDecides() {
    assertThat(ReversePath.parse("<any@legitimate.com'@any.attack.com>"))
        .isEqualTo(
            new ReversePath.Mailbox(new Address("any@legitimate.com'", Host.of("any.attack.com"))));
  }

  @Test
  void CK_a7_aRouteAndItsDomainsSayNothing() {
    assertThat(ReversePath.parse("<@legitimate.com,@any.com:'any@attack.com>"))
        .isEqualTo(new ReversePath.Mailbox(new Address("'any", Host.of("attack.com"))));
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
