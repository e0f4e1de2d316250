package org.signet.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// The servers that are put under load.
final class Processes {
  private static final int MILLIS_PER_TICK = 10;

  private Processes() {}

  /// Where one listens: `unix:/path` or `inet:host:port`.
  static SocketAddress address(String text) {
    if (text.startsWith("unix:")) {
      return UnixDomainSocketAddress.of(text.substring("unix:".length()));
    }
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(text.indexOf(':') + 1, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /// The processor time of processes so far, in steps of 10 ms.
  ///
  /// @param pids with commas or blanks between
  static double cpuMillis(String pids) throws IOException {
    long sum = 0;
    for (var pid : pids.split("[,\\s]+", -1)) {
      var stat = Files.readString(Path.of("/proc", pid, "stat"));
      var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      sum += Long.parseLong(words[11]) + Long.parseLong(words[12]);
    }
    return (double) sum * MILLIS_PER_TICK;
  }
}
