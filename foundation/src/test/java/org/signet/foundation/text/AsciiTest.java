package org.signet.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiTest {
  @Test
  void onlyAsciiLettersAreEqualInEitherCase() {
    assertThat(Ascii.equalsIgnoreCase("From", "fRoM")).isTrue();
    assertThat(Ascii.equalsIgnoreCase("subject", "ſubject")).isFalse();
    assertThat(Ascii.equalsIgnoreCase("DKIM", "dkım")).isFalse();
    assertThat(Ascii.equalsIgnoreCase("K", "\u212a")).isFalse();
    assertThat(Ascii.equalsIgnoreCase("[", "{")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "12, 12",
    "007, 7",
    "100, 100",
    "101, -1",
    "+5, -1",
    "-1, -1",
    "١٢, -1",
    "５, -1",
    "'', -1",
    "1 , 1",
    "99999999999999999999999999, -1"
  })
  void numbersAreAsciiDigitsWithinABound(String text, long value) {
    assertThat(Ascii.parseNumber(text, 100)).isEqualTo(value);
  }

  @Test
  void theLargestNumberIsStillRead() {
    assertThat(Ascii.parseNumber("9223372036854775807", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Ascii.parseNumber("9223372036854775808", Long.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void onlyFoldingWhiteSpaceIsTrimmed() {
    assertThat(Ascii.trimFolding("\r\n\t a\u0000 \u00a0 ")).isEqualTo("a\u0000 \u00a0");
    assertThat(Ascii.withoutFolding("a b\r\n\tc")).isEqualTo("abc");
  }

  @Test
  void printableTextHoldsNoControls() {
    assertThat(Ascii.printable("a\u001b[31m\u00e9\u202e", 99)).isEqualTo("a\\x1b[31m\\xe9\\u202e");
    assertThat(Ascii.printable("abcdef", 3)).isEqualTo("abc…");
  }
}
