package org.signet.maillog;

import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;

/// Whom a message was given to, or should have been.
public sealed interface Relay {
  /// Nobody was reached.
  record Nobody() implements Relay {}

  /// A program of this host, such as a mail store behind a socket.
  record Local(String name) implements Relay {}

  /// A host.
  ///
  /// @param name as the mail server found it
  record Host(String name, IpAddress address, int port) implements Relay {
    /// Whether it is this host itself, such as a content filter.
    public boolean isLoopback() {
      return address.toInetAddress().isLoopbackAddress();
    }

    @Override
    public String toString() {
      return name + "[" + address + "]:" + port;
    }
  }

  /// Reads `none`, `local` and `mx.example[192.0.2.1]:25`.
  static Relay parse(String text) {
    if (text.equals("none")) {
      return new Nobody();
    }
    int open = text.indexOf('[');
    int close = text.lastIndexOf("]:");
    if (open > 0 && close > open) {
      long port = Ascii.parseNumber(text.substring(close + 2), 65_535);
      Optional<IpAddress> address = IpAddress.parse(text.substring(open + 1, close)).optional();
      if (port >= 0 && address.isPresent()) {
        return new Host(Ascii.toLower(text.substring(0, open)), address.get(), (int) port);
      }
    }
    return new Local(text);
  }
}
