package org.signet.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.dns.NameServer;
import org.signet.dns.TrustAnchors;
import org.signet.foundation.text.IpAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;

/// The root, `example`, and many domains below it with a TLSA record each, signed with P-256; a
/// name server on loopback gives the answers, which are made beforehand.
final class SignedChain implements AutoCloseable {
  private static final long TTL = 3600;
  private static final int FLAGS = 257;

  /// A zone with its one key.
  private record Zone(Name apex, KeyPair pair, DNSKEYRecord key) {
    static Zone of(String apex) throws IOException, GeneralSecurityException {
      var name = Name.fromString(apex);
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var algorithm = DNSSEC.Algorithm.ECDSAP256SHA256;
      try {
        return new Zone(
            name,
            pair,
            new DNSKEYRecord(name, DClass.IN, TTL, FLAGS, 3, algorithm, pair.getPublic()));
      } catch (DNSSEC.DNSSECException e) {
        throw new GeneralSecurityException(e);
      }
    }

    List<Record> signed(Record record) throws GeneralSecurityException {
      var now = Instant.now();
      try {
        var signature =
            DNSSEC.sign(
                new RRset(record),
                key,
                pair.getPrivate(),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(7)));
        return List.of(record, signature);
      } catch (DNSSEC.DNSSECException e) {
        throw new GeneralSecurityException(e);
      }
    }
  }

  /// What a question is known by.
  private record Asked(Name name, int type) {}

  private final Map<Asked, List<Record>> answers = new HashMap<>();
  private final Zone root;
  private final DatagramSocket socket;

  SignedChain(int domains) throws IOException, GeneralSecurityException {
    root = Zone.of(".");
    var top = Zone.of("example.");
    publish(root, root.key);
    delegate(root, top);
    for (int i = 0; i < domains; i++) {
      var zone = Zone.of("d" + i + ".example.");
      delegate(top, zone);
      var owner = Name.fromString("_25._tcp.mail", zone.apex);
      publish(zone, new TLSARecord(owner, DClass.IN, TTL, 3, 1, 1, new byte[32]));
    }
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    var serving = new Thread(this::serve, "name server");
    serving.setDaemon(true);
    serving.start();
  }

  private void delegate(Zone parent, Zone child) throws GeneralSecurityException {
    publish(parent, new DSRecord(child.apex, DClass.IN, TTL, DNSSEC.Digest.SHA256, child.key));
    publish(child, child.key);
  }

  private void publish(Zone zone, Record record) throws GeneralSecurityException {
    answers.put(new Asked(record.getName(), record.getType()), zone.signed(record));
  }

  TrustAnchors anchors() {
    var ds = new DSRecord(Name.root, DClass.IN, TTL, DNSSEC.Digest.SHA256, root.key);
    return TrustAnchors.parse(ds + "\n").orThrow();
  }

  NameServer server() {
    return new NameServer(
        IpAddress.of(socket.getLocalAddress().getAddress()), socket.getLocalPort());
  }

  private void serve() {
    var packet = new DatagramPacket(new byte[4096], 4096);
    try {
      while (!socket.isClosed()) {
        packet.setLength(4096);
        socket.receive(packet);
        var octets = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
        var reply = answer(new Message(octets)).toWire();
        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      if (!socket.isClosed()) {
        throw new IllegalStateException(closed);
      }
    }
  }

  private Message answer(Message query) {
    var question = query.getQuestion();
    var reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(question, Section.QUESTION);
    var known = new Asked(question.getName(), question.getType());
    for (var record : answers.getOrDefault(known, new ArrayList<>())) {
      reply.addRecord(record, Section.ANSWER);
    }
    return reply;
  }

  @Override
  public void close() {
    socket.close();
  }
}
