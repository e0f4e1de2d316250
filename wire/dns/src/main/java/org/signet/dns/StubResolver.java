package org.signet.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.xbill.DNS.Flags;

/// Asks recursive name servers: over UDP, and over TCP where the answer does not fit (RFC 7766
/// §5). EDNS with the DO bit brings the signatures along; nobody validates them here, so every
/// answer is [Security#UNCHECKED], unless the servers are trusted to have validated it.
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

  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final Servers servers;
  private final Patience patience;
  private final boolean trustsServers;

  /// @param servers at least one
  public StubResolver(List<NameServer> servers, Patience patience) {
    this(servers, patience, false, new SecureRandom());
  }

  /// @param random for message ids; must not be foreseeable
  StubResolver(
      List<NameServer> servers, Patience patience, boolean trustsServers, RandomGenerator random) {
    this.servers = new Servers(servers, patience, random);
    this.patience = patience;
    this.trustsServers = trustsServers;
  }

  /// With servers on this machine that validate, and are believed what they say of an answer: it is
  /// [Security#SECURE] with the AD bit and [Security#INSECURE] without (RFC 4035 §3.2.3).
  ///
  /// @throws IllegalArgumentException where a server is elsewhere: on the way anybody could set the
  ///     bit (RFC 7672 §2.1.1)
  public static StubResolver trusting(List<NameServer> servers, Patience patience) {
    if (!servers.stream().allMatch(NameServer::isOnThisMachine)) {
      throw new IllegalArgumentException("the AD bit is believed of a server on loopback only");
    }
    return new StubResolver(servers, patience, true, new SecureRandom());
  }

  /// With the servers that this machine is set up to use, or one on this machine where it is not
  /// (resolv.conf(5)).
  public static StubResolver system() {
    return new StubResolver(systemServers(), Patience.USUAL);
  }

  static List<NameServer> systemServers() {
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
    return servers.all();
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
    var reading = new Reading<>(question, trustsServers ? Security.SECURE : Security.UNCHECKED);
    while (true) {
      var answer =
          switch (servers.ask(reading.question(), Asking.RECURSION, deadline)) {
            case Servers.Heard.Said(var message) -> {
              if (!message.getHeader().getFlag(Flags.AD)) {
                reading.weaken(Security.INSECURE);
              }
              yield reading.read(message);
            }
            case Servers.Heard.Nothing(var cause, var detail) ->
                Optional.of(new Answer.Failed<R>(cause, detail));
          };
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }
}
