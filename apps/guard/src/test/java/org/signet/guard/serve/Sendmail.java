package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// A Sendmail of its own for a test, with a private configuration and queue: it asks a milter, and
/// passes all mail to one next host. Debian does not let it be installed beside Postfix, so it is
/// run from where its packages (`sendmail-bin`, `sendmail-cf`) were unpacked. It runs with a host
/// name and a list of hosts of its own, because it waits a minute for the name of its host.
final class Sendmail implements AutoCloseable {
  private static final Optional<Path> FOLDER =
      Optional.ofNullable(System.getProperty("signet.sendmail")).map(Path::of);

  /// As docs/sendmail.md has it, and what a machine that is busy, or has no DNS, needs beside.
  private static final String CONFIGURATION =
      """
      OSTYPE(`linux')dnl
      define(`confPID_FILE', `FOLDER/pid')dnl
      define(`QUEUE_DIR', `FOLDER/queue')dnl
      define(`STATUS_FILE', `FOLDER/status')dnl
      define(`ALIAS_FILE', `')dnl
      define(`confSERVICE_SWITCH_FILE', `FOLDER/services')dnl
      define(`confDOMAIN_NAME', `mx.harbour.example')dnl
      define(`confDEF_USER_ID', `0:0')dnl
      define(`confTO_IDENT', `0')dnl
      define(`confREFUSE_LA', `10000')dnl
      define(`confQUEUE_LA', `10000')dnl
      FEATURE(`nocanonify')dnl
      FEATURE(`promiscuous_relay')dnl
      FEATURE(`accept_unresolvable_domains')dnl
      FEATURE(`no_default_msa')dnl
      define(`SMART_HOST', `relay:[127.0.0.1]')dnl
      define(`RELAY_MAILER_ARGS', `TCP $h NEXT')dnl
      DAEMON_OPTIONS(`Name=MTA, Addr=127.0.0.1, Port=DOOR')dnl
      DAEMON_OPTIONS(`Name=MSA, Addr=127.0.0.1, Port=PEOPLE')dnl
      INPUT_MAIL_FILTER(`signet', `S=inet:GUARD@127.0.0.1, F=T, T=C:10s;S:30s;R:60s;E:5m')dnl
      MAILER(`smtp')dnl
      """;

  private static final String RUN =
      """
      mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/names" /etc/nsswitch.conf || exit
      hostname mx.harbour.example
      "$2" -bD -C "$1/sendmail.cf" &
      cat >/dev/null
      kill $!
      """;

  private final Path folder;
  private final Process process;

  /// Where strangers bring their mail, and where its own people do.
  final InetSocketAddress door;

  final InetSocketAddress people;

  private Sendmail(Path folder, Process process, InetSocketAddress door, InetSocketAddress people) {
    this.folder = folder;
    this.process = process;
    this.door = door;
    this.people = people;
  }

  /// Why it cannot be started on this machine; empty where it can.
  static Optional<String> obstacle() {
    if (FOLDER.filter(place -> Files.isExecutable(program(place))).isEmpty()) {
      return Optional.of("skipped, because signet.sendmail names no folder with Sendmail");
    }
    return "root".equals(System.getProperty("user.name"))
        ? Optional.empty()
        : Optional.of("skipped, because only root can start Sendmail");
  }

  private static Path program(Path place) {
    return place.resolve("usr/libexec/sendmail/sendmail");
  }

  /// Starts one in an empty folder, and returns when it takes mail.
  static Sendmail start(Path folder, InetSocketAddress guard, InetSocketAddress next)
      throws IOException {
    var place = FOLDER.orElseThrow();
    Files.createDirectory(
        folder.resolve("queue"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.resolve("hosts"), "127.0.0.1 mx.harbour.example localhost\n");
    Files.writeString(folder.resolve("names"), "hosts: files\n");
    Files.writeString(folder.resolve("services"), "hosts files\naliases files\n");
    var door = free();
    var people = free();
    var text =
        CONFIGURATION
            .replace("FOLDER", folder.toString())
            .replace("NEXT", Integer.toString(next.getPort()))
            .replace("DOOR", Integer.toString(door.getPort()))
            .replace("PEOPLE", Integer.toString(people.getPort()))
            .replace("GUARD", Integer.toString(guard.getPort()));
    Files.writeString(folder.resolve("sendmail.cf"), processed(place, text), UTF_8);
    var process =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "--uts",
                    "--mount",
                    "sh",
                    "-c",
                    RUN,
                    "sendmail",
                    folder.toString(),
                    program(place).toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    var sendmail = new Sendmail(folder, process, door, people);
    sendmail.await(people);
    return sendmail;
  }

  /// A configuration as m4 makes it of its macros.
  private static String processed(Path place, String text) throws IOException {
    var macros = place.resolve("usr/share/sendmail/cf");
    var m4 =
        new ProcessBuilder("m4", "-D_CF_DIR_=" + macros + '/', macros + "/m4/cf.m4", "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = m4.getOutputStream()) {
      out.write(text.getBytes(UTF_8));
    }
    return new String(m4.getInputStream().readAllBytes(), UTF_8);
  }

  private static InetSocketAddress free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  private void await(InetSocketAddress address) throws IOException {
    while (process.isAlive()) {
      try (var socket = new Socket(address.getAddress(), address.getPort())) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException _) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("it did not start: " + Files.readString(folder.resolve("said")));
  }

  /// How many messages its quarantine holds.
  long quarantined() throws IOException {
    try (var files = Files.list(folder.resolve("queue"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("hf")).count();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
