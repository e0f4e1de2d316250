package org.signet.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Parsed;
import org.signet.https.Fetched;

/// Whatever octets a record or a policy holds, there is an answer, and it can be told.
class MtaStsFuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 100_000 : 2_000;

  private static final List<String> POLICIES =
      List.of(
          Harbour.ENFORCE,
          """
          version:STSv1
          mode:\ttesting\s
          mx: *.a.example
          max_age: 31557600
          x-1._: caf\u00c3\u00a9
          """,
          "version: STSv1\r\nmode: none\r\nmax_age: 0");

  private static final List<String> RECORDS =
      List.of("v=STSv1; id=20160831085700Z;", "v=STSv1 \t;\tid=a ; ext-1._=!#:<>;");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyPolicyIsReadOrNot(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var text = mutated(POLICIES.get(random.nextInt(POLICIES.size())), random);
      switch (MtaStsPolicy.parse(text)) {
        case Parsed.Ok<MtaStsPolicy>(var policy) -> {
          var written = MtaStsPolicy.of(policy.mode(), policy.mx(), policy.maxAge());
          var again = MtaStsPolicy.parse(written.text()).orThrow();
          assertThat(again).isEqualTo(written);
          assertThat(policy.derivedId()).matches("[0-9a-f]{32}");
        }
        case Parsed.Malformed<MtaStsPolicy>(var problem) ->
            assertThat(problem.sentence()).isNotEmpty();
      }
      told(Harbour.enforcing().serving(text));
      told(new Harbour().publishing("1").serving(new Fetched.Answered(200, text, text)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRecordIsReadOrNot(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var text = mutated(RECORDS.get(random.nextInt(RECORDS.size())), random);
      if (MtaStsRecord.parse(text) instanceof Parsed.Ok<MtaStsRecord>(var record)) {
        assertThat(record.id()).matches("[a-zA-Z0-9]{1,32}");
      }
      var zone = new StringBuilder("_mta-sts.boats.example. TXT \"");
      text.chars().forEach(c -> zone.append(String.format("\\%03d", c)));
      told(new Harbour().zone(zone.append("\"\n").toString()).serving(Harbour.ENFORCE));
    }
  }

  private static void told(Harbour harbour) {
    var explanation = MtaStsExplainer.explain(harbour.lookup());
    assertThat(JsonRenderer.render(explanation)).matches("[ -~…·§]+");
  }

  private static String mutated(String text, RandomGenerator random) {
    var out = new StringBuilder(text);
    for (int change = random.nextInt(5); change > 0 && !out.isEmpty(); change--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.setCharAt(at, (char) random.nextInt(256));
        case 1 -> out.deleteCharAt(at);
        case 2 -> out.insert(at, out.substring(random.nextInt(at + 1), at));
        default -> out.insert(at, "\r\n:; \t=*.".charAt(random.nextInt(9)));
      }
    }
    return out.length() > 200 ? out.substring(0, 200) : out.toString();
  }
}
