package org.signet.maillog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.tlsrpt.Failure;
import org.signet.tlsrpt.FailureDetails;
import org.signet.tlsrpt.Policy;
import org.signet.tlsrpt.ResultType;
import org.signet.tlsrpt.SessionTally;

/// Connections of a real log, counted as reports want them. RFC 8460 §4.4.
class ReportedSessionsTest {
  private static SessionTally tally(String name) throws IOException {
    var tally = new SessionTally();
    try (var in = Objects.requireNonNull(ReportedSessionsTest.class.getResourceAsStream(name))) {
      var lines = new String(in.readAllBytes(), ISO_8859_1).lines().toList();
      for (var event : Told.by(lines)) {
        if (event instanceof Connection one) {
          tally.count(one.under(Policy.none(one.domain().map(Domain::text).orElseThrow())));
        }
      }
    }
    return tally;
  }

  /// Sessions count, not messages: four connections carried all of it.
  @Test
  void aSharedConnectionIsOneSession() throws IOException {
    var report = tally("reuse.log").reports().get("good.example");
    assertThat(report).hasSize(1);
    assertThat(Objects.requireNonNull(report).getFirst().successful()).isEqualTo(4);
    assertThat(report.getFirst().failed()).isZero();
  }

  @Test
  void aFailureNamesTheHost() throws IOException {
    var report =
        Objects.requireNonNull(tally("levels.log").reports().get("sts-badmx.example")).getFirst();
    var failure =
        new Failure(
            ResultType.CERTIFICATE_HOST_MISMATCH,
            Optional.empty(),
            "mx.sts-badmx.example",
            "",
            Optional.of(IpAddress.of("203.0.113.21")),
            "",
            "");
    assertThat(report.failures()).containsExactly(new FailureDetails(failure, 1));
  }
}
