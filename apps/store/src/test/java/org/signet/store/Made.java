package org.signet.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.signet.foundation.text.Domain;

/// Messages for tests.
final class Made {
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static final List<String> ACTIONS = List.of("deliver", "mark", "quarantine", "reject");

  private Made() {}

  static KeptMessage message(String queueId, Instant at) {
    return message(queueId, at, "deliver", "a proof of " + queueId);
  }

  static KeptMessage message(String queueId, Instant at, String action, String proof) {
    var author = Optional.of(Domain.of("boats.example"));
    return new KeptMessage(queueId, at, "inbound", action, author, "pass", proof);
  }

  /// One with a proof as large as they mostly are, which cannot be compressed.
  static KeptMessage large(String queueId, Instant at, Random random) {
    var proof = new byte[1_600];
    random.nextBytes(proof);
    return message(queueId, at, "deliver", new String(proof, ISO_8859_1));
  }

  /// One of any kind, judged within a day before noon.
  static KeptMessage any(RandomGenerator random) {
    var proof = new StringBuilder();
    for (int n = random.nextInt(300); n > 0; n--) {
      proof.append((char) random.nextInt(256));
    }
    return new KeptMessage(
        "4fQ" + random.nextInt(50),
        NOON.minusNanos(random.nextLong(86_400_000_000_000L)),
        "inbound",
        ACTIONS.get(random.nextInt(ACTIONS.size())),
        random.nextBoolean() ? Optional.empty() : Optional.of(Domain.of("d.example")),
        "fail",
        proof.toString());
  }
}
