package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer.Cause;
import org.signet.dns.DynamicUpdate.Change;
import org.signet.dns.DynamicUpdate.Outcome;
import org.signet.dns.TsigKey.Algorithm;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

class DynamicUpdateTest {
  private static final Domain ZONE = Domain.of("example.com");
  private static final Domain NAME = Domain.of("s1._domainkey.example.com");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z"));

  /// A server that knows one key, notes what it is sent, and answers with a code.
  private static final class Primary {
    final TsigKey key;
    final InstantSource clock;
    final int code;
    final List<Message> seen = new CopyOnWriteArrayList<>();

    Primary(TsigKey key, InstantSource clock, int code) {
      this.key = key;
      this.clock = clock;
      this.code = code;
    }

    ScriptedServer start() throws IOException {
      return new ScriptedServer(
          (_, query, send) -> send.accept(ScriptedServer.framed(answer(query))));
    }

    private byte[] answer(Message query) {
      seen.add(query);
      var reply = new Message(query.getHeader().getID());
      reply.getHeader().setFlag(Flags.QR);
      reply.getHeader().setOpcode(Opcode.UPDATE);
      reply.getHeader().setRcode(code);
      if (query.getTSIG() != null) {
        var secret = new SecretKeySpec(octets(key.secret()), "HMAC");
        var tsig =
            new TSIG(
                TSIG.algorithmToName(key.algorithm().word()),
                Wire.name(key.name()),
                secret,
                clock.withZone(ZoneOffset.UTC));
        int error = tsig.verify(query, query.toWire(), null);
        if (error != Rcode.NOERROR) {
          reply.getHeader().setRcode(Rcode.NOTAUTH);
        }
        tsig.apply(reply, error, query.getTSIG());
      }
      return reply.toWire();
    }

    private static byte[] octets(String text) {
      return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  private static TsigKey key(String secret) {
    return new TsigKey(Domain.of("signet"), Algorithm.HMAC_SHA256, secret);
  }

  private static DynamicUpdate to(ScriptedServer server, Optional<TsigKey> key) {
    return new DynamicUpdate(server.address(), key, CLOCK, Duration.ofSeconds(20));
  }

  private static Change put(String... strings) {
    return new Change.Put(NAME, HOUR, new Rdata.Txt(List.of(strings)));
  }

  @Test
  void aPutTakesThePlaceOfTheTextRecordsAtAName() throws Exception {
    var primary = new Primary(key("secret"), CLOCK, Rcode.NOERROR);
    try (var server = primary.start()) {
      var long2 = "\"\\\u00e4;" + "x".repeat(251);
      assertThat(to(server, Optional.empty()).send(ZONE, List.of(put("v=DKIM1; p=", long2))))
          .isEqualTo(new Outcome.Done());
    }
    var sent = primary.seen.getFirst();
    assertThat(sent.getHeader().getOpcode()).isEqualTo(Opcode.UPDATE);
    assertThat(sent.getSection(Section.ZONE).toString()).contains("example.com.", "SOA");
    var changes = sent.getSection(Section.UPDATE);
    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).toString()).contains("s1._domainkey.example.com.", "ANY", "TXT");
    assertThat(changes.get(1).getTTL()).isEqualTo(3600);
    assertThat(Wire.data(changes.get(1)))
        .isEqualTo(new Rdata.Txt(List.of("v=DKIM1; p=", "\"\\\u00e4;" + "x".repeat(251))));
  }

  @Test
  void aRemovalLeavesNothing() throws Exception {
    var primary = new Primary(key("secret"), CLOCK, Rcode.NOERROR);
    try (var server = primary.start()) {
      assertThat(to(server, Optional.empty()).send(ZONE, List.of(new Change.Remove(NAME))))
          .isEqualTo(new Outcome.Done());
    }
    assertThat(primary.seen.getFirst().getSection(Section.UPDATE)).hasSize(1);
  }

  @Test
  void aSignedUpdateIsTakenByWhoKnowsTheKey() throws Exception {
    var primary = new Primary(key("secret"), CLOCK, Rcode.NOERROR);
    try (var server = primary.start()) {
      assertThat(to(server, Optional.of(key("secret"))).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Done());
      assertThat(to(server, Optional.of(key("other"))).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Refused("BADSIG"));
    }
  }

  @Test
  void clocksThatDifferAreNamed() throws Exception {
    var late = InstantSource.offset(CLOCK, Duration.ofMinutes(10));
    try (var server = new Primary(key("secret"), late, Rcode.NOERROR).start()) {
      assertThat(to(server, Optional.of(key("secret"))).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Refused("BADTIME"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.REFUSED, Rcode.NOTAUTH, Rcode.NOTZONE, Rcode.SERVFAIL, Rcode.YXDOMAIN})
  void aRefusalHasItsWord(int code) throws Exception {
    try (var server = new Primary(key("secret"), CLOCK, code).start()) {
      assertThat(to(server, Optional.empty()).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Refused(Rcode.string(code)));
      assertThat(to(server, Optional.of(key("secret"))).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Refused(Rcode.string(code)));
    }
  }

  @Test
  void aReplyThatIsNotSignedSaysNothing() throws Exception {
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var reply = new Message(query.getHeader().getID());
              reply.getHeader().setFlag(Flags.QR);
              reply.getHeader().setOpcode(Opcode.UPDATE);
              send.accept(ScriptedServer.framed(reply.toWire()));
            })) {
      assertThat(to(server, Optional.of(key("secret"))).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Failed(Cause.MALFORMED, "the reply is not signed with our key"));
    }
  }

  @Test
  void anyReplyGivesAnOutcome() throws Exception {
    var chance = new SplittableRandom(2136);
    var primary = new Primary(key("secret"), CLOCK, Rcode.NOERROR);
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var reply = primary.answer(query);
              for (int i = 0; i < 3; i++) {
                reply[chance.nextInt(2, reply.length)] = (byte) chance.nextInt(256);
              }
              send.accept(ScriptedServer.framed(reply));
            })) {
      var update = to(server, Optional.of(key("secret")));
      for (int i = 0; i < 300; i++) {
        assertThat(update.send(ZONE, List.of(put("x")))).isNotNull();
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    NameServer nobody;
    try (var server = new Primary(key("secret"), CLOCK, 0).start()) {
      nobody = server.address();
    }
    var update = new DynamicUpdate(nobody, Optional.empty(), CLOCK, Duration.ofSeconds(20));
    assertThat(update.send(ZONE, List.of(put("x"))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(Cause.UNREACHABLE));
  }

  @Test
  void aServerThatClosesOrSendsNonsenseIsTold() throws Exception {
    try (var server = new ScriptedServer((_, _, send) -> send.accept(new byte[] {0, 3, 1, 2, 3}))) {
      assertThat(to(server, Optional.empty()).send(ZONE, List.of(put("x"))))
          .isEqualTo(new Outcome.Failed(Cause.MALFORMED, "the reply is no DNS message"));
    }
    try (var server = new ScriptedServer((_, _, _) -> {})) {
      assertThat(to(server, Optional.empty()).send(ZONE, List.of(put("x"))))
          .isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void changesAreBounded() {
    var update =
        new DynamicUpdate(
            new NameServer(org.signet.foundation.text.IpAddress.of("192.0.2.1"), 53),
            Optional.empty(),
            CLOCK,
            HOUR);
    var many = Collections.nCopies(DynamicUpdate.MOST_CHANGES + 1, put("x"));
    assertThatThrownBy(() -> update.send(ZONE, many)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> update.send(Domain.of("example.net"), List.of(put("x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
