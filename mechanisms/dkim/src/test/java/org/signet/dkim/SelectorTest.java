package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;

class SelectorTest {
  @ParameterizedTest
  @ValueSource(strings = {"s1", "S1", "a", "mail-2026", "march.2026", "20261128"})
  void labelsOfLettersDigitsAndInnerHyphensAreSelectors(String text) {
    assertThat(Selector.of(text)).isEqualTo(new Selector.Named(Domain.of(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "s_1; it holds something other than letters, digits, hyphens and dots",
        "s 1; it holds something other than letters, digits, hyphens and dots",
        "-s1; a label begins or ends with a hyphen",
        "s1-; a label begins or ends with a hyphen",
        "s1..x; a label is empty or longer than 63 octets, or the whole too long",
        ".s1; a label is empty or longer than 63 octets, or the whole too long",
        "schlüssel; it has letters beyond ASCII",
        "``; it is empty",
      })
  void whatIsNoSelectorIsToldWithWhatIsOne(String text, String why) {
    var refused = (Selector.Refused) Selector.of(text);
    assertThat(refused.why()).isEqualTo(why);
    assertThat(KeyExplainer.explain(refused).sentence())
        .contains(" is no selector: " + why + ". Take letters, digits and hyphens inside");
  }

  @Test
  void aLabelHas63Octets() {
    assertThat(Selector.of("s".repeat(63))).isInstanceOf(Selector.Named.class);
    assertThat(Selector.of("s".repeat(64))).isInstanceOf(Selector.Refused.class);
  }
}
