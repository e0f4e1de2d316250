package org.signet.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Exchange.Outcome;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.xbill.DNS.Flags;

/// Asks recursive name servers: over UDP, and over TCP where the answer does not fit (RFC 7766
/// §5). EDNS with the DO bit brings the signatures along; nobody validates them here, so every
/// answer is [Security#UNCHECKED].
///
/// The servers are asked one after another, the one that answered last first. Each gets a try of
/// [Patience#first()], then all that were silent one of twice the time, and one of twice that,
/// unless [Patience#total()] has passed. A server that says it cannot answer is not asked again.
public final class StubResolver implements Resolver {
  /// How long to wait.
  ///
  /// @param first for one server, the first time that it is asked
  /// @param total for a whole question, with its aliases
  public record Patience(Duration first, Duration total) {
    /// A server of one's own answers in milliseconds; what it must first find may take seconds.
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /// Times that a silent server is asked.
  private static final int MOST_ROUNDS = 3;

  private static final int MOST_DETAIL = 120;

  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final List<NameServer> servers;
  private final Patience patience;
  private final Exchange exchange;

  /// The index of the server that answered last.
  private volatile int preferred = 0;

  /// @param servers at least one
  public StubResolver(List<NameServer> servers, Patience patience) {
    this(servers, patience, new SecureRandom());
  }

  /// @param random for message ids; must not be foreseeable
  StubResolver(List<NameServer> servers, Patience patience, RandomGenerator random) {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("a stub resolver needs a server");
    }
    this.servers = List.copyOf(servers);
    this.patience = patience;
    exchange = new Exchange(random);
  }

  /// With the servers that this machine is set up to use, or one on this machine where it is not
  /// (resolv.conf(5)).
  public static StubResolver system() {
    return new StubResolver(systemServers(), Patience.USUAL);
  }

  private static List<NameServer> systemServers() {
    List<NameServer> servers;
    try {
      servers = NameServer.ofResolvConf(Files.readString(RESOLV_CONF, StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      servers = List.of();
    }
    var own = new NameServer(IpAddress.of("127.0.0.1"), NameServer.PORT);
    return servers.isEmpty() ? List.of(own) : servers;
  }

  public List<NameServer> servers() {
    return servers;
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    return lookup(new Question<>(name, type), Deadline.never());
  }

  @Override
  public Resolver within(Duration longest) {
    return new Hurried(Deadline.in(longest));
  }

  private final class Hurried implements Resolver {
    private final Deadline deadline;

    Hurried(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      return StubResolver.this.lookup(new Question<>(name, type), deadline);
    }

    @Override
    public Resolver within(Duration longest) {
      return new Hurried(deadline.orEarlier(Deadline.in(longest)));
    }
  }

  private <R extends Rdata> Answer<R> lookup(Question<R> question, Deadline latest) {
    var deadline = latest.orEarlier(Deadline.in(patience.total()));
    var reading = new Reading<>(question);
    while (true) {
      var answer = new Round<>(reading, deadline).answer();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /// One question, the first or that of an alias, put to the servers in turn.
  private final class Round<R extends Rdata> {
    private final Reading<R> reading;
    private final Deadline deadline;

    /// Indexes of the servers that may still answer.
    private final List<Integer> hopes = new ArrayList<>();

    private Optional<Answer<R>> refusal = Optional.empty();
    private Optional<String> obstacle = Optional.empty();
    private boolean wasSilent = false;
    private boolean wasTruncated = false;

    Round(Reading<R> reading, Deadline deadline) {
      this.reading = reading;
      this.deadline = deadline;
      int first = preferred;
      for (int i = 0; i < servers.size(); i++) {
        hopes.add((first + i) % servers.size());
      }
    }

    /// The answer; empty where an alias leads to another question.
    Optional<Answer<R>> answer() {
      var tryFor = patience.first();
      for (int round = 0; round < MOST_ROUNDS; round++) {
        for (var server : List.copyOf(hopes)) {
          if (Thread.currentThread().isInterrupted()) {
            return Optional.of(failed(Cause.TIMEOUT));
          }
          if (deadline.hasPassed()) {
            return Optional.of(failure());
          }
          if (ask(servers.get(server), tryFor) instanceof Outcome.Reply(var message)) {
            var answer = reading.read(message);
            if (!Reading.isRefusal(message)) {
              preferred = server;
              return answer;
            }
            refusal = answer;
            hopes.remove((Object) server);
          }
        }
        tryFor = tryFor.multipliedBy(2);
      }
      return Optional.of(failure());
    }

    private Outcome ask(NameServer server, Duration tryFor) {
      var outcome = ask(server, Transport.UDP, tryFor);
      if (outcome instanceof Outcome.Reply(var message) && message.getHeader().getFlag(Flags.TC)) {
        wasTruncated = true;
        outcome = ask(server, Transport.TCP, tryFor);
      }
      switch (outcome) {
        case Outcome.Reply _ -> {}
        case Outcome.Silence _ -> wasSilent = true;
        case Outcome.Unreachable(var why) -> obstacle = Optional.of(why);
        case Outcome.Garbage(var why) ->
            refusal = Optional.of(new Answer.Failed<>(Cause.MALFORMED, why));
      }
      return outcome;
    }

    private Outcome ask(NameServer server, Transport transport, Duration tryFor) {
      var until = deadline.orEarlier(Deadline.in(tryFor));
      return exchange.ask(server.toSocketAddress(), transport, reading.question(), true, until);
    }

    /// What a server said outranks that another was silent.
    private Answer<R> failure() {
      var isSilence = wasSilent || obstacle.isEmpty();
      return refusal.orElseGet(() -> failed(isSilence ? Cause.TIMEOUT : Cause.UNREACHABLE));
    }

    private Answer<R> failed(Cause cause) {
      var asked = servers.stream().map(NameServer::toString).collect(Collectors.joining(", "));
      var detail =
          "no answer from "
              + asked
              + obstacle.map(why -> ": " + Ascii.printable(why, MOST_DETAIL)).orElse("")
              + (wasTruncated ? "; over UDP it is too large" : "");
      return new Answer.Failed<>(cause, detail);
    }
  }
}
