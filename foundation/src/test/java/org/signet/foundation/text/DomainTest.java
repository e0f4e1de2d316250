package org.signet.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
  @Test
  void asciiLettersFoldAndNothingElse() {
    assertThat(Domain.of("EXAMPLE.Com")).isEqualTo(Domain.of("example.com"));
    assertThat(Domain.parse("ſubject.example").isOk()).isFalse();
    assertThat(Domain.parse("\u212Aelvin.example").isOk()).isFalse();
  }

  @Test
  void aTurkishLocaleDoesNotFoldOtherwise() {
    var before = java.util.Locale.getDefault();
    try {
      java.util.Locale.setDefault(java.util.Locale.of("tr", "TR"));
      assertThat(Domain.of("DKIM.EXAMPLE").text()).isEqualTo("dkim.example");
    } finally {
      java.util.Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "example.com., example.com",
    "., .",
    "a\\.b.example, a\\.b.example",
    "a\\046b.example, a\\.b.example",
    "\\097.example, a.example",
    "\\000x.example, \\000x.example",
    "_dmarc.example, _dmarc.example",
    "a\\ b.example, a\\032b.example"
  })
  void presentationForms(String given, String text) {
    assertThat(Domain.of(given).text()).isEqualTo(text);
    assertThat(Domain.of(Domain.of(given).text())).isEqualTo(Domain.of(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "..", ".a", "a..b", "a b", "a\u0000b", "a\\", "a\\25", "a\\256", "é.example"})
  void whatIsNoName(String given) {
    assertThat(Domain.parse(given)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void aLabelHasAtMost63Octets() {
    assertThat(Domain.parse("a".repeat(63) + ".example").isOk()).isTrue();
    assertThat(Domain.parse("a".repeat(64) + ".example").isOk()).isFalse();
  }

  @Test
  void aNameHasAtMost255Octets() {
    var label = "a".repeat(63) + '.';
    assertThat(Domain.parse(label.repeat(3) + "b".repeat(61)).isOk()).isTrue();
    assertThat(Domain.parse(label.repeat(3) + "b".repeat(62)).isOk()).isFalse();
    assertThat(Domain.of(label.repeat(3) + "b".repeat(55)).prefixed("_dmarc")).isEmpty();
    assertThat(Domain.of(label.repeat(3) + "b".repeat(54)).prefixed("_dmarc")).isPresent();
  }

  @Test
  void aDotInsideALabelIsNoBoundary() {
    var odd = Domain.of("a\\.example.com");
    assertThat(odd.labels()).containsExactly("a.example", "com");
    assertThat(odd.isWithin(Domain.of("example.com"))).isFalse();
    assertThat(odd.parent()).contains(Domain.of("com"));
  }

  @Test
  void below() {
    var example = Domain.of("example.com");
    assertThat(Domain.of("mail.example.com").isUnder(example)).isTrue();
    assertThat(example.isUnder(example)).isFalse();
    assertThat(example.isWithin(example)).isTrue();
    assertThat(Domain.of("notexample.com").isWithin(example)).isFalse();
    assertThat(example.isWithin(Domain.ROOT)).isTrue();
  }

  @Test
  void suffixesAndParents() {
    var name = Domain.of("a.b.c");
    assertThat(name.suffix(2)).isEqualTo(Domain.of("b.c"));
    assertThat(name.suffix(0)).isEqualTo(Domain.ROOT);
    assertThat(name.suffix(9)).isEqualTo(name);
    assertThat(Domain.ROOT.parent()).isEmpty();
  }

  @Test
  void hostNames() {
    assertThat(Domain.of("xn--a-1.example").isHostName()).isTrue();
    assertThat(Domain.of("_dmarc.example").isHostName()).isFalse();
    assertThat(Domain.of("_dmarc.example").isMailName()).isTrue();
    assertThat(Domain.of("-a.example").isHostName()).isFalse();
    assertThat(Domain.of("a'b.example").isMailName()).isFalse();
    assertThat(Domain.ROOT.isHostName()).isFalse();
  }

  @Test
  void labelsOfAnyOctetsComeBackFromTheirPresentation() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var octets = new byte[1 + random.nextInt(20)];
      random.nextBytes(octets);
      var label = new String(octets, StandardCharsets.ISO_8859_1);
      var name = Domain.ofLabels(List.of(label, "example")).orElseThrow();
      assertThat(Domain.of(name.text())).isEqualTo(name);
      assertThat(Domain.of(name.text()).labels()).isEqualTo(name.labels());
    }
  }

  @Test
  void anyTextGivesANameOrAProblem() {
    var random = new Random(8);
    var alphabet = "ab.\\019 \u0000\u00e9\u212a-_";
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (Domain.parse(text.toString()) instanceof Parsed.Ok<Domain>(var name)) {
        assertThat(Domain.of(name.text())).isEqualTo(name);
      }
    }
  }

  @Test
  void aLiteralThatIsNoNameIsTheProgrammersFault() {
    assertThatThrownBy(() -> Domain.of("a..b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RFC 1035 §2.3.4");
  }
}
