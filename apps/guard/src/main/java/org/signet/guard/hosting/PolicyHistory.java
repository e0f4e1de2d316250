package org.signet.guard.hosting;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.foundation.text.Ascii;
import org.signet.mtasts.Mode;
import org.signet.mtasts.MtaStsPolicy;

/// Since when which policies of a domain are served: a file in the state folder, one line each,
/// `2026-11-25T12:00:00Z testing 86400` and the id.
public record PolicyHistory(List<Served> policies) {
  /// One policy, which was served from a moment on until the next one.
  public record Served(Instant since, Mode mode, Duration maxAge, String id) {}

  public PolicyHistory {
    policies = List.copyOf(policies);
  }

  /// What is noted in a file; a line that cannot be understood counts for nothing.
  static PolicyHistory read(Path file) throws IOException {
    try (var lines = Files.lines(file, US_ASCII)) {
      return new PolicyHistory(lines.flatMap(line -> served(line).stream()).toList());
    } catch (NoSuchFileException _) {
      return new PolicyHistory(List.of());
    }
  }

  private static Optional<Served> served(String line) {
    var words = line.split(" ", -1);
    long seconds = words.length == 4 ? Ascii.parseNumber(words[2], 31_557_600) : -1;
    if (seconds < 0) {
      return Optional.empty();
    }
    try {
      var since = Instant.parse(words[0]);
      return Stream.of(Mode.values())
          .filter(mode -> mode.word().equals(words[1]))
          .findFirst()
          .map(mode -> new Served(since, mode, Duration.ofSeconds(seconds), words[3]));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The policy that was served last.
  public Optional<Served> latest() {
    return policies.isEmpty() ? Optional.empty() : Optional.of(policies.getLast());
  }

  /// Notes that a policy is served from now on, where it was not before.
  static void note(Path file, MtaStsPolicy policy, Instant now) throws IOException {
    var id = policy.derivedId();
    if (read(file).latest().filter(last -> last.id().equals(id)).isPresent()) {
      return;
    }
    var line =
        now + " " + policy.mode().word() + ' ' + policy.maxAge().toSeconds() + ' ' + id + '\n';
    Files.writeString(file, line, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
