package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.message.Address;
import org.signet.message.Host;
import org.signet.message.ReversePath;

/// Sorts the URIs of a record. The domain that is asked about chooses them, and mail or a request
/// goes where they say: whatever could be more than an address is not used.
final class DestinationReader {
  private static final String MAILTO = "mailto:";
  private static final String HTTPS = "https://";
  private static final int HTTPS_PORT = 443;

  private DestinationReader() {}

  /// Whether a text is a URI with a scheme (RFC 3986 §3).
  static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }

  static Destination read(String uri) {
    Optional<Destination> usable =
        Ascii.startsWithIgnoreCase(uri, MAILTO)
            ? address(uri.substring(MAILTO.length())).map(Destination.Mail::new)
            : web(uri);
    return usable.orElse(new Destination.Unusable(uri));
  }

  /// One address and nothing else: no header fields (RFC 6068 §2), no list, no literal.
  private static Optional<String> address(String text) {
    return percentDecoded(text)
        .filter(address -> address.chars().allMatch(c -> c > 0x20 && c < 0x7f))
        .filter(address -> address.indexOf('?') < 0 && address.indexOf('&') < 0)
        .filter(address -> !address.startsWith("<") && !address.startsWith("@"))
        .filter(DestinationReader::isAddress);
  }

  private static boolean isAddress(String text) {
    return ReversePath.parse(text) instanceof ReversePath.Mailbox(Address address)
        && address.host() instanceof Host.Named
        && address.toString().equals(text);
  }

  private static Optional<Destination> web(String text) {
    if (!Ascii.startsWithIgnoreCase(text, HTTPS)) {
      return Optional.empty();
    }
    try {
      var uri = new URI(text);
      var isPlain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT);
      return isPlain ? Optional.of(new Destination.Web(text)) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> percentDecoded(String text) {
    var out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (at + 2 >= text.length()
          || !Ascii.isHexDigit(text.charAt(at + 1))
          || !Ascii.isHexDigit(text.charAt(at + 2))) {
        return Optional.empty();
      }
      var octet = (byte) Integer.parseInt(text.substring(at + 1, at + 3), 16);
      out.append(new String(new byte[] {octet}, ISO_8859_1));
      at += 2;
    }
    return Optional.of(out.toString());
  }
}
