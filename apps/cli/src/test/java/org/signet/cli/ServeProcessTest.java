package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpSink;
import org.signet.testing.SmtpTalk;

/// `signet serve` as a process beside a real Postfix.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ServeProcessTest {
  private static final Path ROOT = Path.of(System.getProperty("signet.root", "../..")).normalize();
  private static final List<String> ZONE =
      List.of("--zone", ROOT.resolve("docs/examples/examples.zone").toString());

  @TempDir Path folder;

  @BeforeEach
  void postfix() {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
  }

  /// A guard that runs.
  private static final class Guard implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private Guard(Process process) {
      this.process = process;
      this.out = process.inputReader(UTF_8);
    }

    static Guard start(Path configuration, List<String> more) throws IOException {
      var words =
          new ArrayList<>(
              List.of(
                  "env",
                  "--default-signal=HUP", // who runs this may be deaf to it, as under nohup
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Signet.class.getName(),
                  "serve",
                  "--config",
                  configuration.toString()));
      words.addAll(more);
      return new Guard(new ProcessBuilder(words).redirectErrorStream(true).start());
    }

    /// The next line that holds this.
    String line(String part) throws IOException {
      var seen = new StringBuilder();
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains(part)) {
          return line;
        }
        seen.append(line).append('\n');
      }
      throw new IOException("it has ended and said:\n" + seen);
    }

    /// Where it listens.
    InetSocketAddress address() throws IOException {
      var line = line("listening at ");
      return new InetSocketAddress(
          InetAddress.getLoopbackAddress(),
          Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    void hangUp() throws IOException, InterruptedException {
      var kill = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }

    /// Reads whatever else it says, so that it need not wait.
    void drain() {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  process.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException _) {
                  // It has ended.
                }
              });
    }

    int exitCode() {
      return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Path configuration(String name, String mode, int port, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        mode = "%s"
        domains = ["harbour.example"]
        authserv_ids = ["mx.harbour.example"]

        [milter]
        listen = ["inet:127.0.0.1:%d"]
        %s
        """
            .formatted(mode, port, more));
  }

  private static Postfix postfix(SmtpSink sink, InetSocketAddress milter) throws IOException {
    var milters = "inet:127.0.0.1:" + milter.getPort();
    return Postfix.to(sink.address())
        .set("milter_default_action", "tempfail")
        .listen(Map.of("smtpd_milters", milters))
        .start();
  }

  private static String sendForged(Postfix postfix) throws IOException {
    return send(postfix, example("forged.eml"));
  }

  private static String send(Postfix postfix, String message) throws IOException {
    try (var client = SmtpTalk.connect(postfix.address(0))) {
      client.say("EHLO x.example");
      return client.send("alice@boats.example", "bob@harbour.example", message);
    }
  }

  /// A message as it was sent: without what the servers on its way wrote.
  private static String example(String name) throws IOException {
    var text = Files.readString(ROOT.resolve("docs/examples/" + name), ISO_8859_1);
    var lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
    return lines.replaceFirst("(?s)^.*?\r\n(?=DKIM-Signature|From)", "");
  }

  @Test
  void itServesReadsItsConfigurationAgainAndStops() throws Exception {
    var file = configuration("signet.toml", "observe", 0, "");
    try (var guard = Guard.start(file, ZONE);
        var sink = SmtpSink.open()) {
      var address = guard.address();
      guard.line("It observes");
      try (var postfix = postfix(sink, address)) {
        assertThat(sendForged(postfix)).startsWith("250 ");
        assertThat(sink.take().message()).contains("X-Signet-Mark: dmarc_failed");
        assertThat(guard.line("message ")).contains("action=mark would=reject");

        configuration("signet.toml", "enforce", 0, "");
        guard.hangUp();
        guard.line("reloaded");
        assertThat(sendForged(postfix)).startsWith("550 5.7.1 ");

        configuration("signet.toml", "enforced", 0, "");
        guard.hangUp();
        assertThat(guard.line("not reloaded")).contains("mistakes in the configuration");
        assertThat(guard.line("expected")).contains("signet.toml:1: ");
        assertThat(sendForged(postfix)).startsWith("550 5.7.1 ");

        var second = configuration("second.toml", "observe", address.getPort(), "");
        try (var other = Guard.start(second, ZONE)) {
          assertThat(other.line("cannot start")).contains("in use");
          assertThat(other.exitCode()).isEqualTo(Exit.UNDETERMINED.code());
        }
        assertThat(sendForged(postfix)).startsWith("550 5.7.1 ");
        guard.process.destroy();
        assertThat(guard.exitCode()).isZero();
        assertThat(sendForged(postfix)).startsWith("451 4.7.1 ");
      }
    }
  }

  /// The mail server has no verdict, so the message stays with who sent it.
  @Test
  void whoIsKilledInTheMiddleOfAMessageLosesNothing() throws Exception {
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var sink = SmtpSink.open()) {
      var dns = "[dns]\nservers = [\"127.0.0.1:" + silent.getLocalPort() + "\"]\n";
      var file = configuration("signet.toml", "enforce", 0, dns);
      var guard = Guard.start(file, List.of());
      var address = guard.address();
      try (var postfix = postfix(sink, address)) {
        var sending = threads.submit(() -> sendForged(postfix));
        silent.receive(new DatagramPacket(new byte[512], 512));
        guard.process.destroyForcibly();
        assertThat(sending.get()).startsWith("451 4.7.1 ");
        guard.exitCode();
        var again = configuration("again.toml", "observe", address.getPort(), "");
        try (var other = Guard.start(again, ZONE)) {
          other.address();
          assertThat(sendForged(postfix)).startsWith("250 ");
        }
        // The first that is delivered is the one that was judged.
        assertThat(sink.take().message()).contains("X-Signet-Mark: dmarc_failed");
      }
    }
  }

  /// A name server that has stopped: its host says so, or nobody does.
  @Test
  void withoutItsNameServerItPutsMailOff() throws Exception {
    int port;
    try (var stopped = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = stopped.getLocalPort();
    }
    var dns = "[dns]\nservers = [\"127.0.0.1:" + port + "\"]\n";
    try (var guard = Guard.start(configuration("signet.toml", "enforce", 0, dns), List.of());
        var sink = SmtpSink.open();
        var postfix = postfix(sink, guard.address())) {
      assertThat(sendForged(postfix)).startsWith("451 4.7.0 ");
      assertThat(guard.line("message ")).contains("dmarc=temperror action=defer");
    }
  }

  /// What is told of a message later rests on what was kept, not on the DNS of then.
  @Test
  void whatItDidIsExplainedAndTriedAgain() throws Exception {
    var store = "[store]\nfolder = \"" + folder.resolve("store") + "\"\n";
    var file = configuration("signet.toml", "observe", 0, store);
    String forged;
    try (var guard = Guard.start(file, ZONE);
        var sink = SmtpSink.open();
        var postfix = postfix(sink, guard.address())) {
      assertThat(sendForged(postfix)).startsWith("250 ");
      var line = guard.line("message ");
      forged = line.replaceFirst(".* queue=(\\S+) .*", "$1");
      assertThat(send(postfix, example("genuine.eml"))).startsWith("250 ");
      guard.line("message ");
      guard.process.destroy();
      assertThat(guard.exitCode()).isZero();
    }
    var told = explain(file, forged);
    assertThat(told.exit()).isZero();
    assertThat(told.out())
        .contains("Message " + forged + ", judged at ", ": mark.", "boats.example")
        .doesNotContain("decided otherwise");
    assertThat(explain(file, "4bX2y1").exit()).isEqualTo(Exit.FAILED.code());
    assertThat(tryAgain(file).out()).contains("0 of 2 messages would be handled differently.");

    var stricter = configuration("stricter.toml", "enforce", 0, store);
    assertThat(explain(stricter, forged).out()).contains("decided otherwise then");
    var tried = tryAgain(stricter);
    assertThat(tried.exit()).isZero();
    assertThat(tried.out())
        .contains("1 of 2 messages would be handled differently.", "reject, was mark")
        .containsOnlyOnce("boats.example")
        .doesNotContain("passed DMARC");
  }

  private static Ran explain(Path configuration, String queueId) {
    return Ran.of("explain", "--config", configuration.toString(), queueId);
  }

  private static Ran tryAgain(Path configuration) {
    return Ran.of("serve", "--config", configuration.toString(), "--check", "--against", "1d");
  }

  private static final boolean THOROUGH = Boolean.getBoolean("signet.thorough");
  private static final int SENDERS = 4;
  private static final int EACH = THOROUGH ? 150 : 12;
  private static final int KILLS = THOROUGH ? 20 : 2;

  /// Each message is sent until its answer is final: then it is there, once, or it was refused.
  @Test
  void whoIsKilledAgainAndAgainLosesNothingAndLetsNothingPass() throws Exception {
    var guard = Guard.start(configuration("first.toml", "enforce", 0, ""), ZONE);
    var address = guard.address();
    var file = configuration("signet.toml", "enforce", address.getPort(), "");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var sink = SmtpSink.open();
        var postfix = postfix(sink, address)) {
      var senders = new ArrayList<Future<?>>();
      for (int i = 0; i < SENDERS; i++) {
        int first = i * EACH;
        senders.add(
            threads.submit(
                () -> {
                  sendEach(postfix, first);
                  return first;
                }));
      }
      for (int i = 0; i < KILLS; i++) {
        for (int verdicts = 0; verdicts < SENDERS * EACH / (2 * KILLS); verdicts++) {
          guard.line("message ");
        }
        guard.close();
        guard.exitCode();
        guard = Guard.start(file, ZONE);
        guard.address();
      }
      guard.drain();
      for (var sender : senders) {
        sender.get();
      }
      var numbers = new ArrayList<Integer>();
      for (int i = 0; i < SENDERS * EACH / 2; i++) {
        var message = sink.take().message();
        assertThat(message).startsWith("Authentication-Results: ").contains("dmarc=pass");
        numbers.add(Integer.parseInt(message.replaceFirst("(?s)^.*\r\nX-Number: (\\d+).*$", "$1")));
      }
      assertThat(numbers).allMatch(number -> number % 2 == 0).doesNotHaveDuplicates();
    } finally {
      guard.close();
    }
  }

  /// Those of even numbers are genuine.
  private static void sendEach(Postfix postfix, int first) throws IOException {
    for (int number = first; number < first + EACH; number++) {
      var isGenuine = number % 2 == 0;
      var text = "X-Number: " + number + "\r\n" + example(isGenuine ? "genuine.eml" : "forged.eml");
      var reply = send(postfix, text);
      while (reply.startsWith("4")) {
        reply = send(postfix, text);
      }
      assertThat(reply).startsWith(isGenuine ? "250 " : "550 5.7.1 ");
    }
  }
}
