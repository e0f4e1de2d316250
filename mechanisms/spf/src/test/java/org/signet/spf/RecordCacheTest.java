package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Parsed;

class RecordCacheTest {
  private static final int MOST_CHARS =
      2 * (RecordCache.GENERATION_CHARS + RecordCache.RECORD_CHARS);

  private final RecordCache cache = new RecordCache();

  @Test
  void readsATextOnce() {
    assertThat(cache.parse("v=spf1 -all")).isSameAs(cache.parse("v=spf1 -all"));
    assertThat(cache.parse("v=spf1 moo")).isSameAs(cache.parse("v=spf1 moo"));
  }

  @Test
  void keepsWhatIsAskedForAmongAFlood() {
    var often = cache.parse("v=spf1 mx -all");
    for (int i = 0; i < 100_000; i++) {
      assertThat(cache.parse("v=spf1 ?exists:" + i + ".example -all").isOk()).isTrue();
      if (i % 100 == 0) {
        assertThat(cache.parse("v=spf1 mx -all")).isSameAs(often);
      }
    }
    assertThat(cache.chars()).isLessThanOrEqualTo(MOST_CHARS);
  }

  @Test
  void keepsNoLongRecord() {
    var most = "v=spf1 " + "a".repeat(RecordCache.RECORD_CHARS - 7);
    assertThat(cache.parse(most)).isSameAs(cache.parse(most));
    assertThat(cache.parse(most + "a"))
        .isInstanceOf(Parsed.Malformed.class)
        .isNotSameAs(cache.parse(most + "a"));
  }
}
