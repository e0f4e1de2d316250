package org.signet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.foundation.text.Domain;
import org.signet.maillog.Protection;
import org.signet.maillog.Transmission;
import org.signet.store.Archive;
import org.signet.store.TlsAnswer;
import org.signet.store.TlsAnswers;

/// What the TLS policy server had told the mail server when it sent something, as far as that is
/// kept.
final class ToldPolicies {
  /// Syslog writes whole seconds, and Postfix connects a moment after it was told.
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  /// Domains that are remembered while a log is read.
  private static final int MOST = 10_000;

  private final Optional<Archive> archive;
  private final Instant since;

  private final Map<Domain, List<TlsAnswer>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Domain, List<TlsAnswer>> eldest) {
          return size() > MOST;
        }
      };

  /// @param archive where it is kept; empty where nothing is
  /// @param since before which nothing is asked
  ToldPolicies(Optional<Archive> archive, Instant since) {
    this.archive = archive;
    this.since = since;
  }

  /// Whether anything is kept.
  boolean areKept() {
    return archive.isPresent();
  }

  /// The answers in force when a message was sent.
  List<TlsAnswer> at(Transmission one) {
    return one.domain()
        .map(domain -> known.computeIfAbsent(domain, this::all))
        .map(answers -> TlsAnswers.at(one.connectedAt().plus(RESOLUTION), answers))
        .orElse(List.of());
  }

  /// What protected a message.
  Protection protection(Transmission one) {
    return Protection.of(
        one, at(one).stream().map(answer -> policy(answer.basis())).collect(Collectors.toSet()));
  }

  private List<TlsAnswer> all(Domain domain) {
    try {
      return archive.isPresent()
          ? archive.get().tlsAnswers(domain, since, Instant.now())
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Protection.Policy policy(TlsAnswer.Basis basis) {
    return switch (basis) {
      case DANE -> Protection.Policy.DANE;
      case MTA_STS -> Protection.Policy.MTA_STS;
      case OVERRIDE -> Protection.Policy.OVERRIDE;
      case NOTHING -> Protection.Policy.NOTHING;
      case UNDETERMINED -> Protection.Policy.UNDETERMINED;
    };
  }
}
