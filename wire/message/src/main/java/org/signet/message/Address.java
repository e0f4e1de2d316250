package org.signet.message;

import java.util.Optional;
import org.signet.foundation.text.Domain;

/// A mail address: `local-part@host` (RFC 5321 §4.1.2, RFC 5322 §3.4.1).
///
/// @param localPart the octets that it stands for, one char per octet: quotes and escapes of a
///     quoted string are undone, comments and white space around it are gone
public record Address(String localPart, Host host) {
  /// As it is written in a command or a field: the local part in quotes where it needs them
  /// (RFC 5321 §4.1.2), the host as it came. One char per octet.
  @Override
  public String toString() {
    return (isDotString() ? localPart : quoted()) + '@' + host.text();
  }

  private boolean isDotString() {
    return !localPart.isEmpty()
        && localPart.charAt(0) != '.'
        && localPart.charAt(localPart.length() - 1) != '.'
        && !localPart.contains("..")
        && localPart.chars().allMatch(c -> c == '.' || AddressLexer.isAtomText(c));
  }

  private String quoted() {
    return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// The domain, where the host is named.
  public Optional<Domain> domain() {
    return host instanceof Host.Named(var domain, _) ? Optional.of(domain) : Optional.empty();
  }
}
