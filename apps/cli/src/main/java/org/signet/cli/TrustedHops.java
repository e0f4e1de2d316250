package org.signet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Network;
import org.signet.foundation.text.Parsed;
import org.signet.message.Received;
import org.signet.message.ReceivedChain;

/// Which Received field tells how a message came in from outside. The fields are written one on top
/// of the other; those above the one of one's own border server are one's own too, those below it
/// came with the message and may say anything.
sealed interface TrustedHops {
  /// Fields that are counted.
  int MOST_FIELDS = 100;

  /// The `count`-th field from the top.
  record Counted(int count) implements TrustedHops {}

  /// The topmost field that names a client outside these networks, and outside the private ones.
  record Outside(List<Network> networks) implements TrustedHops {}

  /// What holds where nobody says otherwise: only private networks are one's own.
  static TrustedHops usual() {
    return new Outside(List.of());
  }

  /// Reads a number of fields, or networks with commas between; nothing is [#usual()].
  ///
  /// @throws IllegalArgumentException with a sentence, where it is neither
  static TrustedHops parse(String text) {
    if (text.isEmpty()) {
      return usual();
    }
    if (text.chars().allMatch(Ascii::isDigit)) {
      int count = (int) Ascii.parseNumber(text, MOST_FIELDS);
      if (count < 1) {
        throw new IllegalArgumentException("expected a number from 1 to " + MOST_FIELDS);
      }
      return new Counted(count);
    }
    var networks = new ArrayList<Network>();
    for (var network : text.split(",", -1)) {
      networks.add(network(network.strip()));
    }
    return new Outside(List.copyOf(networks));
  }

  private static Network network(String text) {
    return switch (Network.parse(text)) {
      case Parsed.Ok<Network>(var network) -> network;
      case Parsed.Malformed<Network>(var problem) ->
          throw new IllegalArgumentException(
              problem.at() == 0
                  ? "expected a number of fields, or networks such as 192.0.2.0/24,2001:db8::/32"
                  : "expected " + problem.expected() + ": " + text);
    };
  }

  /// What reads back as the same.
  default String text() {
    return switch (this) {
      case Counted(var count) -> Integer.toString(count);
      case Outside(var networks) ->
          networks.stream().map(Network::toString).collect(Collectors.joining(","));
    };
  }

  /// The field; empty where none tells.
  default Optional<Received> in(ReceivedChain chain) {
    return switch (this) {
      case Counted(var count) ->
          chain.hops().stream()
              .skip(count - 1L)
              .findFirst()
              .filter(hop -> hop.client().isPresent());
      case Outside(var networks) ->
          chain.entry(client -> networks.stream().anyMatch(network -> network.holds(client)));
    };
  }
}
