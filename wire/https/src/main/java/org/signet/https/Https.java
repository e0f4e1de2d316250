package org.signet.https;

import java.net.URI;
import java.util.Map;
import org.signet.dns.Resolver;

/// The one question that a check may ask of the web. Blocks until there is an answer and never
/// throws for what the network did. Implementations are safe for many threads.
///
/// Whatever is behind it keeps the budget: at most [#MOST_OCTETS] octets, [#MOST_SECONDS] seconds,
/// no redirect, no private address, `https` only.
@FunctionalInterface
public interface Https {
  /// Octets of a body that are read (RFC 8461 §3.3 suggests 64 KiB).
  int MOST_OCTETS = 64 << 10;

  /// Seconds until a question fails (RFC 8461 §3.3 suggests one minute).
  int MOST_SECONDS = 60;

  Fetched get(URI uri);

  /// The real web: one connection for each question, to an address that was checked.
  ///
  /// @param dns finds the addresses
  static Https over(Resolver dns, Reach reach) {
    return new SocketHttps(dns, reach);
  }

  /// A web in which nothing can be reached: every question fails as [Fetched.Cause#OFFLINE].
  static Https offline() {
    return _ -> new Fetched.Failed(Fetched.Cause.OFFLINE, "no network is used");
  }

  /// A web of these pages alone; any other address fails as [Fetched.Cause#OFFLINE].
  static Https of(Map<URI, Fetched> pages) {
    var known = Map.copyOf(pages);
    return uri -> {
      var page = known.get(uri);
      return page == null ? offline().get(uri) : page;
    };
  }
}
