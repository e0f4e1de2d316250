package org.signet.guard;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.milter.Listen;
import org.signet.milter.Settings;

/// Reads `[milter]`.
final class MilterSection {
  private static final String PLACES = "\"inet:127.0.0.1:8891\" or \"unix:/run/signet/milter\"";

  /// The mail server is in the group of the socket.
  private static final Set<PosixFilePermission> MODE =
      Set.of(OWNER_READ, OWNER_WRITE, GROUP_READ, GROUP_WRITE);

  private static final int MOST_CONNECTIONS = 100_000;

  private MilterSection() {}

  static Configuration.Milter read(TomlSection section) {
    var listen = places(section);
    var connections = section.number("connections", "connections", MOST_CONNECTIONS);
    section.end();
    return new Configuration.Milter(
        listen.isEmpty() ? Configuration.Milter.usual().listen() : listen,
        connections.map(Long::intValue).orElse(Settings.CONNECTIONS));
  }

  /// `listen`, `open` and `socket_mode`, as every section has them that a mail server asks.
  static List<Listen> places(TomlSection section) {
    var isOpen = section.flag("open");
    var mode =
        section
            .value("socket_mode", "three octal digits such as \"660\"", MilterSection::mode)
            .orElse(MODE);
    var expected =
        isOpen ? PLACES : PLACES + "; an address that other hosts reach needs open = true";
    return section.values("listen", expected, text -> place(text, isOpen, mode));
  }

  private static Optional<Listen> place(
      String text, boolean isOpen, Set<PosixFilePermission> mode) {
    int colon = text.indexOf(':');
    var rest = text.substring(colon + 1);
    return switch (text.substring(0, Math.max(0, colon))) {
      case "unix" -> unix(rest, mode);
      case "inet" -> inet(rest, isOpen);
      default -> Optional.empty();
    };
  }

  private static Optional<Listen> unix(String text, Set<PosixFilePermission> mode) {
    try {
      return Optional.of(Path.of(text))
          .filter(Path::isAbsolute)
          .map(path -> new Listen.Unix(path, mode));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<Listen> inet(String text, boolean isOpen) {
    return ConfigurationValues.socket(text)
        .filter(socket -> isOpen || socket.getAddress().isLoopbackAddress())
        .map(socket -> new Listen.Tcp(socket, isOpen));
  }

  private static Optional<Set<PosixFilePermission>> mode(String text) {
    if (text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '7')) {
      return Optional.empty();
    }
    var letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int bits = text.charAt(i) - '0';
      letters.append((bits & 4) != 0 ? 'r' : '-');
      letters.append((bits & 2) != 0 ? 'w' : '-');
      letters.append((bits & 1) != 0 ? 'x' : '-');
    }
    return Optional.of(PosixFilePermissions.fromString(letters.toString()));
  }
}
