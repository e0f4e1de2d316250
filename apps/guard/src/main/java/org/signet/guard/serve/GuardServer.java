package org.signet.guard.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.signet.dns.CachingResolver;
import org.signet.guard.Configuration;
import org.signet.guard.Memory;
import org.signet.guard.OwnFaults;
import org.signet.guard.SeenPolicies;
import org.signet.guard.hosting.PolicyHost;
import org.signet.guard.tls.PostfixDane;
import org.signet.milter.Listen;
import org.signet.milter.MilterServer;
import org.signet.milter.Settings;
import org.signet.store.Deferrals;
import org.signet.store.Recorder;
import org.signet.store.RecorderSettings;
import org.signet.store.Store;
import org.signet.verifier.World;

/// The guard, serving a mail server.
public final class GuardServer implements AutoCloseable {
  /// How long messages may take to end when the guard stops: the patience for the DNS.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// How long what waits for the store may take then.
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final World world;
  private final Memory memory;
  private final HeldBodies bodies;
  private final AtomicReference<Duty> duty;
  private final Optional<Recorder> recorder;
  private final MilterServer server;
  private final Optional<HttpDesk> desk;
  private final Optional<PolicyHost> host;
  private final Optional<TlsDesk> tls;
  private volatile boolean isStopping;

  private GuardServer(
      World world,
      SignedWorld signed,
      Memory memory,
      HeldBodies bodies,
      AtomicReference<Duty> duty,
      Optional<Recorder> recorder,
      MessageLog log,
      GuardObserver more)
      throws IOException {
    this.world = world;
    this.memory = memory;
    this.bodies = bodies;
    this.duty = duty;
    this.recorder = recorder;
    var configuration = duty.get().configuration();
    var metrics = new Metrics();
    var news = metrics.and(log).and(more);
    var all = recorder.map(Keeper::new).map(news::and).orElse(news);
    this.tls = TlsDesk.open(configuration, signed, recorder, metrics, log);
    try {
      this.server =
          MilterServer.start(
              settings(configuration.milter()),
              new MailGuard(duty::get, all),
              new Observers(metrics, log));
    } catch (IOException e) {
      tls.ifPresent(TlsDesk::close);
      throw e;
    }
    metrics.showConnections(server::connections);
    recorder.ifPresent(one -> showStore(one, metrics));
    if (world.dns() instanceof CachingResolver cache) {
      metrics.showCache(cache::counts);
    }
    try {
      this.host = host(configuration, world);
      try {
        this.desk = desk(configuration, metrics);
      } catch (IOException e) {
        host.ifPresent(PolicyHost::close);
        throw e;
      }
    } catch (IOException e) {
      server.close();
      tls.ifPresent(TlsDesk::close);
      throw e;
    }
  }

  private void showStore(Recorder recorder, Metrics metrics) {
    metrics.showStore(recorder::counts);
    metrics.showQuarantine(
        new QuarantineWatch(() -> duty.get().configuration(), recorder::store, world.clock()));
  }

  /// Starts to listen.
  ///
  /// @throws IOException where it cannot listen, or a file that the configuration names cannot be
  ///     read
  /// @throws Misconfigured where such a file is wrong
  public static GuardServer start(Configuration configuration, World world, MessageLog log)
      throws IOException, Misconfigured {
    return start(configuration, world, SignedWorld.of(world), log, _ -> {});
  }

  /// Starts to listen, with another view of the DNS for what must be signed.
  ///
  /// @param signed the same world, for what must be signed
  public static GuardServer start(
      Configuration configuration, World world, SignedWorld signed, MessageLog log)
      throws IOException, Misconfigured {
    return start(configuration, world, signed, log, _ -> {});
  }

  /// @param more who else hears of each message
  static GuardServer start(
      Configuration configuration,
      World world,
      SignedWorld signed,
      MessageLog log,
      GuardObserver more)
      throws IOException, Misconfigured {
    var recorder = configuration.keeping().map(keeping -> recorder(keeping, log, world.clock()));
    var memory = memory(recorder, world.clock());
    var bodies = new HeldBodies();
    try {
      var duty = new AtomicReference<>(duty(configuration, world, memory, bodies));
      return new GuardServer(world, signed, memory, bodies, duty, recorder, log, more);
    } catch (IOException | Misconfigured | RuntimeException e) {
      recorder.ifPresent(one -> one.close(Duration.ZERO));
      throw e;
    }
  }

