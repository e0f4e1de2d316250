package org.signet.message;

import java.util.List;
import java.util.Optional;

/// A mailbox of an address field: a name for people, and the address (RFC 5322 §3.4).
///
/// @param displayName the words before the `<`, one char per octet, encoded-words as they came;
///     empty where there are none
/// @param address empty where there is a local part alone
public record Mailbox(String displayName, Optional<Address> address) {
  /// The mailboxes of a field such as From or Reply-To, in order, up to where it breaks the
  /// grammar.
  public static List<Mailbox> in(Field field) {
    return Mailboxes.read(field.rawValue()).mailboxes();
  }
}
