package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

class IdnaTest {
  @ParameterizedTest
  @CsvSource({
    "Example.COM,                    example.com",
    "example.com.,                   example.com",
    "_dmarc.example.com,             _dmarc.example.com",
    "a-b.c--d.example,               a-b.c--d.example",
    "faß.de,                         xn--fa-hia.de",
    "ＭÜＬＬＥＲ.example,               xn--mller-kva.example",
    "legitimate。com,                 legitimate.com",
    "legitimate．com。,               legitimate.com",
    "_x.bücher.example,              _x.xn--bcher-kva.example",
    "xn--fa-hia.de,                  xn--fa-hia.de",
    "XN--FA-HIA.de,                  xn--fa-hia.de",
    "пример.рф,                      xn--e1afmkfd.xn--p1ai",
    "１.２.３.４,                       1.2.3.4"
  })
  void names(String text, String expected) {
    assertThat(Idna.parseUnicode(text).orThrow().text()).isEqualTo(expected);
    var octets = new String(text.getBytes(UTF_8), ISO_8859_1);
    assertThat(Idna.parse(octets).orThrow().text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a b",
        "a'b",
        "a\\.b",
        "a/b",
        "ü/b",
        "ü b",
        "ü\u0000",
        "-a",
        "a-",
        "ü-.de",
        "xn--a",
        "xn--",
        "xn--legitimate-.com",
        "xn--99999999999.com",
        "a\u200db",
        "\u0301a",
        "1\u05d0",
        "\ud800",
        "a\u202eb"
      })
  void textThatIsNoName(String text) {
    assertThat(Idna.parseUnicode(text)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void namesThatAreTooLong() {
    assertThat(Idna.parseUnicode("a".repeat(63) + ".com").isOk()).isTrue();
    assertThat(Idna.parseUnicode("a".repeat(64) + ".com").isOk()).isFalse();
    assertThat(Idna.parseUnicode("ü".repeat(64) + ".com").isOk()).isFalse();
    assertThat(Idna.parseUnicode("ü.".repeat(50) + "com").isOk()).isFalse();
    assertThat(Idna.parseUnicode("ü".repeat(1_000_000)).isOk()).isFalse();
    assertThat(Idna.parse("\u00c3\u00bc".repeat(1_000_000)).isOk()).isFalse();
  }

  @Test
  void octetsThatAreNoUtf8() {
    for (var octets : new String[] {"\u00fc.de", "\u00c0\u00ae.de", "\u00ed\u00a0\u0080.de"}) {
      assertThat(Idna.parse(octets).isOk()).isFalse();
    }
  }

  @Test
  void namesForPeople() {
    assertThat(Idna.toUnicode(Domain.of("xn--fa-hia.xn--p1ai"))).isEqualTo("faß.рф");
    assertThat(Idna.toUnicode(Domain.of("example.com"))).isEqualTo("example.com");
    for (var odd : new String[] {"xn--99999999999.com", "xn--egitimate-u62e.com", "xn--ab-g4t"}) {
      assertThat(Idna.toUnicode(Domain.of(odd))).isEqualTo(odd);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, false",
    "xn--mller-kva.example, false",
    "xn--fiqs8s, false",
    "xn--wgv71a119e.jp, false",
    "xn--e1afmkfd.xn--p1ai, false",
    "xn--80ak6aa92e.com, true",
    "xn--pple-43d.com, true",
    "xn--egitimate-u62e.com, true"
  })
  void lookalikes(String name, boolean expected) {
    assertThat(Idna.isConfusable(Domain.of(name))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anyCharactersGiveAnAnswer(int seed) {
    var random = new SplittableRandom(seed);
    var alphabet = "ab-._xn--\u00fc\u00df\u3002\u200d\u05d0\u0660\u0301\ud83d\ude00\uff0e\u0000 ";
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder(random.nextInt(3) == 0 ? "xn--" : "");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (Idna.parseUnicode(text.toString()) instanceof Parsed.Ok<Domain>(var name)) {
        assertThat(name.isMailName()).isTrue();
        assertThat(Idna.parseUnicode(name.text()).orThrow()).isEqualTo(name);
        Idna.isConfusable(name);
        assertThat(Idna.toUnicode(name)).isNotEmpty();
      }
    }
  }
}
