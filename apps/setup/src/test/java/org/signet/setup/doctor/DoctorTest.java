package org.signet.setup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dkim.KeyAccess;
import org.signet.dns.Resolver;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneReading;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.guard.serve.GuardServer;
import org.signet.guard.serve.MessageLog;
import org.signet.milter.Listen;
import org.signet.setup.postfix.Postconf;
import org.signet.verifier.World;

class DoctorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String ZONE =
      """
      harbour.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.harbour.example.  TXT "v=DMARC1; p=reject"
      $STATUS timeout
      _dmarc.slow.example.     TXT -
      """;

  @TempDir Path folder;

  private static Resolver dns() {
    return new ZoneResolver(((ZoneReading.Read) Zone.parse("zone", ZONE)).zone());
  }

  private static Configuration configuration(String toml) {
    var text = "domains = [\"harbour.example\"]\n" + toml;
    return ((Configuration.Reading.Read) Configuration.read("x", text)).configuration();
  }

  private static Configuration listening(String mode, int port) {
    var place = "listen = [\"inet:127.0.0.1:" + port + "\"]\n";
    return configuration("mode = \"" + mode + "\"\n[milter]\n" + place);
  }

  private static Finding guard(Configuration configuration) {
    return GuardCheck.of(configuration, PATIENCE).getFirst();
  }

  private static Finding guarded(String mode) throws Exception {
    var world = World.of(dns(), InstantSource.system());
    var log = new MessageLog(_ -> {});
    try (var guard = GuardServer.start(listening(mode, 0), world, log)) {
      var tcp = (Listen.Tcp) guard.listening().getFirst();
      return guard(listening(mode, tcp.address().getPort()));
    }
  }

  @Test
  void aGuardThatEnforcesRefusesTheForgery() throws Exception {
    var finding = guarded("enforce");
    assertThat(finding.mark()).isEqualTo(Mark.GOOD);
    assertThat(finding.sentence()).contains("refused it: 550 5.7.1 ");
  }

  @Test
  void aGuardThatObservesMarksTheForgery() throws Exception {
    var finding = guarded("observe");
    assertThat(finding.mark()).isEqualTo(Mark.GOOD);
    assertThat(finding.sentence()).contains("a forged result was taken out");
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(guard(listening("observe", port)).sentence()).startsWith("No guard listens at ");
  }

  @Test
  void whateverListensIsEndured() throws Exception {
    Thread answering;
    try (var socket = ServerSocketChannel.open()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      answering = Thread.ofVirtual().start(() -> babble(socket));
      int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
      for (int i = 0; i < 300; i++) {
        assertThat(guard(listening("observe", port)).sentence()).isNotEmpty();
      }
    }
    answering.join();
  }

  /// Answers each connection with packets of any letters, and closes it.
  private static void babble(ServerSocketChannel socket) {
    var random = new Random(1);
    while (true) {
      try (var client = socket.accept()) {
        var out = client.socket().getOutputStream();
        out.write(packet('O', new byte[random.nextInt(20)]));
        for (int i = random.nextInt(40); i > 0; i--) {
          var data = new byte[random.nextInt(30)];
          random.nextBytes(data);
          out.write(packet("ihmcs+-bqyart4\0".charAt(random.nextInt(15)), data));
        }
        var end = new byte[random.nextInt(8)];
        random.nextBytes(end);
        out.write(end);
      } catch (IOException _) {
        if (!socket.isOpen()) {
          return;
        }
      }
    }
  }

  private static byte[] packet(char code, byte[] data) {
    var packet = new byte[data.length + 5];
    packet[3] = (byte) (data.length + 1);
    packet[4] = (byte) code;
    System.arraycopy(data, 0, packet, 5, data.length);
    return packet;
  }

  @Test
  void aSocketIsForTheGroup() throws IOException {
    var path = folder.resolve("milter");
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
      var configuration = configuration("[milter]\nlisten = [\"unix:" + path + "\"]\n");
      var group = Files.readAttributes(path, PosixFileAttributes.class);
      var groups = "other:x:1:\n" + group.group().getName() + ":x:2:a,postfix\n";
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
      assertThat(SocketCheck.of(configuration, groups, "postfix").getFirst().mark())
          .isEqualTo(Mark.GOOD);
      assertThat(SocketCheck.of(configuration, "", "postfix").getFirst().mend().orElseThrow())
          .startsWith("usermod -a -G ");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
      assertThat(SocketCheck.of(configuration, groups, "postfix").getFirst().mark())
          .isEqualTo(Mark.WARN);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(SocketCheck.of(configuration, groups, "postfix").getFirst().mark())
          .isEqualTo(Mark.BAD);
    }
  }

  @Test
  void keysMustBeReadable() throws IOException {
    var access = KeyAccess.system(Set.of());
    var configuration = configuration("[signing]\nkeys = \"" + folder + "\"\n");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(KeysCheck.of(configuration, access, InstantSource.system()))
        .extracting(Finding::mark)
        .containsExactly(Mark.WARN);
    Files.createDirectory(folder.resolve("harbour.example"));
    Files.writeString(folder.resolve("harbour.example/state"), "nonsense");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(KeysCheck.of(configuration, access, InstantSource.system()))
        .extracting(Finding::mark)
        .containsExactly(Mark.WARN, Mark.BAD);
  }

  @Test
  void nameServersMustAnswer() {
    var domains = List.of(Domain.of("harbour.example"), Domain.of("slow.example"));
    assertThat(DnsCheck.of(dns(), domains))
        .extracting(Finding::mark)
        .containsExactly(Mark.GOOD, Mark.BAD, Mark.UNKNOWN);
  }

  @Test
  void aClockIsNotBehindItsFiles() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThat(ClockCheck.of(Instant.EPOCH, List.of(file)).mark()).isEqualTo(Mark.BAD);
    assertThat(ClockCheck.of(Instant.now(), List.of(file)).mark()).isNotEqualTo(Mark.BAD);
  }

  @Test
  void aPostfixThatDoesNotAskIsBroken() {
    var services = "smtp inet n - n - - smtpd\n";
    var marks =
        PostfixCheck.of(Postconf.parse(services), configuration("")).stream()
            .map(Finding::mark)
            .toList();
    assertThat(marks).contains(Mark.BAD);
    var done =
        "smtpd_milters = inet:127.0.0.1:8891\nnon_smtpd_milters = $smtpd_milters\n" + services;
    assertThat(PostfixCheck.of(Postconf.parse(done), configuration("")).getFirst().mark())
        .isEqualTo(Mark.GOOD);
  }

  /// CF-1 of the threat catalogue; keys are looked at where they are read.
  @Test
  void filesThatOthersMayChangeOrReadAreNamed() throws IOException {
    var file = Files.writeString(folder.resolve("signet.toml"), "");
    var password = Files.writeString(folder.resolve("password"), "secret");
    var configuration =
        configuration(
            "[store]\npostgresql = \"jdbc:postgresql://host/db\"\npassword_file = \""
                + password
                + "\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(FileCheck.of(file, configuration)).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(FileCheck.of(file, configuration))
        .extracting(Finding::sentence)
        .containsExactly(
            "Everybody on this host can change " + file + ".",
            "Everybody on this host can read the password in " + password + ".");
  }
}
