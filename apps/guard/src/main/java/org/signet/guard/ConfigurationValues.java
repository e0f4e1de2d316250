package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.message.Address;
import org.signet.message.Idna;
import org.signet.message.ReversePath;

/// What the texts of a configuration stand for; empty where they stand for nothing.
final class ConfigurationValues {
  private static final int MOST_PORT = 65_535;

  private ConfigurationValues() {}

  static Optional<Configuration.Mode> mode(String word) {
    return switch (word) {
      case "observe" -> Optional.of(Configuration.Mode.OBSERVE);
      case "enforce" -> Optional.of(Configuration.Mode.ENFORCE);
      default -> Optional.empty();
    };
  }

  static Optional<Configuration.Dnssec.Who> who(String word) {
    return switch (word) {
      case "validate" -> Optional.of(Configuration.Dnssec.Who.GUARD);
      case "trust" -> Optional.of(Configuration.Dnssec.Who.SERVERS);
      case "off" -> Optional.of(Configuration.Dnssec.Who.NOBODY);
      default -> Optional.empty();
    };
  }

  static Optional<Domain> domain(String text) {
    return Idna.parseUnicode(text).optional();
  }

  static Optional<Network> network(String text) {
    return Network.parse(text).optional();
  }

  static Optional<String> id(String text) {
    return text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~' || c == ';')
        ? Optional.empty()
        : Optional.of(text);
  }

  static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// An address and a port.
  static Optional<InetSocketAddress> socket(String text) {
    int colon = text.lastIndexOf(':');
    var host = text.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
    long port = Ascii.parseNumber(text.substring(colon + 1), MOST_PORT);
    return port < 0
        ? Optional.empty()
        : IpAddress.parse(host)
            .optional()
            .map(address -> new InetSocketAddress(address.toInetAddress(), (int) port));
  }

  static Optional<Ways.Door> door(String word) {
    for (var door : Ways.Door.values()) {
      if (door.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(door);
      }
    }
    return Optional.empty();
  }

  static Optional<QuarantineWay> way(String word) {
    return switch (word) {
      case "mark" -> Optional.of(new QuarantineWay.Marked());
      case "hold" -> Optional.of(new QuarantineWay.Held());
      default -> address(word).map(QuarantineWay.Redirected::new);
    };
  }

  /// One char per octet, as addresses are.
  static Optional<Address> address(String text) {
    var octets = new String(text.getBytes(UTF_8), ISO_8859_1);
    return ReversePath.parse(octets) instanceof ReversePath.Mailbox(var address)
            && address.domain().isPresent()
        ? Optional.of(address)
        : Optional.empty();
  }

  static Optional<Intermediary.Kind> kind(String word) {
    return switch (word) {
      case "list" -> Optional.of(Intermediary.Kind.LIST);
      case "forwarder" -> Optional.of(Intermediary.Kind.FORWARDER);
      default -> Optional.empty();
    };
  }

  static Optional<Exemption.Scope> author(String text) {
    return text.startsWith("@")
        ? domain(text.substring(1)).map(Exemption.Scope.AuthorDomain::new)
        : address(text).map(Exemption.Scope.Author::new);
  }

  static Optional<SocketAddress> server(String text) {
    if (text.startsWith("unix:")) {
      return path(text.substring("unix:".length())).map(UnixDomainSocketAddress::of);
    }
    int colon = text.lastIndexOf(':');
    if (!text.startsWith("inet:") || colon <= "inet:".length()) {
      return Optional.empty();
    }
    long port = Ascii.parseNumber(text.substring(colon + 1), MOST_PORT);
    return port < 1
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(text.substring("inet:".length(), colon), (int) port));
  }
}
