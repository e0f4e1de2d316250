package org.signet.maillog;

import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// What Postfix says of one recipient of a message:
///
/// ```
/// to=<bob@boats.example>, relay=mx.boats.example[192.0.2.1]:25, delay=0.4, delays=…, dsn=2.0.0,
/// status=sent (250 2.0.0 Ok: queued as 43B1023C1FD)
/// ```
///
/// The recipient is what a sender wrote and the text is what another host said, so neither is
/// searched for the other parts.
///
/// @param isReused whether the connection had carried a message before
record Delivery(
    String recipient,
    Relay relay,
    boolean isReused,
    Transmission.Status status,
    String dsn,
    String said) {
  private static final int LEAST_ID = 5;
  private static final int MOST_ID = 40;

  static Optional<Delivery> parse(String text) {
    int recipientEnd = text.startsWith("to=<") ? addressEnd(text, 4) : -1;
    if (recipientEnd < 0) {
      return Optional.empty();
    }
    int at = recipientEnd + 1;
    if (text.startsWith(", orig_to=<", at)) {
      int end = addressEnd(text, at + 11);
      at = end < 0 ? at : end + 1;
    }
    var relay = "";
    var dsn = "";
    boolean isReused = false;
    while (text.startsWith(", ", at)) {
      int equals = text.indexOf('=', at);
      int end = equals < 0 ? -1 : text.indexOf(", ", equals);
      if (text.startsWith("status=", at + 2)) {
        return ended(
            text.substring(4, recipientEnd), relay, isReused, dsn, text.substring(equals + 1));
      }
      if (end < 0) {
        break;
      }
      var value = text.substring(equals + 1, end);
      switch (text.substring(at + 2, equals)) {
        case "relay" -> relay = value;
        case "conn_use" -> isReused = true;
        case "dsn" -> dsn = value;
        default -> {} // Postfix may say more in each version
      }
      at = end;
    }
    return Optional.empty();
  }

  /// Reads `sent (250 2.0.0 Ok: queued as 43B1023C1FD)`.
  private static Optional<Delivery> ended(
      String recipient, String relay, boolean isReused, String dsn, String text) {
    int blank = text.indexOf(' ');
    var word = blank < 0 ? text : text.substring(0, blank);
    var rest = blank < 0 ? "" : text.substring(blank + 1);
    boolean isInBrackets = rest.startsWith("(") && rest.endsWith(")");
    var said = isInBrackets ? rest.substring(1, rest.length() - 1) : rest;
    return relay.isEmpty()
        ? Optional.empty()
        : Transmission.Status.of(word)
            .map(
                status -> new Delivery(recipient, Relay.parse(relay), isReused, status, dsn, said));
  }

  /// Where the address ends that begins here; -1 where it does not. A local part may be quoted,
  /// with anything in it (RFC 5321 §4.1.2).
  private static int addressEnd(String text, int from) {
    boolean isQuoted = false;
    for (int i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && isQuoted) {
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '>' && !isQuoted) {
        return i;
      }
    }
    return -1;
  }

  /// The queue id in front of a line's text; empty where there is none. Short ones are hexadecimal
  /// numbers, long ones have digits and letters without vowels (postconf(5),
  /// enable_long_queue_ids).
  static Optional<String> queueId(String text) {
    int colon = text.indexOf(": ");
    if (colon < LEAST_ID || colon > MOST_ID) {
      return Optional.empty();
    }
    var id = text.substring(0, colon);
    boolean isShort = id.chars().allMatch(c -> Ascii.isDigit(c) || (c >= 'A' && c <= 'F'));
    boolean isLong =
        id.chars().allMatch(c -> Ascii.isLetterOrDigit(c) && "AEIOUaeiou".indexOf(c) < 0);
    return isShort || isLong ? Optional.of(id) : Optional.empty();
  }
}
