package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.example;
import static org.signet.guard.serve.Letters.letter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.milter.Listen;
import org.signet.testing.Postfix;
import org.signet.testing.ScriptedMta;
import org.signet.verifier.World;

/// What happens to mail while something fails: the DNS, the guard, or those who talk with it.
/// Nothing is lost, and nothing passes that was not verified.
@Timeout(120)
class FaultsTest {
  private static final List<String> FAILURES =
      List.of("timeout", "servfail", "refused", "bogus", "malformed", "truncated", "unreachable");

  private static final String ATTACKER = "203.0.113.9";
  private static final Domain GATE = Domain.of("gate.example");

  private final AtomicReference<Instant> now = new AtomicReference<>(Harbour.NOW);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private Optional<Harbour> running = Optional.empty();
  private Optional<World> world = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var there = World.of(new Gate(ZoneResolver.of(zone())), now::get);
    world = Optional.of(there);
    running = Optional.of(new Harbour(configuration(0), there));
  }

  @AfterEach
  void stop() throws IOException {
    gate.countDown();
    if (running.isPresent()) {
      running.get().close();
    }
  }

  private static String configuration(int port) {
    return """
    mode = "enforce"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:%d"]
    """
        .formatted(port);
  }

  private static String zone() throws IOException {
    var zone =
        new StringBuilder(
            Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8));
    zone.append("$STATUS unchecked\n");
    zone.append("gate.example. TXT \"v=spf1 -all\"\n");
    zone.append("_dmarc.gate.example. TXT \"v=DMARC1; p=reject\"\n");
    for (var failure : FAILURES) {
      zone.append("_dmarc.known-%s.example. TXT \"v=DMARC1; p=reject\"\n".formatted(failure));
      zone.append("$STATUS %s\n".formatted(failure));
      for (var name : List.of("lost-", "_dmarc.lost-", "known-", "k._domainkey.known-")) {
        zone.append("%s%s.example. ANY -\n".formatted(name, failure));
      }
      zone.append("$STATUS unchecked\n");
    }
    zone.append("$STATUS timeout\n");
    for (int i = 0; i < 12; i++) {
      zone.append("d%d.example. ANY -\n_dmarc.d%d.example. ANY -\n".formatted(i, i));
    }
    return zone.toString();
  }

  /// A DNS that is slow to answer for one domain.
  private final class Gate implements Resolver {
    private final Resolver zone;

    Gate(Resolver zone) {
      this.zone = zone;
    }

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      if (name.isWithin(GATE)) {
        asked.countDown();
        try {
          gate.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      return zone.lookup(name, type);
    }
  }

  private Harbour harbour() {
    return running.orElseThrow();
  }

  private String sendGenuine() throws IOException {
    return harbour()
        .fromStranger(
            "192.0.2.1", "mail.boats.example", "alice@boats.example", example("genuine.eml"));
  }

  private String sendForged(String author) throws IOException {
    return sendForged(ATTACKER, author);
  }

  private String sendForged(String address, String author) throws IOException {
    return harbour().fromStranger(address, "x.example", author, letter(author, ""));
  }

  /// However the DNS fails, also where its answers are forged and DNSSEC tells so (bogus).
  @Test
  void whatTheDnsDoesNotTellIsPutOff() throws Exception {
    for (var failure : FAILURES) {
      var known = "known-" + failure + ".example";
      assertThat(sendForged("a@lost-" + failure + ".example")).as(failure).startsWith("451 4.7.");
      assertThat(sendForged("a@" + known)).as(failure).startsWith("451 4.7.24 ");
      var signature =
          "DKIM-Signature: v=1; a=ed25519-sha256; d="
              + known
              + "; s=k; h=from;\r\n"
              + "\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n";
      assertThat(harbour().fromStranger(ATTACKER, "x.example", "", letter("a@" + known, signature)))
          .as(failure)
          .startsWith("451 4.7.0 ");
    }
    assertThat(sendGenuine()).startsWith("250 ");
    harbour().delivered();
    assertThat(harbour().count()).isEqualTo(3 * FAILURES.size() + 1);
  }

  @Test
  void whatWasPutOffForADayIsPutAside() throws Exception {
    assertThat(sendForged("a@lost-timeout.example")).startsWith("451 4.7.0 ");
    now.updateAndGet(then -> then.plus(Duration.ofHours(23)));
    assertThat(sendForged("a@lost-timeout.example")).startsWith("451 4.7.0 ");
    now.updateAndGet(then -> then.plus(Duration.ofHours(1)));
    assertThat(sendForged("a@lost-timeout.example")).startsWith("250 ");
    assertThat(harbour().delivered().message())
        .contains("X-Signet-Quarantine: yes", "dmarc=temperror");
  }

  @Test
  void whereManyDomainsFailTheFaultIsOurs() throws Exception {
    for (int i = 0; i < 9; i++) {
      assertThat(sendForged("198.18." + i + ".1", "a@d" + i + ".example")).startsWith("451 4.7.");
    }
    for (int i = 9; i < 12; i++) {
      assertThat(sendForged("198.18." + i + ".1", "a@d" + i + ".example")).startsWith("250 ");
      assertThat(harbour().delivered().message())
          .contains("X-Signet-Mark: own_fault", "dmarc=temperror")
          .doesNotContain("dmarc=pass");
    }
    assertThat(harbour().log().stream().filter(line -> line.startsWith("alarm what=own_fault")))
        .hasSize(1);
  }

  @Test
  void aMessageThatWaitsForTheDnsHoldsUpNoOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> sendForged("a@gate.example"));
      asked.await();
      assertThat(sendGenuine()).startsWith("250 ");
      assertThat(harbour().delivered().message()).contains("dmarc=pass");
      assertThat(slow.isDone()).isFalse();
      gate.countDown();
      assertThat(slow.get()).startsWith("550 5.7.1 ");
    }
  }

  @Test
  void aGuardThatStopsEndsItsMessageAndTakesNoOther() throws Exception {
    var port = address().getPort();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var last = threads.submit(() -> sendForged("a@gate.example"));
      asked.await();
      var stopping =
          threads.submit(
              () -> {
                harbour().guard.close();
                return true;
              });
      var said = sendGenuine();
      while (said.startsWith("250 ")) {
        assertThat(harbour().delivered().message()).contains("dmarc=pass");
        said = sendGenuine();
      }
      assertThat(said).startsWith("451 4.7.1 ");
      gate.countDown();
      assertThat(last.get()).startsWith("550 5.7.1 ");
      assertThat(stopping.get()).isTrue();
    }
    var again = Harbour.configuration(configuration(port));
    try (var _ = GuardServer.start(again, world.orElseThrow(), new MessageLog(_ -> {}))) {
      assertThat(sendGenuine()).startsWith("250 ");
      assertThat(harbour().delivered().message()).contains("dmarc=pass");
    }
  }

  private InetSocketAddress address() {
    return ((Listen.Tcp) harbour().guard.listening().getFirst()).address();
  }

  /// Connections that say nothing, half of what they should, or nonsense.
  @Test
  void mailFlowsWhileOthersTalkNonsense() throws Exception {
    var open = new ArrayList<ScriptedMta>();
    var random = new Random(16);
    for (int i = 0; i < 60; i++) {
      var mta = ScriptedMta.connect(address());
      open.add(mta);
      switch (i % 4) {
        case 0 -> {}
        case 1 -> {
          var octets = new byte[random.nextInt(2_000)];
          random.nextBytes(octets);
          mta.octets(new String(octets, ISO_8859_1)).send();
        }
        case 2 -> {
          mta.negotiate();
          mta.client("x", ATTACKER).command('M', "<a@boats.example>").octets("\0\0").send();
        }
        default -> {
          mta.negotiate();
          mta.command('E').send();
        }
      }
      if (i % 10 == 0) {
        assertThat(sendGenuine()).startsWith("250 ");
        assertThat(harbour().delivered().message()).contains("dmarc=pass");
        assertThat(sendForged("alice@boats.example")).startsWith("550 5.7.1 ");
      }
    }
    for (var mta : open) {
      mta.close();
    }
    assertThat(sendForged("alice@boats.example")).startsWith("550 5.7.1 ");
    assertThat(harbour().log()).noneMatch(line -> line.startsWith("bug"));
  }
}