  private static Recorder recorder(
      Configuration.Keeping keeping, MessageLog log, InstantSource clock) {
    return Recorder.start(
        () -> Store.open(keeping.place()),
        RecorderSettings.usual().keeping(keeping.retention()),
        log,
        clock);
  }

  private static Memory memory(Optional<Recorder> recorder, InstantSource clock) {
    return recorder
        .map(one -> new StoredDeferrals(new Deferrals(one::store), clock))
        .map(stored -> new Memory(stored, new OwnFaults(clock), new SeenPolicies(clock)))
        .orElseGet(() -> Memory.fresh(clock));
  }

  private static Settings settings(Configuration.Milter milter) {
    return new Settings(
        milter.listen(),
        milter.connections(),
        Settings.NEGOTIATION,
        Settings.PACKET,
        Settings.IDLE);
  }

  private static Optional<PolicyHost> host(Configuration configuration, World world)
      throws IOException {
    return configuration.hosting().isPresent()
        ? Optional.of(PolicyHost.start(configuration.hosting().get(), world.clock()))
        : Optional.empty();
  }

  private Optional<HttpDesk> desk(Configuration configuration, Metrics metrics) throws IOException {
    return configuration.http().isPresent()
        ? Optional.of(
            HttpDesk.open(configuration.http().get(), metrics, () -> !isStopping, this::worries))
        : Optional.empty();
  }

  /// What does not work, though mail is guarded.
  private List<String> worries() {
    var worries = new ArrayList<String>();
    if (!recorder.map(one -> one.counts().works()).orElse(true)) {
      worries.add("the store does not work: no proofs are kept");
    }
    tls.ifPresent(one -> worries.addAll(one.worries()));
    return worries;
  }

  /// Where it listens, with the ports that it got.
  public List<Listen> listening() {
    return server.listening();
  }

  /// Where Postfix asks what TLS it owes; nowhere where that is not wanted.
  public List<Listen> tlsPolicyListening() {
    return tls.map(TlsDesk::listening).orElseGet(List::of);
  }

  /// Whether Postfix can do DANE; empty where it is not asked what TLS it owes.
  public Optional<PostfixDane> postfixDane() {
    return tls.map(TlsDesk::postfix);
  }

  /// Where metrics and health are asked for.
  public Optional<InetSocketAddress> desk() {
    return desk.map(HttpDesk::address);
  }

  /// Where the policies of our domains are served.
  public List<InetSocketAddress> policyHost() {
    return host.map(PolicyHost::addresses).orElse(List.of());
  }

  /// Goes on under another configuration, from the next message on, without dropping a connection.
  /// Where it listens and what it keeps stay as they are.
  ///
  /// @throws IOException where a file that it names cannot be read; all stays as it was
  /// @throws Misconfigured where such a file is wrong; all stays as it was
  public void reload(Configuration configuration) throws IOException, Misconfigured {
    var next = duty(configuration, world, memory, bodies);
    if (host.isPresent() && configuration.hosting().isPresent()) {
      host.get().reload(configuration.hosting().get(), world.clock());
    }
    duty.set(next);
    tls.ifPresent(one -> one.reload(configuration));
  }

  private static Duty duty(
      Configuration configuration, World world, Memory memory, HeldBodies bodies)
      throws IOException, Misconfigured {
    return switch (Duty.of(configuration, world, memory, bodies)) {
      case Duty.Making.Made(var made) -> made;
      case Duty.Making.Wrong(var problem) -> throw new Misconfigured(problem);
    };
  }

  /// Stops: no new connections, and those that have begun a message may end it.
  @Override
  public void close() {
    isStopping = true;
    server.stop(PATIENCE);
    tls.ifPresent(TlsDesk::close);
    recorder.ifPresent(one -> one.close(LAST_WRITES));
    desk.ifPresent(HttpDesk::close);
    host.ifPresent(PolicyHost::close);
  }
}
