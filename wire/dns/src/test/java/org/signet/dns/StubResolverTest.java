package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dns.ScriptedServer.framed;
import static org.signet.dns.ScriptedServer.record;
import static org.signet.dns.ScriptedServer.replyTo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Answer.Failed;
import org.signet.dns.Answer.Found;
import org.signet.dns.Answer.NoData;
import org.signet.dns.Answer.NoSuchName;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

class StubResolverTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 20_000 : 500;

  private static final Domain EXAMPLE = Domain.of("example.com");

  /// Long enough for any machine.
  private static final StubResolver.Patience LONG =
      new StubResolver.Patience(Duration.ofSeconds(20), Duration.ofSeconds(60));

  /// For servers that are silent.
  private static final StubResolver.Patience SHORT =
      new StubResolver.Patience(Duration.ofMillis(20), Duration.ofSeconds(60));

  private static StubResolver resolver(ScriptedServer... servers) {
    return new StubResolver(Arrays.stream(servers).map(ScriptedServer::address).toList(), LONG);
  }

  private static Answer<Rdata.Txt> txt(Resolver resolver) {
    return resolver.lookup(EXAMPLE, Type.TXT);
  }

  private static Answer<Rdata.Txt> answerTo(Consumer<Message> reply) throws IOException {
    try (var server = ScriptedServer.answering(reply)) {
      return txt(resolver(server));
    }
  }

  private static Consumer<Message> answers(String name, String type, String data) {
    return reply -> reply.addRecord(record(name, 300, type, data), Section.ANSWER);
  }

  private static Cause cause(Answer<?> answer) {
    return ((Failed<?>) answer).cause();
  }

  private static List<String> texts(Answer<Rdata.Txt> answer) {
    return answer.records().stream().map(Rdata.Txt::joined).toList();
  }

  /// Whether it comes about in one of many tries: on a slow machine even a server that answers may
  /// seem silent.
  private static boolean eventually(BooleanSupplier comesAbout) {
    for (int i = 0; i < 200; i++) {
      if (comesAbout.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aQueryAsksForRecursionAndSignatures() throws IOException {
    var seen = new AtomicReference<Message>();
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              seen.set(query);
              send.accept(replyTo(query).toWire());
            })) {
      txt(resolver(server));
    }
    assertThat(seen.get().getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(seen.get().getHeader().getFlag(Flags.CD)).isFalse();
    assertThat(seen.get().getOPT().getPayloadSize()).isEqualTo(1232);
    assertThat(seen.get().getOPT().getFlags()).isEqualTo(0x8000);
  }

  @Test
  void recordsComeWithTtlAndSignatures() throws IOException {
    var signature = "13 2 300 20261201000000 20261101000000 4711 example.com. AAEC";
    var answer =
        answerTo(
            reply -> {
              answers("EXAMPLE.com.", "TXT", "\"v=spf1\" \" -all\"").accept(reply);
              answers("example.com.", "TXT", "\"v=spf1\" \" -all\"").accept(reply);
              reply.addRecord(record("example.com.", 60, "TXT", "\"\\200\\000\""), Section.ANSWER);
              answers("example.com.", "RRSIG", "TXT " + signature).accept(reply);
              answers("example.com.", "RRSIG", "A " + signature).accept(reply);
            });
    var found = (Found<Rdata.Txt>) answer;
    assertThat(found.records())
        .containsExactly(
            new Rdata.Txt(List.of("v=spf1", " -all")), new Rdata.Txt(List.of("\u00c8\0")));
    assertThat(found.source().ttl()).isEqualTo(Duration.ofSeconds(60));
    assertThat(found.source().security()).isEqualTo(Security.UNCHECKED);
    assertThat(found.source().signatures()).hasSize(1);
    assertThat(found.source().signatures().getFirst().signature()).isEqualTo("\0\1\2");
  }

  @Test
  void SP_17_aTruncatedAnswerIsFetchedOverTcpHoweverItIsCut() throws IOException {
    var strings = new ArrayList<String>();
    for (int i = 0; i < 250; i++) {
      strings.add("x".repeat(255));
    }
    try (var server =
        new ScriptedServer(
            (transport, query, send) -> {
              var reply = replyTo(query);
              if (transport == Transport.UDP) {
                reply.getHeader().setFlag(Flags.TC);
                send.accept(reply.toWire());
                return;
              }
              var name = query.getQuestion().getName();
              reply.addRecord(new TXTRecord(name, DClass.IN, 300, strings), Section.ANSWER);
              var octets = framed(reply.toWire());
              send.accept(Arrays.copyOfRange(octets, 0, 1));
              send.accept(Arrays.copyOfRange(octets, 1, 3));
              for (int at = 3; at < octets.length; at += 10_000) {
                send.accept(Arrays.copyOfRange(octets, at, Math.min(octets.length, at + 10_000)));
              }
            })) {
      var answer = txt(resolver(server));
      assertThat(answer.records().getFirst().joined()).hasSize(63_750);
      assertThat(server.asked(Transport.TCP)).isEqualTo(1);
    }
  }

  @Test
  void aTruncatedAnswerWithoutTcpIsNoAnswer() throws IOException {
    try (var server =
        new ScriptedServer(
            (transport, query, send) -> {
              var reply = replyTo(query);
              reply.getHeader().setFlag(Flags.TC);
              answers("example.com.", "TXT", "half").accept(reply);
              send.accept(transport == Transport.UDP ? reply.toWire() : new byte[] {1, 0, 9});
            })) {
      var failed = (Failed<Rdata.Txt>) txt(resolver(server));
      assertThat(failed.cause()).isEqualTo(Cause.UNREACHABLE);
      assertThat(failed.detail()).contains("closed the connection", "over UDP it is too large");
    }
  }

  @Test
  void packetsThatDoNotFitTheQuestionArePassedOver() throws IOException {
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var wrongId = replyTo(query);
              wrongId.getHeader().setID(query.getHeader().getID() ^ 1);
              answers("example.com.", "TXT", "forged").accept(wrongId);
              send.accept(wrongId.toWire());
              var other = new Message(query.getHeader().getID());
              other.getHeader().setFlag(Flags.QR);
              other.addRecord(record("example.org.", 0, "TXT", "x"), Section.QUESTION);
              answers("example.com.", "TXT", "forged").accept(other);
              send.accept(other.toWire());
              var noReply = replyTo(query);
              noReply.getHeader().unsetFlag(Flags.QR);
              answers("example.com.", "TXT", "forged").accept(noReply);
              send.accept(noReply.toWire());
              send.accept(new byte[0]);
              send.accept(new byte[] {1, 2, 3});
              var reply = replyTo(query);
              answers("example.com.", "TXT", "true").accept(reply);
              send.accept(reply.toWire());
            })) {
      assertThat(texts(txt(resolver(server)))).containsExactly("true");
    }
  }

  /// CVE-2024-25638.
  @Test
  void recordsAtOtherNamesArePassedOver() throws IOException {
    var answer =
        answerTo(
            reply -> {
              answers("example.org.", "TXT", "other").accept(reply);
              answers("www.example.com.", "TXT", "below").accept(reply);
              answers("com.", "TXT", "above").accept(reply);
              reply.addRecord(record("example.com.", 300, "TXT", "more"), Section.ADDITIONAL);
            });
    assertThat(answer).isInstanceOf(NoData.class);
  }

  @Test
  void anUnreadableMessageIsMalformedAndTheNextServerIsAsked() throws IOException {
    ScriptedServer.Script broken =
        (_, query, send) -> {
          var reply = replyTo(query);
          answers("example.com.", "TXT", "cut").accept(reply);
          var octets = reply.toWire();
          send.accept(Arrays.copyOf(octets, octets.length - 2));
        };
    try (var bad = new ScriptedServer(broken);
        var good = ScriptedServer.answering(answers("example.com.", "TXT", "true"))) {
      assertThat(cause(txt(resolver(bad)))).isEqualTo(Cause.MALFORMED);
      assertThat(texts(txt(resolver(bad, good)))).containsExactly("true");
    }
  }

  @Test
  void aSilentServerIsLeftForTheNextAndThatIsRemembered() throws IOException {
    try (var silent = new ScriptedServer((_, _, _) -> {});
        var good = ScriptedServer.answering(answers("example.com.", "TXT", "true"))) {
      var servers = List.of(silent.address(), good.address());
      var resolver = new StubResolver(servers, SHORT);
      assertThat(eventually(() -> !texts(txt(resolver)).isEmpty())).isTrue();
      assertThat(
              eventually(
                  () -> {
                    int before = silent.asked(Transport.UDP);
                    return !texts(txt(resolver)).isEmpty() && silent.asked(Transport.UDP) == before;
                  }))
          .isTrue();
    }
  }

  @Test
  void aLateReplyToAnEarlierTryDoesNoHarm() throws IOException {
    var late = new AtomicReference<Runnable>();
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var reply = replyTo(query);
              if (late.get() == null) {
                answers("example.com.", "TXT", "late").accept(reply);
                late.set(() -> send.accept(reply.toWire()));
              } else {
                late.get().run();
                answers("example.com.", "TXT", "\"in time\"").accept(reply);
                send.accept(reply.toWire());
              }
            })) {
      var resolver = new StubResolver(List.of(server.address()), SHORT);
      assertThat(texts(txt(resolver))).isIn(List.of("in time"), List.of());
      assertThat(server.asked(Transport.UDP)).isGreaterThan(1);
    }
  }

  @Test
  void failuresAreToldApart() throws IOException {
    try (var silent = new ScriptedServer((_, _, _) -> {});
        var servfail = ScriptedServer.answering(m -> m.getHeader().setRcode(Rcode.SERVFAIL));
        var refused = ScriptedServer.answering(m -> m.getHeader().setRcode(Rcode.REFUSED));
        var notimp = ScriptedServer.answering(m -> m.getHeader().setRcode(Rcode.NOTIMP))) {
      assertThat(cause(txt(resolver(servfail)))).isEqualTo(Cause.SERVFAIL);
      assertThat(cause(txt(resolver(refused)))).isEqualTo(Cause.REFUSED);
      assertThat(cause(txt(resolver(notimp)))).isEqualTo(Cause.MALFORMED);
      assertThat(cause(txt(new StubResolver(List.of(silent.address()), SHORT))))
          .isEqualTo(Cause.TIMEOUT);
      // What a server said outranks the silence of another.
      var both = new StubResolver(List.of(servfail.address(), silent.address()), SHORT);
      assertThat(eventually(() -> cause(txt(both)) == Cause.SERVFAIL)).isTrue();
      // It is not asked for again.
      int before = servfail.asked(Transport.UDP);
      assertThat(cause(txt(resolver(servfail, refused)))).isEqualTo(Cause.REFUSED);
      assertThat(servfail.asked(Transport.UDP)).isEqualTo(before + 1);
      assertThat(cause(txt(resolver(silent).within(Duration.ZERO)))).isEqualTo(Cause.TIMEOUT);
      assertThat(cause(txt(resolver(silent).within(Duration.ofMillis(20)))))
          .isEqualTo(Cause.TIMEOUT);
    }
  }

  @Test
  void whyAServerFailedIsKept() throws IOException {
    var answer =
        answerTo(
            reply -> {
              reply.getHeader().setRcode(Rcode.SERVFAIL);
              var error = new ExtendedErrorCodeOption(6, "no \u001b[31mRRSIG");
              reply.addRecord(new OPTRecord(1232, 0, 0, 0, error), Section.ADDITIONAL);
            });
    assertThat(((Failed<Rdata.Txt>) answer).detail())
        .startsWith("the server failed (SERVFAIL): DNSSEC_BOGUS no \\x1b[31mRRSIG");
  }

  @Test
  void aPortWhereNobodyListensIsUnreachable() throws IOException {
    int port;
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var nobody = new NameServer(IpAddress.of("127.0.0.1"), port);
    assertThat(cause(txt(new StubResolver(List.of(nobody), LONG)))).isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void absenceIsOfTheNameOrOfTheType() throws IOException {
    Consumer<Message> soa =
        reply ->
            reply.addRecord(
                record("example.com.", 600, "SOA", "ns. host. 1 2 3 4 120"), Section.AUTHORITY);
    var missing = answerTo(soa.andThen(reply -> reply.getHeader().setRcode(Rcode.NXDOMAIN)));
    assertThat(missing)
        .isEqualTo(
            new NoSuchName<>(
                EXAMPLE, Answer.Source.direct(Security.UNCHECKED, Duration.ofMinutes(2))));
    assertThat(answerTo(soa))
        .isEqualTo(
            new NoData<>(EXAMPLE, Answer.Source.direct(Security.UNCHECKED, Duration.ofMinutes(2))));
    assertThat(answerTo(_ -> {}))
        .isEqualTo(new NoData<>(EXAMPLE, Answer.Source.direct(Security.UNCHECKED, Duration.ZERO)));
  }

  @Test
  void aReferralIsNoAnswer() throws IOException {
    var answer =
        answerTo(
            reply -> reply.addRecord(record("com.", 60, "NS", "a.nic.com."), Section.AUTHORITY));
    assertThat(cause(answer)).isEqualTo(Cause.MALFORMED);
  }

  @Test
  void recordsOfANameThatDoesNotExistAreAContradiction() throws IOException {
    var answer =
        answerTo(
            answers("example.com.", "TXT", "x")
                .andThen(reply -> reply.getHeader().setRcode(Rcode.NXDOMAIN)));
    assertThat(cause(answer)).isEqualTo(Cause.MALFORMED);
  }

  @Test
  void aliasesAreFollowedWithinAMessageAndAcross() throws IOException {
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var reply = replyTo(query);
              if (query.getQuestion().getName().equals(Name.fromConstantString("example.com."))) {
                answers("b.example.", "CNAME", "C.example.").accept(reply);
                answers("example.com.", "CNAME", "b.example.").accept(reply);
              } else {
                answers("c.example.", "TXT", "\"the end\"").accept(reply);
              }
              send.accept(reply.toWire());
            })) {
      var found = (Found<Rdata.Txt>) txt(resolver(server));
      assertThat(found.owner()).isEqualTo(Domain.of("c.example"));
      assertThat(found.source().aliases())
          .containsExactly(
              new Answer.Alias(EXAMPLE, Domain.of("b.example")),
              new Answer.Alias(Domain.of("b.example"), Domain.of("c.example")));
      assertThat(resolver(server).lookup(EXAMPLE, Type.CNAME).records()).hasSize(1);
    }
  }

  @Test
  void aDanglingAliasIsNoSuchNameOfItsTarget() throws IOException {
    var answer =
        answerTo(
            answers("example.com.", "CNAME", "gone.example.")
                .andThen(reply -> reply.getHeader().setRcode(Rcode.NXDOMAIN)));
    var gone = (NoSuchName<Rdata.Txt>) answer;
    assertThat(gone.owner()).isEqualTo(Domain.of("gone.example"));
    assertThat(gone.source().aliases()).hasSize(1);
  }

  @Test
  void SP_17_anEndlessChainOfAliasesFails() throws IOException {
    var inOne =
        answerTo(
            answers("example.com.", "CNAME", "a.example.")
                .andThen(answers("a.example.", "CNAME", "example.com.")));
    assertThat(cause(inOne)).isEqualTo(Cause.MALFORMED);
    // Each message leads to another name.
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var reply = replyTo(query);
              var name = query.getQuestion().getName().toString();
              var next = name.startsWith("x") ? "x" + name : "x.example.";
              answers(name, "CNAME", next).accept(reply);
              send.accept(reply.toWire());
            })) {
      assertThat(cause(txt(resolver(server)))).isEqualTo(Cause.MALFORMED);
      assertThat(server.asked(Transport.UDP)).isEqualTo(17);
    }
  }

  @Test
  void aServerWithoutEdnsIsAskedAgainWithoutIt() throws IOException {
    var answer =
        new ScriptedServer.Script[] {
          (_, query, send) -> {
            if (query.getOPT() != null) {
              var error = new Message(query.getHeader().getID());
              error.getHeader().setFlag(Flags.QR);
              error.getHeader().setRcode(Rcode.FORMERR);
              send.accept(error.toWire());
              return;
            }
            var reply = replyTo(query);
            answers("example.com.", "TXT", "old").accept(reply);
            send.accept(reply.toWire());
          }
        };
    try (var server = new ScriptedServer(answer[0])) {
      assertThat(texts(txt(resolver(server)))).containsExactly("old");
    }
  }

  @Test
  void S17_8_S17_22_everyTypeIsReadFromItsOctets() throws IOException {
    var data =
        List.of(
            List.of("A", "192.0.2.1", new Rdata.Address(IpAddress.of("192.0.2.1"))),
            List.of(
                "AAAA", "::ffff:127.0.0.1", new Rdata.Address(IpAddress.of("::ffff:127.0.0.1"))),
            List.of("NS", "ns.example.", new Rdata.Ns(Domain.of("ns.example"))),
            List.of("PTR", "p\\.q\\000.example.", new Rdata.Ptr(Domain.of("p\\.q\\000.example"))),
            List.of("MX", "65535 .", new Rdata.Mx(65535, Domain.ROOT)),
            List.of(
                "SOA",
                "ns. host. 4294967295 1 2 3 4",
                new Rdata.Soa(Domain.of("ns"), Domain.of("host"), 4294967295L, 1, 2, 3, 4)),
            List.of("DS", "65535 13 99 FFAB", new Rdata.Ds(65535, 13, 99, "\u00ff\u00ab")),
            List.of("DNSKEY", "257 3 255 /w==", new Rdata.Dnskey(257, 3, 255, "\u00ff")),
            List.of("TLSA", "3 1 255 80", new Rdata.Tlsa(3, 1, 255, "\u0080")),
            List.of("SMIMEA", "3 1 1 80", new Rdata.Tlsa(3, 1, 1, "\u0080")),
            List.of("CAA", "128 issue \"ca\\200;\"", new Rdata.Caa(128, "issue", "ca\u00c8;")));
    for (var row : data) {
      var type = (String) row.getFirst();
      try (var server =
          ScriptedServer.answering(answers("example.com.", type, (String) row.get(1)))) {
        var answer = resolver(server).lookup(EXAMPLE, Type.named(type).orElseThrow());
        assertThat(answer.records().getFirst()).isEqualTo(row.get(2));
      }
    }
  }

  @Test
  void S17_27_anInterruptEndsTheWaitAndIsKept() throws Exception {
    for (var builder : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
      for (var waitsFor : Transport.values()) {
        var asked = new CountDownLatch(1);
        try (var server =
            new ScriptedServer(
                (transport, query, send) -> {
                  if (transport == waitsFor) {
                    asked.countDown();
                    awaitInterrupt();
                  } else {
                    var reply = replyTo(query);
                    reply.getHeader().setFlag(Flags.TC);
                    send.accept(reply.toWire());
                  }
                })) {
          var heard = new AtomicReference<Answer<Rdata.Txt>>();
          var isInterrupted = new AtomicReference<Boolean>();
          var thread =
              builder.start(
                  () -> {
                    heard.set(txt(resolver(server)));
                    isInterrupted.set(Thread.currentThread().isInterrupted());
                  });
          asked.await();
          thread.interrupt();
          thread.join();
          assertThat(cause(heard.get())).isEqualTo(Cause.TIMEOUT);
          assertThat(isInterrupted.get()).isTrue();
        }
      }
    }
  }

  private static void awaitInterrupt() {
    // Over TCP the connection must stay open for the wait to go on.
    try {
      new CountDownLatch(1).await(2, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anyOctetsGiveAnAnswer() throws IOException {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1035);
    try (var server =
        new ScriptedServer(
            (_, query, send) -> {
              var reply = replyTo(query);
              answers("example.com.", "CNAME", "b.example.").accept(reply);
              answers("b.example.", "TXT", "\"v=spf1 -all\" x").accept(reply);
              answers("b.example.", "CAA", "0 issue \"x\"").accept(reply);
              var octets = reply.toWire();
              for (int i = random.nextInt(4); i >= 0; i--) {
                octets[2 + random.nextInt(octets.length - 2)] = (byte) random.nextInt(256);
              }
              send.accept(octets);
            })) {
      var resolver =
          new StubResolver(
              List.of(server.address()),
              new StubResolver.Patience(Duration.ofMillis(5), Duration.ofMillis(20)));
      for (int i = 0; i < RUNS; i++) {
        assertThat(txt(resolver)).isNotNull();
      }
    }
  }
}
