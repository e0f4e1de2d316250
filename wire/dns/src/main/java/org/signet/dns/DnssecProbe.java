package org.signet.dns;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.signet.dns.Exchange.Outcome;
import org.signet.dns.ResolverCheck.Reply;
import org.signet.dns.ResolverCheck.Validated;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Finds out whether what is signed can be told, with these name servers: the keys of the root are
/// asked for with their signatures, and a name below the root.
final class DnssecProbe {
  /// A signed zone that has been there for long. Where it is not, as in a network of its own, the
  /// signed denial of it does as well.
  static final Question<?> NAME = new Question<>(Domain.of("org"), org.signet.dns.Type.SOA);

  static final Question<?> ROOT_KEYS = new Question<>(Domain.ROOT, org.signet.dns.Type.DNSKEY);

  private static final Duration EACH_TRY = Duration.ofSeconds(3);

  private final Validation validation;
  private final List<NameServer> servers;
  private final Resolver validated;
  private final Exchange exchange = new Exchange(new SecureRandom());

  /// @param validated says of each answer whether it is signed, without remembering
  DnssecProbe(Validation validation, List<NameServer> servers, Resolver validated) {
    this.validation = validation;
    this.servers = List.copyOf(servers);
    this.validated = validated;
  }

  ResolverCheck check() {
    return new ResolverCheck(
        validation,
        servers.stream().map(this::check).toList(),
        validated(ROOT_KEYS),
        validated(NAME));
  }

  /// Whether it works, without a look at each server.
  boolean works() {
    return new ResolverCheck(validation, List.of(), validated(ROOT_KEYS), validated(NAME)).works();
  }

  private ResolverCheck.Server check(NameServer server) {
    var at = server.toSocketAddress();
    return new ResolverCheck.Server(server, reply(at, Transport.UDP), reply(at, Transport.TCP));
  }

  private Reply reply(InetSocketAddress server, Transport transport) {
    var until = Deadline.in(EACH_TRY);
    return switch (exchange.ask(server, transport, ROOT_KEYS, Asking.RECURSION, until)) {
      case Outcome.Silence _ -> new Reply.Lost("no answer in time");
      case Outcome.Unreachable(var why) -> new Reply.Lost(why);
      case Outcome.Garbage(var why) -> new Reply.Lost(why);
      case Outcome.Reply(var message) -> reply(message);
    };
  }

  private static Reply reply(Message message) {
    if (message.getHeader().getFlag(Flags.TC)) {
      return new Reply.Truncated();
    }
    if (Reading.isRefusal(message)) {
      var failed = Reading.failed(message);
      return new Reply.Refused(failed.cause(), failed.detail());
    }
    return new Reply.Came(
        message.numBytes(),
        holds(message, Type.DNSKEY),
        holds(message, Type.RRSIG),
        message.getHeader().getFlag(Flags.AD));
  }

  private static boolean holds(Message message, int type) {
    return message.getSection(Section.ANSWER).stream().anyMatch(r -> r.getType() == type);
  }

  private Validated validated(Question<?> question) {
    return switch (validated.lookup(question.name(), question.type())) {
      case Answer.Found<?>(_, _, var source) -> new Validated.As(question, source.security());
      case Answer.NoData<?>(_, var source) -> new Validated.As(question, source.security());
      case Answer.NoSuchName<?>(_, var source) -> new Validated.As(question, source.security());
      case Answer.Failed<?>(var cause, var detail) -> new Validated.Failed(question, cause, detail);
    };
  }
}
