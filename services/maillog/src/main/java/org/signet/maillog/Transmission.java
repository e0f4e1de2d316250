package org.signet.maillog;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// One try to give a message on for one recipient.
///
/// @param at when its end was logged
/// @param host that logged it
/// @param program such as `postfix/smtp`
/// @param queueId short ones are given to other messages later
/// @param recipient as it was logged
/// @param status what came of it
/// @param dsn the enhanced status code (RFC 3463); empty where none was logged
/// @param said what the other host said, or the mail server of it
public record Transmission(
    Instant at,
    String host,
    String program,
    String queueId,
    String recipient,
    Relay relay,
    Privacy privacy,
    Status status,
    String dsn,
    String said)
    implements LogEvent {

  /// What came of a try.
  public enum Status {
    SENT,
    DEFERRED,
    BOUNCED,
    /// A probe of an address (`sendmail -bv`), or one that was not sent.
    DELIVERABLE,
    UNDELIVERABLE,
    EXPIRED;

    /// Postfix's word.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Status> of(String word) {
      for (var status : values()) {
        if (status.word().equals(word)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }

  /// Whether others on the way could read it.
  public sealed interface Privacy {
    /// It went through an encrypted connection.
    record Encrypted(TlsSession session) implements Privacy {}

    /// It went in clear: the log shows encrypted connections of this program, and none for this.
    record Clear() implements Privacy {}

    /// Nobody can say: the log does not show encrypted connections.
    record NotLogged() implements Privacy {}

    /// It did not leave this host, or nobody was reached.
    record NotOnTheWay() implements Privacy {}
  }

  /// The domain of the recipient; empty where it is none.
  public Optional<Domain> domain() {
    int at = recipient.lastIndexOf('@');
    return at < 0
        ? Optional.empty()
        : Domain.parse(Ascii.toLower(recipient.substring(at + 1))).optional();
  }

  /// When the connection was made, where that is known; else the end of the try.
  public Instant connectedAt() {
    return privacy instanceof Privacy.Encrypted(var session) ? session.at() : at;
  }
}
