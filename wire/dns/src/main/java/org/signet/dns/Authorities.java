package org.signet.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.dns.Answer.Cause;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Asks each authoritative server of a name for itself, at each of its addresses, over UDP and TCP:
/// what a zone's servers do not agree on, or only some of them can be asked for, one resolver would
/// hide.
public final class Authorities {
  /// Servers of one zone that are asked; the root has 13.
  public static final int MOST_SERVERS = 16;

  /// Addresses of each kind, at which one server is asked.
  public static final int MOST_ADDRESSES = 4;

  private final Resolver resolver;
  private final DirectQuery direct;

  /// @param resolver finds the servers and their addresses
  /// @param direct asks them
  public Authorities(Resolver resolver, DirectQuery direct) {
    this.resolver = resolver;
    this.direct = direct;
  }

  /// What came of asking.
  public sealed interface Survey<R extends Rdata> {
    /// The servers were found.
    ///
    /// @param zone the zone that holds the name, or would
    /// @param statements those of servers without an address first, then by server and address,
    /// UDP before TCP
    record Heard<R extends Rdata>(Domain zone, List<Statement<R>> statements) implements Survey<R> {
      public Heard {
        statements = List.copyOf(statements);
      }
    }

    /// The servers could not be found out.
    record NoServers<R extends Rdata>(Answer<Rdata.Ns> why) implements Survey<R> {}
  }

  /// What one server said.
  public sealed interface Statement<R extends Rdata> {
    /// Its answer, or why there was none.
    record Said<R extends Rdata>(Authority server, Transport transport, Answer<R> answer)
        implements Statement<R> {}

    /// It could not be asked, since its name has no address.
    ///
    /// @param addresses what was answered to the question for them, of one kind or the other
    record NoAddress<R extends Rdata>(Domain server, Answer<Rdata.Address> addresses)
        implements Statement<R> {}
  }

  /// Asks every authoritative server of `name` for the records of this type.
  public <R extends Rdata> Survey<R> ask(Domain name, Type<R> type) {
    // The apex of a zone has NS records and no alias: the closest such name at or above this one.
    Answer<Rdata.Ns> servers = new Answer.Failed<>(Cause.MALFORMED, "no zone");
    for (int count = name.labelCount(); count >= 0; count--) {
      var apex = name.suffix(count);
      servers = resolver.lookup(apex, Type.NS);
      if (servers instanceof Answer.Failed<Rdata.Ns>) {
        break;
      }
      if (servers instanceof Answer.Found<Rdata.Ns>(var owner, var records, _)
          && owner.equals(apex)) {
        return survey(apex, records, new Question<>(name, type));
      }
    }
    return new Survey.NoServers<>(servers);
  }

  private <R extends Rdata> Survey<R> survey(
      Domain zone, List<Rdata.Ns> servers, Question<R> question) {
    var names = servers.stream().map(Rdata.Ns::server).sorted().limit(MOST_SERVERS).toList();
    var statements = new ArrayList<Statement<R>>();
    var calls = new ArrayList<Call>();
    for (var addresses : SideBySide.map(names, this::addresses)) {
      if (addresses.missing().isPresent()) {
        var why = addresses.missing().get();
        statements.add(new Statement.NoAddress<>(addresses.server(), why));
      }
      for (var address : addresses.found()) {
        var server = new Authority(addresses.server(), address);
        calls.add(new Call(server, Transport.UDP));
        calls.add(new Call(server, Transport.TCP));
      }
    }
    statements.addAll(SideBySide.map(calls, call -> said(call, question)));
    return new Survey.Heard<>(zone, statements);
  }

  private record Call(Authority server, Transport transport) {}

  private <R extends Rdata> Statement<R> said(Call call, Question<R> question) {
    var answer = direct.ask(call.server(), call.transport(), question);
    return new Statement.Said<>(call.server(), call.transport(), answer);
  }

  /// @param missing why there is none, where there is none
  private record Addresses(
      Domain server, List<IpAddress> found, Optional<Answer<Rdata.Address>> missing) {}

  private Addresses addresses(Domain server) {
    var v4 = resolver.lookup(server, Type.A);
    var v6 = resolver.lookup(server, Type.AAAA);
    var found =
        Stream.of(v4, v6)
            .flatMap(answer -> answer.records().stream().limit(MOST_ADDRESSES))
            .map(Rdata.Address::address)
            .toList();
    // Of two reasons, the one that leaves it open is told.
    var why = v6 instanceof Answer.Failed<Rdata.Address> ? v6 : v4;
    return new Addresses(server, found, found.isEmpty() ? Optional.of(why) : Optional.empty());
  }
}
