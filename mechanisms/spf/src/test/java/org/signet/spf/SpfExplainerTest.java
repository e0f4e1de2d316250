package org.signet.spf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;

/// The words, reviewed as prose: `explained/words.txt` holds checks, each with what is said of it.
class SpfExplainerTest {
  @TestFactory
  Stream<DynamicTest> words() throws IOException {
    var spf = new Spf(ZoneResolver.of(file("explained/zone.txt")));
    return Arrays.stream(file("explained/words.txt").split("\n\n\n", -1))
        .map(block -> block.split("\n\n", 2))
        .map(
            block ->
                dynamicTest(
                    block[0], () -> assertThat(words(spf, block[0])).isEqualTo(block[1].strip())));
  }

  private static String words(Spf spf, String question) {
    var parts = question.strip().split(" as ", -1);
    var checks = spf.check(Envelopes.of(parts[0], "mail.example.com", parts[1]));
    return new TextRenderer(100, false).render(SpfExplainer.explain(checks.mailFrom())).strip();
  }

  private static String file(String name) throws IOException {
    try (var in = SpfExplainerTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
