package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A Postfix of its own for a test (Debian: `postfix`), with a private configuration and queue: it
/// takes all mail, on ports of this host, and delivers all of it to one next host, or to the hosts
/// that the DNS names. It ends with the test's JVM, however that ends. Only root can start it.
///
/// ```java
/// try (var sink = SmtpSink.open();
///     var postfix =
///         Postfix.to(sink.address())
///             .set("milter_default_action", "tempfail")
///             .listen(Map.of("smtpd_milters", "inet:127.0.0.1:8891"))
///             .start();
///     var client = SmtpTalk.connect(postfix.address(0))) {
/// ```
public final class Postfix implements AutoCloseable {
  private static final Path MASTER = Path.of("/usr/lib/postfix/sbin/master");

  /// What it runs, as in the sample file, but outside a chroot and without local delivery.
  private static final String SERVICES =
      """
      pickup unix n - n 60 1 pickup
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      tlsmgr unix - - n 1000? 1 tlsmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      verify unix - - n - 1 verify
      flush unix n - n 1000? 0 flush
      proxymap unix - - n - - proxymap
      smtp unix - - n - - smtp
      showq unix n - n - - showq
      error unix - - n - - error
      retry unix - - n - - error
      discard unix - - n - - discard
      anvil unix - - n - 1 anvil
      scache unix - - n - 1 scache
      postlog unix-dgram n - n - 1 postlogd
      """;

  /// Postfix in the foreground of a shell, until its input ends.
  private static final String RUN =
      """
      postfix -c "$1/etc" start-fg &
      cat >/dev/null
      read -r master <"$1/queue/pid/master.pid" && kill "$master"
      wait
      """;

  private final Path folder;
  private final List<InetSocketAddress> addresses;
  private final Process process;
  private final List<String> log = new ArrayList<>();

  private Postfix(Path folder, List<InetSocketAddress> addresses, Process process) {
    this.folder = folder;
    this.addresses = addresses;
    this.process = process;
  }

  /// Why it cannot be started on this machine: "skipped, because …"; empty where it can.
  public static Optional<String> obstacle() {
    if (!Files.exists(MASTER)) {
      return Optional.of("skipped, because postfix is not installed");
    }
    return "root".equals(System.getProperty("user.name"))
        ? Optional.empty()
        : Optional.of("skipped, because only root can start postfix");
  }

  /// One that delivers all mail to this host.
  public static Configuration to(InetSocketAddress next) {
    var hop = "smtp:[" + next.getAddress().getHostAddress() + "]:" + next.getPort();
    return new Configuration(hop).set("smtp_dns_support_level", "disabled");
  }

  /// One that delivers mail to the MX hosts of each domain, and trusts the resolver to validate.
  public static Configuration toAll() {
    return new Configuration("smtp").set("smtp_dns_support_level", "dnssec");
  }

  /// What is set before it starts.
  public static final class Configuration {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Map<String, String>> services = new ArrayList<>();

    private Configuration(String hop) {
      set("compatibility_level", "3.6");
      set("maillog_file", "/dev/stdout");
      set("inet_interfaces", "loopback-only").set("inet_protocols", "ipv4");
      set("myhostname", "mx.harbour.example").set("mydestination", "").set("alias_maps", "");
      set("local_recipient_maps", "").set("mynetworks", "127.0.0.0/8");
      set("default_transport", hop).set("relay_transport", hop);
      // A header is left as it came, although the client is local.
      set("local_header_rewrite_clients", "");
    }

    public Configuration set(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /// One more port for mail, with settings of its own.
    public Configuration listen(Map<String, String> own) {
      services.add(new LinkedHashMap<>(own));
      return this;
    }

    /// Starts it, and returns when it takes mail.
    public Postfix start() throws IOException {
      var folder = Files.createTempDirectory("postfix");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (var name : List.of("etc", "queue", "data")) {
        Files.createDirectory(folder.resolve(name));
      }
      var users = folder.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(folder.resolve("data"), users.lookupPrincipalByName("postfix"));
      set("queue_directory", folder + "/queue").set("data_directory", folder + "/data");
      Files.writeString(folder.resolve("etc/main.cf"), lines(settings));
      var addresses = freeAddresses(services.size());
      Files.writeString(folder.resolve("etc/master.cf"), master(addresses));
      var process =
          new ProcessBuilder("sh", "-c", RUN, "postfix", folder.toString())
              .redirectErrorStream(true)
              .start();
      var postfix = new Postfix(folder, addresses, process);
      postfix.awaitStart();
      return postfix;
    }

    private static String lines(Map<String, String> settings) {
      return settings.entrySet().stream()
          .map(one -> one.getKey() + " = " + one.getValue() + '\n')
          .collect(Collectors.joining());
    }

    private String master(List<InetSocketAddress> addresses) {
      var text = new StringBuilder(SERVICES);
      for (int i = 0; i < services.size(); i++) {
        text.append("127.0.0.1:").append(addresses.get(i).getPort());
        text.append(" inet n - n - - smtpd\n");
        services
            .get(i)
            .forEach((name, value) -> text.append("  -o { " + name + " = " + value + " }\n"));
      }
      return text.toString();
    }

    private static List<InetSocketAddress> freeAddresses(int count) throws IOException {
      var held = new ArrayList<ServerSocket>();
      var addresses = new ArrayList<InetSocketAddress>();
      for (int i = 0; i < count; i++) {
        var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        held.add(socket);
        addresses.add((InetSocketAddress) socket.getLocalSocketAddress());
      }
      for (var socket : held) {
        socket.close();
      }
      return addresses;
    }
  }

  private void awaitStart() throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      note(line);
      if (line.contains("daemon started")) {
        Thread.ofVirtual().start(() -> read(lines));
        return;
      }
    }
    close();
    throw new IOException("postfix did not start:\n" + String.join("\n", log()));
  }

  private void read(BufferedReader lines) {
    try {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
      }
    } catch (IOException _) {
      // It was stopped.
    }
  }

  private void note(String line) {
    synchronized (log) {
      log.add(line);
      log.notifyAll();
    }
  }

  /// Where the service listens that was named first, second and so on.
  public InetSocketAddress address(int service) {
    return addresses.get(service);
  }

  /// Where its configuration is, for the programs of Postfix that take `-c`.
  public Path configuration() {
    return folder.resolve("etc");
  }

  /// What it has logged so far.
  public List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /// What it has logged by the time that this is enough.
  public List<String> awaitLog(Predicate<List<String>> enough) throws InterruptedException {
    synchronized (log) {
      while (!enough.test(log)) {
        log.wait();
      }
      return List.copyOf(log);
    }
  }

  /// Posts a message by the `sendmail` command, as programs on the host do.
  ///
  /// @param message with LF at the end of each line
  public void sendmail(String message, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("sendmail", "-C", folder + "/etc"));
    command.addAll(List.of(arguments));
    var sendmail = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = sendmail.getOutputStream()) {
      in.write(message.getBytes(ISO_8859_1));
    }
    var said = new String(sendmail.getInputStream().readAllBytes(), UTF_8);
    if (sendmail.onExit().join().exitValue() != 0) {
      throw new IOException("sendmail: " + said);
    }
  }

  /// How many messages a queue holds, such as `hold`.
  public long queued(String queue) throws IOException {
    try (var files = Files.walk(folder.resolve("queue").resolve(queue))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
