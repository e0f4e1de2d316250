package org.signet.guard;

import org.signet.message.Address;

/// Knows which login may write under which address. Answers always, within a time that it bounds
/// itself; safe for many threads.
@FunctionalInterface
public interface Owners {
  /// Whether this login owns this address.
  ///
  /// @param login one char per octet, as the mail server told it
  Ownership ask(String login, Address address);

  /// Nobody keeps a list.
  static Owners notKept() {
    return (_, _) -> new Ownership.Unknown(new Ownership.Why.NotKept());
  }
}
