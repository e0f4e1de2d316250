package org.signet.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of this host.
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /// As Linux knows it, without asking anybody; elsewhere as Java does.
  static String own() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException _) {
      return asked();
    }
  }

  private static String asked() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
