package org.signet.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;

/// The hops of a message as its Received fields tell them, the last one first (RFC 5321 §4.4).
public record ReceivedChain(List<Received> hops) {
  private static final List<Network> INTERNAL =
      List.of(
          Network.of("10.0.0.0/8"),
          Network.of("172.16.0.0/12"),
          Network.of("192.168.0.0/16"),
          Network.of("127.0.0.0/8"),
          Network.of("169.254.0.0/16"),
          Network.of("100.64.0.0/10"),
          Network.of("::1/128"),
          Network.of("fc00::/7"),
          Network.of("fe80::/10"));

  public ReceivedChain {
    hops = List.copyOf(hops);
  }

  public static ReceivedChain of(Header header) {
    return new ReceivedChain(
        header.all("Received").stream().map(Field::rawValue).map(Received::parse).toList());
  }

  /// The hop at which the message entered from outside, as far as the fields can be believed: the
  /// topmost one with a client whose address is not a private one (RFC 1918, RFC 4193, RFC 6598,
  /// loopback and link-local). Fields below it were there when the message came, and its sender may
  /// have written them.
  public Optional<Received> entry() {
    return entry(_ -> false);
  }

  /// The same, where some addresses that are not private are known to be one's own too.
  public Optional<Received> entry(Predicate<IpAddress> isOwn) {
    return hops.stream()
        .filter(
            hop -> hop.client().filter(ReceivedChain::isOutside).filter(isOwn.negate()).isPresent())
        .findFirst();
  }

  /// The same for whoever rests a verdict on it: a hop that took the message by SMTP and does not
  /// say from whom ends the search, because it may have been the entry, and nobody knows who wrote
  /// the fields below it. The client of such a hop is empty.
  public Optional<Received> certainEntry(Predicate<IpAddress> isOwn) {
    return hops.stream()
        .filter(
            hop ->
                hop.client()
                    .map(client -> isOutside(client) && !isOwn.test(client))
                    .orElseGet(() -> isBySmtp(hop)))
        .findFirst();
  }

  /// From somebody; a step within a host has no `from`.
  private static boolean isBySmtp(Received hop) {
    return !hop.helo().isEmpty() && Ascii.toLower(hop.with()).contains("smtp");
  }

  private static boolean isOutside(IpAddress client) {
    return INTERNAL.stream().noneMatch(network -> network.holds(client));
  }
}
