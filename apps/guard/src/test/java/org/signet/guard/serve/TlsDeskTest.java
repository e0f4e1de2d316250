package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.DnssecStanding;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.milter.Listen;
import org.signet.store.Store;
import org.signet.store.StoreSettings;
import org.signet.store.TlsAnswer;
import org.signet.verifier.World;

/// The TLS policy server as a part of the guard.
class TlsDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static final String ZONE =
      """
      $STATUS secure
      pinned.example.            MX   10 a.pinned.example.
      a.pinned.example.          A    192.0.2.1
      _25._tcp.a.pinned.example. TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000
      plain.example.             MX   10 a.plain.example.
      a.plain.example.           A    192.0.2.2
      """;

  @TempDir Path folder;

  private GuardServer start(DnssecStanding standing, List<String> log)
      throws IOException, Misconfigured {
    var toml =
        """
        domains = ["harbour.example"]
        [milter]
        listen = ["inet:127.0.0.1:0"]
        [http]
        listen = "127.0.0.1:0"
        [store]
        folder = "%s/store"
        [tls_policy]
        listen = ["inet:127.0.0.1:0"]
        postfix = "%s/none"
        """
            .formatted(folder, folder);
    var configuration =
        switch (Configuration.read("signet.toml", toml)) {
          case Configuration.Reading.Read(var read) -> read;
          case Configuration.Reading.Wrong(var problems) -> throw new AssertionError(problems);
        };
    var world = World.of(new ZoneResolver(Zone.of(ZONE)), InstantSource.fixed(NOW));
    return GuardServer.start(
        configuration, world, new SignedWorld(world, () -> standing), new MessageLog(log::add));
  }

  private static String ask(GuardServer guard, String key) throws IOException {
    var address = ((Listen.Tcp) guard.tlsPolicyListening().getFirst()).address();
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      var question = "signet " + key;
      var netstring = question.length() + ":" + question + ",";
      socket.getOutputStream().write(netstring.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String page(GuardServer guard, String path) throws IOException {
    var desk = guard.desk().orElseThrow();
    var uri = URI.create("http://" + desk.getHostString() + ":" + desk.getPort() + path);
    try (var in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  /// This Postfix cannot be looked at, so that it is told what it can do without DANE.
  @Test
  void postfixIsAnsweredAndWhatItWasToldIsCountedLoggedAndKept() throws Exception {
    var log = Collections.synchronizedList(new ArrayList<String>());
    try (var guard = start(DnssecStanding.WORKS, log)) {
      assertThat(ask(guard, "pinned.example")).isEqualTo("10:OK encrypt,");
      assertThat(ask(guard, "plain.example")).isEqualTo("9:NOTFOUND ,");
      assertThat(page(guard, "/metrics"))
          .contains("signet_tls_policy_answers_total{basis=\"dane\",level=\"encrypt\"} 1.0")
          .contains("signet_tls_policy_answers_total{basis=\"nothing\",level=\"NOTFOUND\"} 1.0")
          .contains("signet_tls_policy_dane_available 0.0")
          .contains("signet_dnssec_works 1.0");
      assertThat(page(guard, "/healthz"))
          .startsWith("ok, but Postfix is not told to do DANE: Postfix could not be looked at");
    }
    assertThat(log)
        .anySatisfy(
            line -> assertThat(line).startsWith("tls_policy domain=pinned.example answer=encrypt"));
    try (var store = Store.open(new StoreSettings.Folder(folder.resolve("store")))) {
      assertThat(store.tlsAnswers(Domain.of("pinned.example"), NOW, NOW))
          .extracting(TlsAnswer::answer, TlsAnswer::basis)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("encrypt", TlsAnswer.Basis.DANE));
    }
  }

  @Test
  void whoCannotValidateIsTold() throws Exception {
    try (var guard = start(DnssecStanding.NEVER_WORKED, new ArrayList<>())) {
      assertThat(page(guard, "/healthz")).startsWith("ok, but DNSSEC cannot be validated");
      assertThat(page(guard, "/metrics")).contains("signet_dnssec_works 0.0");
    }
  }
}
