package org.signet.dns;

import static org.signet.foundation.spec.Spec.RFC1035;

import java.net.InetSocketAddress;
import java.util.List;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;

/// Where a name server listens.
public record NameServer(IpAddress address, int port) {
  /// RFC 1035 §4.2.
  public static final int PORT = 53;

  private static final int MOST_PORT = 0xffff;
  private static final Clause TRANSPORT = RFC1035.section("4.2");

  public NameServer {
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /// Reads `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:5353`.
  public static Parsed<NameServer> parse(String text) {
    int colon = text.lastIndexOf(':');
    var isV6 = text.indexOf(':') != colon && !text.startsWith("[");
    var hasPort = colon >= 0 && !isV6 && !text.endsWith("]");
    var host = hasPort ? text.substring(0, colon) : text;
    long port = hasPort ? Ascii.parseNumber(text.substring(colon + 1), MOST_PORT) : PORT;
    if (port < 1) {
      return Parsed.malformed(text, colon + 1, "a port from 1 to 65535", TRANSPORT);
    }
    var isBracketed = host.startsWith("[") && host.endsWith("]");
    var bare = isBracketed ? host.substring(1, host.length() - 1) : host;
    return IpAddress.parse(bare).map(address -> new NameServer(address, (int) port));
  }

  /// The `nameserver` lines of resolv.conf text, those with an address that can be read.
  public static List<NameServer> ofResolvConf(String text) {
    return text.lines()
        .map(line -> line.replace('\t', ' ').strip())
        .filter(line -> line.startsWith("nameserver "))
        .map(line -> line.substring("nameserver ".length()).strip())
        .flatMap(address -> IpAddress.parse(address).optional().stream())
        .map(address -> new NameServer(address, PORT))
        .toList();
  }

  /// Whether nobody outside this machine can stand between (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
  public boolean isOnThisMachine() {
    return address.toInetAddress().isLoopbackAddress();
  }

  InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(address.toInetAddress(), port);
  }

  @Override
  public String toString() {
    var host = address.isV4() ? address.toString() : "[" + address + "]";
    return port == PORT ? address.toString() : host + ":" + port;
  }
}
