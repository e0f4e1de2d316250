package org.signet.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;
import org.signet.dns.Answer.Cause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Update;

/// Changes TXT records on the primary server of a zone (dynamic update, RFC 2136), signed where
/// there is a key (TSIG, RFC 8945), over TCP. Blocks, and never throws for what the network did.
///
/// All changes of one call happen, or none does (RFC 2136 §3.7).
public final class DynamicUpdate {
  /// Changes that one message holds.
  public static final int MOST_CHANGES = 100;

  private static final int MOST_DETAIL = 120;

  private final NameServer primary;
  private final Optional<TsigKey> key;
  private final InstantSource clock;
  private final Duration patience;
  private final RandomGenerator random;

  /// @param clock must go right: a message that is signed holds for five minutes
  public DynamicUpdate(
      NameServer primary, Optional<TsigKey> key, InstantSource clock, Duration patience) {
    this(primary, key, clock, patience, new SecureRandom());
  }

  DynamicUpdate(
      NameServer primary,
      Optional<TsigKey> key,
      InstantSource clock,
      Duration patience,
      RandomGenerator random) {
    this.primary = primary;
    this.key = key;
    this.clock = clock;
    this.patience = patience;
    this.random = random;
  }

  /// What is to become of the TXT records at a name.
  public sealed interface Change {
    Domain name();

    /// This one takes the place of all that are there.
    record Put(Domain name, Duration ttl, Rdata.Txt text) implements Change {}

    /// All that are there go.
    record Remove(Domain name) implements Change {}
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The primary has the records now; the other servers follow it.
    record Done() implements Outcome {}

    /// The server would not.
    ///
    /// @param code the word for its reason: `REFUSED`, `NOTAUTH`, `BADSIG` …
    record Refused(String code) implements Outcome {}

    /// Nobody knows whether it happened; to send it again does no harm.
    record Failed(Cause cause, String detail) implements Outcome {}
  }

  public NameServer primary() {
    return primary;
  }

  /// Changes records within a zone.
  ///
  /// @throws IllegalArgumentException where there are more than [#MOST_CHANGES], or one is of a
  ///     name outside the zone
  public Outcome send(Domain zone, List<Change> changes) {
    if (changes.size() > MOST_CHANGES) {
      throw new IllegalArgumentException("at most " + MOST_CHANGES + " changes");
    }
    var update = new Update(Wire.name(zone));
    update.getHeader().setID(random.nextInt(1 << 16));
    for (var change : changes) {
      if (!change.name().isWithin(zone)) {
        throw new IllegalArgumentException(change.name() + " is outside " + zone);
      }
      add(update, change);
    }
    try {
      return exchange(update);
    } catch (SocketTimeoutException _) {
      return new Outcome.Failed(Cause.TIMEOUT, "no answer from " + primary);
    } catch (IOException failure) {
      var why = Ascii.printable(String.valueOf(failure.getMessage()), MOST_DETAIL);
      return new Outcome.Failed(Cause.UNREACHABLE, "cannot reach " + primary + ": " + why);
    }
  }

  /// RFC 2136 §2.5.1, §2.5.2.
  private static void add(Update update, Change change) {
    var name = Wire.name(change.name());
    update.delete(name, org.xbill.DNS.Type.TXT);
    switch (change) {
      case Change.Put(_, var ttl, var text) -> update.add(record(name, ttl, text));
      case Change.Remove _ -> {}
    }
  }

  /// The record of octets; dnsjava's own constructor reads its strings as zone text.
  private static Record record(Name name, Duration ttl, Rdata.Txt text) {
    var data = new DNSOutput();
    for (var string : text.strings()) {
      data.writeCountedString(string.getBytes(ISO_8859_1));
    }
    return Record.newRecord(
        name, org.xbill.DNS.Type.TXT, DClass.IN, ttl.toSeconds(), data.toByteArray());
  }

  private Outcome exchange(Update update) throws IOException {
    var tsig = key.map(this::tsig);
    tsig.ifPresent(signer -> signer.apply(update, null));
    var query = update.toWire();
    var deadline = Deadline.in(patience);
    try (var socket = new Socket()) {
      socket.connect(primary.toSocketAddress(), Math.max(1, deadline.leftMillis()));
      socket.setSoTimeout(Math.max(1, deadline.leftMillis()));
      socket.setTcpNoDelay(true);
      var framed = new byte[query.length + 2];
      framed[0] = (byte) (query.length >> Byte.SIZE);
      framed[1] = (byte) query.length;
      System.arraycopy(query, 0, framed, 2, query.length);
      socket.getOutputStream().write(framed);
      var in = new DataInputStream(socket.getInputStream());
      var reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return read(reply, update, tsig);
    }
  }

  private static Outcome read(byte[] octets, Update update, Optional<TSIG> tsig) {
    Message reply;
    try {
      reply = new Message(octets);
    } catch (IOException | RuntimeException _) {
      return new Outcome.Failed(Cause.MALFORMED, "the reply is no DNS message");
    }
    var header = reply.getHeader();
    if (header.getID() != update.getHeader().getID() || header.getOpcode() != Opcode.UPDATE) {
      return new Outcome.Failed(Cause.MALFORMED, "the reply is to another message");
    }
    if (reply.getTSIG() != null && reply.getTSIG().getError() != Rcode.NOERROR) {
      return new Outcome.Refused(tsigError(reply.getTSIG().getError()));
    }
    if (header.getRcode() != Rcode.NOERROR) {
      return new Outcome.Refused(Rcode.string(header.getRcode()));
    }
    // RFC 8945 §5.4: only a reply that is signed says that it happened.
    if (tsig.isPresent() && tsig.get().verify(reply, octets, update.getTSIG()) != Rcode.NOERROR) {
      return new Outcome.Failed(Cause.MALFORMED, "the reply is not signed with our key");
    }
    return new Outcome.Done();
  }

  /// RFC 8945 §3, table 2.
  private static String tsigError(int code) {
    return switch (code) {
      case Rcode.BADSIG -> "BADSIG";
      case Rcode.BADKEY -> "BADKEY";
      case Rcode.BADTIME -> "BADTIME";
      case Rcode.BADTRUNC -> "BADTRUNC";
      default -> "TSIG error " + code;
    };
  }

  private TSIG tsig(TsigKey secret) {
    var hmac =
        switch (secret.algorithm()) {
          case HMAC_SHA224 -> TSIG.HMAC_SHA224;
          case HMAC_SHA256 -> TSIG.HMAC_SHA256;
          case HMAC_SHA384 -> TSIG.HMAC_SHA384;
          case HMAC_SHA512 -> TSIG.HMAC_SHA512;
        };
    var octets = new SecretKeySpec(secret.secret().getBytes(ISO_8859_1), "HMAC");
    return new TSIG(hmac, Wire.name(secret.name()), octets, clock.withZone(ZoneOffset.UTC));
  }
}
