package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.TsigKey.Algorithm;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

class TsigKeyTest {
  private static final TsigKey KEY =
      new TsigKey(Domain.of("signet.example"), Algorithm.HMAC_SHA256, "0123456789abcdef");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key \"signet.example\" { algorithm hmac-sha256; secret \"MDEyMzQ1Njc4OWFiY2RlZg==\"; };",
        "key signet.example. { secret MDEyMzQ1Njc4OWFiY2RlZg==; algorithm HMAC-SHA256; }",
        "# made by tsig-keygen\n// for Signet\nkey signet.example{algorithm hmac-sha256;"
            + "secret\"MDEyMzQ1Njc4OWFiY2RlZg==\";}",
        "hmac-sha256:signet.example:MDEyMzQ1Njc4OWFiY2RlZg==",
        "# hmac-sha256:other:eA==\nhmac-sha256:signet.example.:MDEyMzQ1Njc4OWFiY2RlZg==\n",
      })
  void theFormsOfNameServersAreRead(String text) {
    assertThat(TsigKey.parse(text)).isEqualTo(Parsed.ok(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key",
        "key {",
        "key \"x\" { algorithm hmac-md5; secret \"eA==\"; };",
        "key \"x\" { algorithm hmac-sha256; };",
        "key \"x\" { secret \"eA==\"; };",
        "key \"x\" { algorithm hmac-sha256; secret \"***\"; };",
        "key \"x\" { algorithm hmac-sha256; secret \"\"; };",
        "key \"x\" { algorithm hmac-sha256; secret \"eA==\";",
        "key \"x\" { colour red; };",
        "hmac-sha256:x",
        "hmac-sha256::eA==",
        "hmac-sha256:x:eA== more",
        "hmac-sha1:x:eA==",
      })
  void whatIsNoKeyHasAProblem(String text) {
    assertThat(TsigKey.parse(text)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void theTextFormHidesTheSecret() {
    assertThat(KEY.toString()).isEqualTo("TsigKey[signet.example hmac-sha256]");
  }

  @Test
  void anyTextGivesAnAnswer() {
    var chance = new SplittableRandom(8945);
    var seed = "key \"signet.example\" { algorithm hmac-sha256; secret \"MDEyMzQ1Ng==\"; }; #";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(seed);
      for (int changes = chance.nextInt(1, 6); changes > 0; changes--) {
        int at = chance.nextInt(text.length());
        switch (chance.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, (char) chance.nextInt(256));
          default -> text.insert(at, text.charAt(chance.nextInt(text.length())));
        }
      }
      assertThat(TsigKey.parse(text.toString())).isNotNull();
    }
  }
}
