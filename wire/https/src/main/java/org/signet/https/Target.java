package org.signet.https;

import java.net.URI;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// Where a question goes: the parts of an address, read once for the check and for the use.
///
/// @param path with its query, as it stands in the request
record Target(Domain host, int port, String path) {
  private static final int MOST_PATH_CHARS = 2_048;

  /// The target of an address; empty where it is not `https`, names a user, a fragment, a port out
  /// of reach, or a host by anything but a full domain name.
  static Optional<Target> of(URI uri, Reach reach) {
    var text = uri.toString();
    var isPlain = text.chars().allMatch(Ascii::isVisible);
    if (!isPlain
        || !"https".equalsIgnoreCase(uri.getScheme())
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || uri.getHost() == null) {
      return Optional.empty();
    }
    int port = uri.getPort() < 0 ? Reach.PORT : uri.getPort();
    var path = path(uri);
    if (!reach.holds(port) || path.length() > MOST_PATH_CHARS) {
      return Optional.empty();
    }
    return Domain.parse(uri.getHost())
        .optional()
        .filter(Target::isFullName)
        .map(host -> new Target(host, port, path));
  }

  private static String path(URI uri) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
  }

  /// Whether a name can only be that of a host, and not a number that some system reads as one: a
  /// top-level domain begins with a letter (RFC 3696 §2).
  private static boolean isFullName(Domain host) {
    return host.isHostName()
        && host.labelCount() > 1
        && Ascii.isLetter(host.labels().getLast().charAt(0));
  }

  /// As the request names the host. RFC 9110 §7.2
  String authority() {
    return port == Reach.PORT ? host.text() : host.text() + ':' + port;
  }
}
