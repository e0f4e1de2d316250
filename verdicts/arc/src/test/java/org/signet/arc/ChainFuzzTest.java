package org.signet.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.message.Field;

/// Any octets in the fields of a chain give an answer.
class ChainFuzzTest {
  private static final String FAVOURITES = ";=:,()\\ \t\"ibdhcv10\0\377";

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8617);

  @Test
  void changedChains() throws IOException {
    var dns = ZoneResolver.of(Sealer.key("one.example", ""));
    var sound = Sealer.plain().seal("one.example").seal("one.example").message();
    int end = sound.indexOf("From:");
    int stillPass = 0;
    for (int i = 0; i < 3_000; i++) {
      var changed = new StringBuilder(sound);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(end);
        if (changed.charAt(at) == '\r' || changed.charAt(at) == '\n') {
          continue;
        }
        if (random.nextBoolean()) {
          changed.setCharAt(at, octet());
        } else {
          changed.insert(at, octet());
        }
      }
      var outcome = Arc.verify(changed.toString(), dns).outcome();
      if (outcome instanceof ArcOutcome.Pass) {
        stillPass++;
      }
    }
    // White space and letters in either case survive the relaxed form; little else does.
    assertThat(stillPass).isBetween(1, 600);
  }

  @Test
  void randomOctets() {
    for (int i = 0; i < 10_000; i++) {
      var value = new StringBuilder(random.nextBoolean() ? " i=1;" : "");
      int length = random.nextInt(50);
      for (int n = 0; n < length; n++) {
        value.append(octet());
      }
      var field = Field.of("ARC-X:" + value.toString().replace("\r", "").replace("\n", ""));
      ArcAuthenticationResults.parse(field).optional().ifPresent(ArcAuthenticationResults::claims);
      ArcMessageSignature.parse(field, 0);
      ArcSeal.parse(field);
    }
  }

  private char octet() {
    return random.nextBoolean()
        ? FAVOURITES.charAt(random.nextInt(FAVOURITES.length()))
        : (char) random.nextInt(256);
  }
}
