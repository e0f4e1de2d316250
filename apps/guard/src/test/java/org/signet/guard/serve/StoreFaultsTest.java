package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.zone.ZoneResolver;
import org.signet.milter.Listen;
import org.signet.testing.ScriptedMta;
import org.signet.verifier.World;

/// A store that is full, read-only, slow or gone changes no verdict and holds up none; whoever
/// watches over the guard sees it, and sees that it works again.
@Timeout(120)
class StoreFaultsTest {
  private static final String GENUINE = "From: <alice@boats.example>";
  private static final String UNANSWERED = "From: <alice@slow.example>";

  @TempDir Path folder;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private static String folder(Path place) {
    return "folder = \"" + place + "\"";
  }

  private static String postgresql(int port) {
    return "postgresql = \"jdbc:postgresql://127.0.0.1:" + port + "/signet\"";
  }

  private GuardServer guard(String store) throws IOException, Misconfigured {
    var zone = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    var toml =
        """
        mode = "enforce"
        domains = ["harbour.example"]

        [milter]
        listen = ["inet:127.0.0.1:0"]

        [http]
        listen = "127.0.0.1:0"

        %s
        """
            .formatted(store.isEmpty() ? "" : "[store]\n" + store);
    var world = World.of(ZoneResolver.of(zone), () -> Harbour.NOW);
    return GuardServer.start(Harbour.configuration(toml), world, new MessageLog(log::add));
  }

  /// What is said of mail of all kinds: the last reply to each, with what was added before it.
  private static List<String> said(GuardServer guard) throws IOException {
    var said = new ArrayList<String>();
    var address = ((Listen.Tcp) guard.listening().getFirst()).address();
    for (var author : List.of(GENUINE, UNANSWERED)) {
      for (var client : List.of("192.0.2.1", "203.0.113.9")) {
        try (var mta = ScriptedMta.connect(address)) {
          mta.negotiate();
          mta.client("x.example", client).command('H', "x.example");
          mta.message("<alice@boats.example>", "<bob@harbour.example>", List.of(author), "x\r\n");
          said.add(mta.replies().toString());
        }
      }
    }
    return said;
  }

  private static List<String> saidWithoutAStore(StoreFaultsTest test) throws Exception {
    try (var guard = test.guard("")) {
      return said(guard);
    }
  }

  private static String ask(GuardServer guard, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + guard.desk().orElseThrow().getPort() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  private static void seesTrouble(GuardServer guard) throws Exception {
    assertThat(ask(guard, "/metrics")).contains("signet_store_works 0.0");
    assertThat(ask(guard, "/healthz")).startsWith("ok, but the store does not work");
    assertThat(ask(guard, "/readyz")).isEqualTo("ready\n");
  }

  /// Mail is judged as without a store, also while the store comes back; then its proofs are kept.
  private static void recovers(GuardServer guard, List<String> expected) throws Exception {
    while (!ask(guard, "/healthz").equals("ok\n")) {
      assertThat(said(guard)).isEqualTo(expected);
    }
    while (ask(guard, "/metrics").contains("signet_store_messages_total{outcome=\"kept\"} 0.0")) {
      Thread.onSpinWait();
    }
    assertThat(ask(guard, "/metrics"))
        .contains("signet_store_works 1.0", "signet_store_messages_total{outcome=\"lost\"} 0.0");
  }

  private void awaitLog(String words) {
    while (log.stream().noneMatch(line -> line.contains(words))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theMailOfThisTestMeetsEveryKindOfVerdict() throws Exception {
    var said = saidWithoutAStore(this);
    assertThat(said.get(0)).contains("dmarc=pass");
    assertThat(said.get(1)).contains("y 550 5.7.1");
    assertThat(said.get(2)).contains("y 451 4.7.");
    assertThat(said.get(3)).contains("y 451 4.7.");
  }

  @Test
  void aStoreThatIsReadOnly() throws Exception {
    var expected = saidWithoutAStore(this);
    try (var disk = new Disk(folder.resolve("disk"), "ro");
        var guard = guard(folder(disk.place.resolve("store")))) {
      awaitLog("store state=fails");
      assertThat(said(guard)).isEqualTo(expected);
      seesTrouble(guard);
      disk.remount("rw");
      recovers(guard, expected);
    }
  }

  @Test
  void aStoreThatIsFull() throws Exception {
    var expected = saidWithoutAStore(this);
    try (var disk = new Disk(folder.resolve("disk"), "size=12m")) {
      var filler = Files.write(disk.place.resolve("filler"), new byte[12 << 20]);
      try (var guard = guard(folder(disk.place.resolve("store")))) {
        awaitLog("store state=fails");
        assertThat(said(guard)).isEqualTo(expected);
        seesTrouble(guard);
        Files.delete(filler);
        recovers(guard, expected);
      }
    }
  }

  /// A file lies where its folder should be.
  @Test
  void aStoreThatIsGone() throws Exception {
    var expected = saidWithoutAStore(this);
    var place = Files.createFile(folder.resolve("store"));
    try (var guard = guard(folder(place))) {
      awaitLog("store state=fails");
      assertThat(said(guard)).isEqualTo(expected);
      seesTrouble(guard);
      Files.delete(place);
      recovers(guard, expected);
    }
  }

  /// A database that takes connections and says nothing: who waited for it would wait for ever.
  @Test
  void aStoreThatDoesNotAnswer() throws Exception {
    var expected = saidWithoutAStore(this);
    var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (var guard = guard(postgresql(silent.getLocalPort()))) {
      try (var connection = silent.accept()) {
        for (int i = 0; i < 5; i++) {
          assertThat(said(guard)).isEqualTo(expected);
        }
        seesTrouble(guard);
        assertThat(connection.isClosed()).isFalse();
      } finally {
        silent.close();
      }
      awaitLog("store state=fails");
      assertThat(said(guard)).isEqualTo(expected);
    }
  }

  /// A small disk of its own.
  private static final class Disk implements AutoCloseable {
    final Path place;

    Disk(Path place, String options) throws IOException {
      this.place = Files.createDirectories(place);
      var isThere = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString());
      assumeTrue(isThere, "skipped, because a file system can only be mounted by root");
    }

    void remount(String options) throws IOException {
      assertThat(run("mount", "-o", "remount," + options, place.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.onExit().join().exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
      run("umount", "--lazy", place.toString());
    }
  }
}
