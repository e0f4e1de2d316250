package org.signet.milter;

import org.signet.foundation.text.IpAddress;

/// Who connected to the MTA.
public sealed interface Client {
  /// A host of the network.
  ///
  /// @param name what the MTA takes its name to be; an address in brackets, or `unknown`, where it
  ///     has none
  record Inet(String name, IpAddress address, int port) implements Client {}

  /// A process on the same host.
  ///
  /// @param path of a socket
  record Local(String name, String path) implements Client {}

  /// The MTA does not know, or did not say.
  ///
  /// @param text what it gave as the address, mostly nothing
  record Unknown(String name, String text) implements Client {}

  /// What the MTA calls it; never an identity.
  String name();
}
