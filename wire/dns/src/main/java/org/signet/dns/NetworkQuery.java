package org.signet.dns;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Exchange.Outcome;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/// Asks authoritative servers over the network, without recursion.
final class NetworkQuery implements DirectQuery {
  /// How long a server may take, and how often it is asked: a packet may be lost.
  private static final Duration EACH_TRY = Duration.ofSeconds(3);

  private static final int MOST_TRIES = 2;

  private final Resolver aliases;
  private final int port;
  private final Exchange exchange = new Exchange(new SecureRandom());

  /// @param port that of a test, or [NameServer#PORT]
  NetworkQuery(Resolver aliases, int port) {
    this.aliases = aliases;
    this.port = port;
  }

  @Override
  public <R extends Rdata> Answer<R> ask(
      Authority server, Transport transport, Question<R> question) {
    return switch (outcome(server, transport, question)) {
      case Outcome.Silence _ -> new Answer.Failed<>(Cause.TIMEOUT, "no answer from " + server);
      case Outcome.Unreachable(var why) ->
          new Answer.Failed<>(Cause.UNREACHABLE, "cannot reach " + server + ": " + why);
      case Outcome.Garbage(var why) -> new Answer.Failed<>(Cause.MALFORMED, why);
      case Outcome.Reply(var message) when message.getHeader().getFlag(Flags.TC) ->
          new Answer.Failed<>(Cause.TRUNCATED, Cause.TRUNCATED.words());
      case Outcome.Reply(var message) when isLame(message) ->
          new Answer.Failed<>(Cause.MALFORMED, server + " does not answer for the zone");
      case Outcome.Reply(var message) -> {
        var reading = new Reading<>(question, Security.UNCHECKED);
        yield reading.read(message).orElseGet(() -> reading.endedBy(aliases));
      }
    };
  }

  /// Whether it speaks without authority, from a cache or by referring to others (RFC 1912 §2.8).
  private static boolean isLame(Message message) {
    return !message.getHeader().getFlag(Flags.AA) && !Reading.isFailure(message);
  }

  private Outcome outcome(Authority server, Transport transport, Question<?> question) {
    var to = new InetSocketAddress(server.address().toInetAddress(), port);
    Outcome outcome = new Outcome.Silence();
    for (int i = 0; i < MOST_TRIES && outcome instanceof Outcome.Silence; i++) {
      outcome = exchange.ask(to, transport, question, Asking.AUTHORITY, Deadline.in(EACH_TRY));
    }
    return outcome;
  }
}
