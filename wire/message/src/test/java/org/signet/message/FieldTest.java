package org.signet.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldTest {
  @Test
  void theNameComesBeforeTheColonInEitherCase() {
    var field = Field.of("SuBject: x");
    assertThat(field.name()).isEqualTo("SuBject");
    assertThat(field.is("subject")).isTrue();
    assertThat(field.is("subjec")).isFalse();
    assertThat(field.hasProperName()).isTrue();
  }

  @Test
  void noUnicodeFoldingMakesAName() {
    assertThat(Field.of("\u017fubject: x").is("subject")).isFalse();
    assertThat(Field.of("d\u0131im: x").is("dkim")).isFalse();
  }

  @Test
  void whiteSpaceBeforeTheColonIsNoPartOfTheNameButImproper() {
    for (var text : new String[] {"From : x", "From\t: x", "From\r\n : x"}) {
      var field = Field.of(text);
      assertThat(field.is("from")).isTrue();
      assertThat(field.hasProperName()).isFalse();
      assertThat(field.rawValue()).isEqualTo(" x");
    }
    assertThat(Field.of(" From: x").is("from")).isFalse();
    assertThat(Field.of(": x").hasProperName()).isFalse();
    assertThat(Field.of("\u00a0From: x").hasProperName()).isFalse();
  }

  @Test
  void aValueIsUnfoldedAtEveryCrLfBeforeWhiteSpace() {
    var field = Field.of("A: \r\n  b\r\n\tc\r\n \r\n d \r\n ");
    assertThat(field.value()).isEqualTo("b\tc  d");
    assertThat(field.rawValue()).isEqualTo(" \r\n  b\r\n\tc\r\n \r\n d \r\n ");
    assertThat(Field.of("A: b\rc\nd").value()).isEqualTo("b\rc\nd");
    assertThat(Field.of("A:").value()).isEmpty();
    assertThat(Field.of("no colon").value()).isEqualTo("no colon");
    assertThat(Field.of("\n").value()).isEqualTo("\n");
  }

  @Test
  void theOctetsAreThoseThatCame() {
    var field = Field.of("A:\u0000\u00ff\r\n b");
    assertThat(field.length()).isEqualTo(10);
    var octets = new byte[12];
    field.copyTo(0, field.length(), octets, 2);
    assertThat(octets).containsExactly(0, 0, 'A', ':', 0, 0xff, '\r', '\n', ' ', 'b', '\r', '\n');
    assertThat(Field.of(field.octets())).isEqualTo(field);
  }
}
