package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Idna;

/// Reads what Postfix asks `smtp_tls_policy_maps` for (postconf(5)): the next hop of the mail, then
/// the domains above it, each behind a dot.
final class PostfixKey {
  private static final String SMTP_PORT = "25";

  private PostfixKey() {}

  /// The domain whose hosts MX records name; empty for a key that asks about something else: a
  /// domain above the next hop, a host in brackets, which the operator chose, and another port than
  /// that of SMTP, for which no domain publishes a policy.
  static Optional<Domain> read(String key) {
    if (key.startsWith(".") || key.startsWith("[")) {
      return Optional.empty();
    }
    int colon = key.indexOf(':');
    var port = colon < 0 ? SMTP_PORT : Ascii.toLower(key.substring(colon + 1));
    if (!port.equals(SMTP_PORT) && !port.equals("smtp")) {
      return Optional.empty();
    }
    var name = colon < 0 ? key : key.substring(0, colon);
    return Idna.parseUnicode(new String(name.getBytes(ISO_8859_1), UTF_8))
        .optional()
        .filter(Domain::isMailName);
  }
}
