package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "=?utf-8?Q?J=C3=BCrgen?= X                        | Jürgen X",
        "a =?ISO-8859-1?q?=FC_=e4?= b                     | a ü ä b",
        "=?utf-8?B?w7w=?=                                 | ü",
        "=?utf-8?b?w7w?=                                  | ü",
        "=?utf-8*de?B?w7w=?=                              | ü",
        "=?utf-8?q?a?= =?utf-8?q?b?=                      | ab",
        "=?utf-8?q?a?= c =?utf-8?q?b?=                    | a c b",
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=               | 日本",
        // what stays as it came
        "=?utf-7?q?+ADw-?=                                | =?utf-7?q?+ADw-?=",
        "=?x-unknown?q?a?=                                | =?x-unknown?q?a?=",
        "=?utf-8?x?a?=                                    | =?utf-8?x?a?=",
        "=?utf-8?b?!!!!?=                                 | =?utf-8?b?!!!!?=",
        "=?utf-8?q?a b?=                                  | =?utf-8?q?a b?=",
        "=?utf-8?q?a                                      | =?utf-8?q?a",
        "=?                                               | =?",
        "=?utf-8?q?a=?=                                   | a=",
        "=?=?utf-8?q?a?=                                  | =?a"
      })
  void words(String text, String expected) {
    assertThat(EncodedWords.decode(text)).isEqualTo(expected);
  }

  @Test
  void octetsOutsideOfWordsAreUtf8OrOldText() {
    assertThat(EncodedWords.decode(new String("ü".getBytes(UTF_8), ISO_8859_1))).isEqualTo("ü");
    assertThat(EncodedWords.decode("\u00fc")).isEqualTo("ü");
  }

  @Test
  void HD_13_bombsOfEncodedWords() {
    for (var word :
        new String[] {
          "=?utf-8?q?=?=",
          "=?utf-8?b?QQ==?= ",
          "=?x?q?a?=",
          "=?",
          "?=",
          "=?utf-8?q?=?utf-8?q?a?=?=",
          "=?iso-2022-jp?b?GyRC?="
        }) {
      assertThat(EncodedWords.decode(word.repeat(20_000))).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anyOctetsGiveText(int seed) {
    var random = new Random(seed);
    var valid = "a =?utf-8?q?=C3=BC?= =?utf-8?b?w7w=?= =?iso-2022-jp?b?GyRCRnxLXBsoQg==?= b";
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder(valid);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      assertThat(EncodedWords.decode(text.toString())).isNotEmpty();
      assertThat(DisplayText.of(text.toString()).codePoints())
          .noneMatch(c -> c < ' ' || c == 0x7f || c == 0x202e);
    }
  }
}
