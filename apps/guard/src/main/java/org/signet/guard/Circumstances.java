package org.signet.guard;

import java.util.Optional;
import org.signet.foundation.text.IpAddress;

/// What the mail server told about how a message came to it. Nothing of it is the sender's to
/// choose. An empty name is none: some servers send one for who has not logged in.
///
/// @param login of the client, where it logged in: `{auth_authen}`
/// @param daemon the name of the part of the mail server that took the message: `{daemon_name}`
/// @param client its address, where there is one: `{client_addr}`
public record Circumstances(
    Optional<String> login, Optional<String> daemon, Optional<IpAddress> client) {
  public Circumstances {
    login = login.filter(name -> !name.isEmpty());
    daemon = daemon.filter(name -> !name.isEmpty());
  }

  /// Nothing was told.
  public static Circumstances unknown() {
    return new Circumstances(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
