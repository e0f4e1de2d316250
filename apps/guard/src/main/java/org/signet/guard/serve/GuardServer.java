package org.signet.guard.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.signet.guard.Configuration;
import org.signet.guard.Memory;
import org.signet.milter.Listen;
import org.signet.milter.MilterServer;
import org.signet.milter.Observer;
import org.signet.milter.Settings;
import org.signet.verifier.World;

/// The guard, serving a mail server.
public final class GuardServer implements AutoCloseable {
  /// How long messages may take to end when the guard stops: the patience for the DNS.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final World world;
  private final Memory memory;
  private final AtomicReference<Duty> duty;
  private final MilterServer server;

  private GuardServer(World world, Memory memory, AtomicReference<Duty> duty, MilterServer server) {
    this.world = world;
    this.memory = memory;
    this.duty = duty;
    this.server = server;
  }

  /// Starts to listen.
  ///
  /// @param news who hears of each message
  /// @param milter who hears of connections
  /// @throws IOException where it cannot listen, or a file that the configuration names cannot be
  ///     read
  /// @throws Misconfigured where such a file is wrong
  public static GuardServer start(
      Configuration configuration, World world, GuardObserver news, Observer milter)
      throws IOException, Misconfigured {
    var memory = Memory.fresh(world.clock());
    var duty = new AtomicReference<>(duty(configuration, world, memory));
    var settings =
        new Settings(
            configuration.milter().listen(),
            configuration.milter().connections(),
            Settings.NEGOTIATION,
            Settings.PACKET,
            Settings.IDLE);
    var server = MilterServer.start(settings, new MailGuard(duty::get, news), milter);
    return new GuardServer(world, memory, duty, server);
  }

  /// Where it listens, with the ports that it got.
  public List<Listen> listening() {
    return server.listening();
  }

  /// Goes on under another configuration, from the next message on, without dropping a connection.
  /// Where it listens stays as it is.
  ///
  /// @throws IOException where a file that it names cannot be read; all stays as it was
  /// @throws Misconfigured where such a file is wrong; all stays as it was
  public void reload(Configuration configuration) throws IOException, Misconfigured {
    duty.set(duty(configuration, world, memory));
  }

  private static Duty duty(Configuration configuration, World world, Memory memory)
      throws IOException, Misconfigured {
    return switch (Duty.of(configuration, world, memory)) {
      case Duty.Making.Made(var made) -> made;
      case Duty.Making.Wrong(var problem) -> throw new Misconfigured(problem);
    };
  }

  /// Stops: no new connections, and those that have begun a message may end it.
  @Override
  public void close() {
    server.stop(PATIENCE);
  }
}
