package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.example;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.dns.zone.ZoneResolver;
import org.signet.guard.Handling.Action;
import org.signet.testing.Postfix;
import org.signet.verifier.World;

/// Another configuration while mail flows through a real Postfix.
@Timeout(120)
class ReloadTest {
  private static final int SENDERS = 4;
  private static final int EACH = 30;

  /// Every message is handled by one configuration or by the other.
  @Test
  void theConfigurationMayChangeUnderLoad() throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var zone = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    var world = World.of(ZoneResolver.of(zone), () -> Harbour.NOW);
    try (var harbour = new Harbour(configuration("enforce"), world, ReloadTest::patient)) {
      changeUnderLoad(harbour);
    }
  }

  private static void changeUnderLoad(Harbour harbour) throws Exception {
    var said = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var senders = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(threads.submit(() -> sendMany(harbour)));
      }
      for (int i = 0; senders.stream().anyMatch(sender -> !sender.isDone()); i++) {
        var mode = i % 2 == 0 ? "observe" : "enforce";
        harbour.guard.reload(Harbour.configuration(configuration(mode)));
      }
      for (var sender : senders) {
        said.addAll(sender.get());
      }
    }
    assertThat(said).hasSize(SENDERS * EACH).allMatch(reply -> reply.matches("(?s)(250|550) .*"));
    long refused = said.stream().filter(reply -> reply.startsWith("550")).count();
    for (int i = 0; i < SENDERS * EACH - refused; i++) {
      var message = harbour.delivered().message();
      assertThat(message).containsAnyOf("dmarc=pass", "X-Signet-Mark: dmarc_failed");
    }
    assertThat(harbour.handled()).hasSize(SENDERS * EACH);
    assertThat(harbour.handled().stream().map(done -> done.decided().done()))
        .filteredOn(action -> action == Action.REJECT)
        .hasSize((int) refused);
    assertThat(harbour.log()).allMatch(line -> line.startsWith("message "));
  }

  private static List<String> sendMany(Harbour harbour) throws IOException {
    var said = new ArrayList<String>();
    try (var client = harbour.stranger(Harbour.STRANGERS, "203.0.113.9", "x.example")) {
      for (int i = 0; i < EACH; i++) {
        var message = example(i % 2 == 0 ? "genuine.eml" : "forged.eml");
        said.add(client.send("alice@boats.example", "bob@harbour.example", message));
      }
    }
    return said;
  }

  /// A client may be refused often and is not made to wait.
  private static void patient(Postfix.Configuration postfix, String milter) {
    postfix.set("smtpd_error_sleep_time", "0").set("smtpd_hard_error_limit", "1000");
  }

  private static String configuration(String mode) {
    return """
    mode = "%s"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:0"]
    """
        .formatted(mode);
  }
}
