package org.signet.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A resolver on loopback that knows some zones, from the root down, and what a test does to its
/// answers.
final class SignedTree implements AutoCloseable {
  private static final StubResolver.Patience PATIENCE =
      new StubResolver.Patience(Duration.ofSeconds(5), Duration.ofSeconds(20));

  private final List<SignedZone> zones;
  private final ScriptedServer server;
  final AtomicInteger asked = new AtomicInteger();

  /// @param spoils changes an answer, given the query
  SignedTree(List<SignedZone> zones, BiConsumer<Message, Message> spoils) throws IOException {
    this.zones = zones;
    server =
        new ScriptedServer(
            (transport, query, send) -> {
              asked.incrementAndGet();
              var wire = wire(query, spoils);
              if (transport == Transport.TCP) {
                send.accept(ScriptedServer.framed(wire));
              } else {
                send.accept(wire.length > 1232 ? truncated(query) : wire);
              }
            });
  }

  SignedTree(SignedZone... zones) throws IOException {
    this(List.of(zones), (_, _) -> {});
  }

  private byte[] wire(Message query, BiConsumer<Message, Message> spoils) {
    try {
      var reply = answer(query);
      spoils.accept(query, reply);
      return reply.toWire();
    } catch (RuntimeException _) {
      var failed = ScriptedServer.replyTo(query); // It was spoiled beyond what can be written.
      failed.getHeader().setRcode(Rcode.SERVFAIL);
      return failed.toWire();
    }
  }

  private static byte[] truncated(Message query) {
    var reply = ScriptedServer.replyTo(query);
    reply.getHeader().setFlag(Flags.TC);
    return reply.toWire();
  }

  private SignedZone root() {
    return zones.stream().filter(zone -> zone.apex.equals(Name.root)).findFirst().orElseThrow();
  }

  TrustAnchors anchors() {
    return TrustAnchors.parse(SignedZone.ds(root().key, 2) + "\n").orThrow();
  }

  NameServer address() {
    return server.address();
  }

  ValidatingResolver validating() {
    return validating(anchors());
  }

  ValidatingResolver validating(TrustAnchors anchors) {
    return new ValidatingResolver(
        List.of(server.address()),
        PATIENCE,
        anchors,
        () -> SignedZone.NOW,
        RandomGenerator.of("L64X128MixRandom"));
  }

  StubResolver trusting() {
    return StubResolver.trusting(List.of(server.address()), PATIENCE);
  }

  private Message answer(Message query) {
    var reply = ScriptedServer.replyTo(query);
    answer(query.getQuestion().getName(), query.getQuestion().getType(), reply);
    return reply;
  }

  /// The zone that answers: of a DS record the one above.
  private SignedZone zone(Name name, int type) {
    return zones.stream()
        .filter(zone -> zone.holds(name))
        .filter(zone -> type != Type.DS || !zone.apex.equals(name) || name.equals(Name.root))
        .max(Comparator.comparingInt(zone -> zone.apex.labels()))
        .orElseThrow();
  }

  private void answer(Name name, int type, Message reply) {
    var zone = zone(name, type);
    var exact = zone.set(name, type);
    if (exact.isPresent()) {
      add(exact.get(), reply, Section.ANSWER);
      return;
    }
    var alias = zone.set(name, Type.CNAME);
    if (alias.isPresent()) {
      if (reply.getSection(Section.ANSWER).contains(alias.get().first())) {
        return; // It goes round.
      }
      add(alias.get(), reply, Section.ANSWER);
      answer(((CNAMERecord) alias.get().first()).getTarget(), type, reply);
      return;
    }
    var wildcard = SignedZone.wildcard(zone.encloser(name));
    var expanded = zone.set(wildcard, type);
    if (!zone.exists(name) && expanded.isPresent()) {
      add(at(name, expanded.get()), reply, Section.ANSWER);
      // What proves that the name itself does not exist.
      add(zone.denials(name).getFirst(), reply, Section.AUTHORITY);
      zone.denials(name).forEach(set -> add(set, reply, Section.AUTHORITY));
      return;
    }
    if (!zone.exists(name)) {
      reply.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    add(zone.soa(), reply, Section.AUTHORITY);
    zone.denials(name).forEach(set -> add(set, reply, Section.AUTHORITY));
  }

  private static RRset at(Name name, RRset wildcard) {
    var set = new RRset();
    wildcard.rrs().forEach(record -> set.addRR(renamed(record, name)));
    wildcard.sigs().forEach(record -> set.addRR(renamed(record, name)));
    return set;
  }

  private static Record renamed(Record record, Name name) {
    return Record.newRecord(
        name, record.getType(), record.getDClass(), record.getTTL(), record.rdataToWireCanonical());
  }

  private static void add(RRset set, Message reply, int section) {
    for (var record : reply.getSection(section)) {
      if (record.getName().equals(set.getName()) && record.getType() == set.getType()) {
        return;
      }
    }
    set.rrs(false).forEach(record -> reply.addRecord(record, section));
    set.sigs().forEach(record -> reply.addRecord(record, section));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
