package org.signet.maillog;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An encrypted connection, as Postfix tells of it (`smtp_tls_loglevel = 1`).
///
/// @param to the host as it was when the connection was made
/// @param trust what was known of whom it is encrypted for
/// @param protocol such as `TLSv1.3`
/// @param isReused whether it had carried a message before
/// @param at when it was made, or taken again
public record TlsSession(
    Relay.Host to, Trust trust, String protocol, String cipher, boolean isReused, Instant at) {
  private static final String CONNECTION = " TLS connection ";
  private static final String CIPHER = " with cipher ";

  /// What Postfix says of the certificate (TLS_README).
  public enum Trust {
    /// There was none.
    ANONYMOUS,
    /// It is not signed by anybody whom we trust; or it was not looked at.
    UNTRUSTED,
    /// It is signed by somebody whom we trust, for whatever name.
    TRUSTED,
    /// It is the one that was demanded: by name, by TLSA record or by fingerprint.
    VERIFIED;

    /// The mail server's own word.
    public String word() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /// Reads `Trusted TLS connection established to mx.example[192.0.2.1]:25: TLSv1.3 with cipher …`.
  static Optional<TlsSession> parse(LogLine line) {
    var text = line.text();
    int at = text.indexOf(CONNECTION);
    var trust = at < 0 ? Optional.<Trust>empty() : trust(text.substring(0, at));
    if (trust.isEmpty()) {
      return Optional.empty();
    }
    int to = text.indexOf(" to ", at + CONNECTION.length());
    int colon = text.indexOf("]:", to);
    int end = colon < 0 ? -1 : text.indexOf(": ", colon + 2);
    if (to < 0
        || end < 0
        || !(Relay.parse(text.substring(to + 4, end)) instanceof Relay.Host host)) {
      return Optional.empty();
    }
    int cipher = text.indexOf(CIPHER, end);
    if (cipher < 0) {
      return Optional.empty();
    }
    var protocol = text.substring(end + 2, cipher);
    var suite = word(text, cipher + CIPHER.length());
    boolean isReused = text.startsWith("reused", at + CONNECTION.length());
    return Optional.of(new TlsSession(host, trust.get(), protocol, suite, isReused, line.at()));
  }

  private static Optional<Trust> trust(String word) {
    for (var trust : Trust.values()) {
      if (trust.word().equals(word)) {
        return Optional.of(trust);
      }
    }
    return Optional.empty();
  }

  private static String word(String text, int from) {
    int to = text.indexOf(' ', from);
    return to < 0 ? text.substring(from) : text.substring(from, to);
  }
}
