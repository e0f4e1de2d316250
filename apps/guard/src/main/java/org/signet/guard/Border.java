package org.signet.guard;

import java.util.Optional;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Direction.Rule;
import org.signet.message.AuthenticationResults;
import org.signet.message.Header;
import org.signet.message.Received;
import org.signet.message.ReceivedChain;

/// Tells whose message it is: a pure function of what the mail server told, the header and what
/// the operator lists. In this order: a login, the part of the mail server, the client's network.
/// A stranger is who nothing speaks for.
public final class Border {
  private final Ways ways;

  public Border(Ways ways) {
    this.ways = ways;
  }

  public Direction direction(Circumstances known, Header header) {
    if (known.login().isPresent()) {
      return new Direction.Submission(known.login(), new Rule.LoggedIn());
    }
    var door = known.daemon().flatMap(name -> Optional.ofNullable(ways.daemons().get(name)));
    return door.isPresent()
        ? through(door.get(), new Rule.Daemon(known.daemon().orElseThrow()), header)
        : known
            .client()
            .map(client -> from(client, header))
            .orElseGet(() -> new Direction.Inbound(new Rule.Otherwise()));
  }

  private Direction through(Ways.Door door, Rule by, Header header) {
    return switch (door) {
      case INBOUND -> new Direction.Inbound(by);
      case SUBMISSION -> new Direction.Submission(Optional.empty(), by);
      case LOCAL -> new Direction.Local(by);
      case RELAY -> new Direction.Relay(entry(header), by);
      case REINJECTION -> new Direction.Reinjected(by);
    };
  }

  private Direction from(IpAddress client, Header header) {
    var own = Ways.holding(ways.own(), client);
    if (own.isPresent()) {
      return fromOwn(own.get(), header);
    }
    var submitter = Ways.holding(ways.submitters(), client);
    if (submitter.isPresent()) {
      return reinjected(header)
          .orElseGet(
              () -> new Direction.Submission(Optional.empty(), new Rule.Listed(submitter.get())));
    }
    return Ways.holding(ways.relays(), client)
        .<Direction>map(relay -> new Direction.Relay(entry(header), new Rule.Listed(relay)))
        .orElseGet(() -> new Direction.Inbound(new Rule.Otherwise()));
  }

  /// A host of ours may send its own mail and pass on that of strangers.
  private Direction fromOwn(Network network, Header header) {
    var entry = entry(header);
    return reinjected(header)
        .or(
            () ->
                entry.map(
                    hop -> new Direction.Relay(entry, new Rule.CameFromOutside(network, hop))))
        .orElseGet(() -> new Direction.Local(new Rule.Listed(network)));
  }

  /// Where results of ours stand in a message of one who may write them. They were written for one
  /// that came from outside, or for one that was submitted (`auth=pass`); otherwise they are the
  /// invention of a program.
  private Optional<Direction> reinjected(Header header) {
    var claiming = AuthenticationResults.claiming(header, ways.authservIds());
    var isOurs =
        !claiming.isEmpty()
            && (entry(header).isPresent()
                || claiming.stream().anyMatch(at -> saysSubmitted(header, at)));
    return isOurs
        ? Optional.of(new Direction.Reinjected(new Rule.OwnResults(ways.authservIds().getFirst())))
        : Optional.empty();
  }

  private static boolean saysSubmitted(Header header, int at) {
    return AuthenticationResults.parse(header.fields().get(at).rawValue())
            instanceof Parsed.Ok<AuthenticationResults>(var results)
        && results.results().stream().anyMatch(result -> result.method().equals("auth"));
  }

  private Optional<Received> entry(Header header) {
    return ReceivedChain.of(header).certainEntry(ways::isOurs);
  }
}
