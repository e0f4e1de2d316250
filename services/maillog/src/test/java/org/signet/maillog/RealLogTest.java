package org.signet.maillog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Postfix 3.7 wrote, and what it comes to: an event of `NAME.txt` for each that the lines
/// of `NAME.log` tell of. The receivers were of a lab, or a script that breaks connections; names
/// and addresses are for documentation.
class RealLogTest {
  private static String read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RealLogTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), name.endsWith(".log") ? ISO_8859_1 : UTF_8);
    }
  }

  /// - `levels`: policies `dane-only`, `dane`, `encrypt`, `secure` and none, against good and bad
  ///   hosts.
  /// - `fallback`: at level `may`, hosts that break STARTTLS at some point, and are tried in clear.
  /// - `reuse`: connections that several messages share through tlsproxy.
  @ParameterizedTest
  @ValueSource(strings = {"levels", "fallback", "reuse"})
  void itComesTo(String name) throws IOException {
    var told = String.join("\n", Told.words(Told.by(read(name + ".log").lines().toList())));
    assertThat(told + "\n").isEqualTo(read(name + ".txt"));
  }
}
