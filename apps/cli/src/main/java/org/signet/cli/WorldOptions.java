package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dns.CachingResolver;
import org.signet.dns.DirectQuery;
import org.signet.dns.NameServer;
import org.signet.dns.Resolver;
import org.signet.dns.ResolverCheck;
import org.signet.dns.StubResolver;
import org.signet.dns.ValidatedDns;
import org.signet.dns.Validation;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneReading;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Configuration;
import org.signet.guard.serve.SignedWorld;
import org.signet.https.Https;
import org.signet.verifier.World;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Where answers of the DNS come from, and what time it is.
final class WorldOptions {
  @Option(
      names = "--zone",
      paramLabel = "FILE",
      description =
          "Answer DNS questions from this zone text, and use no network; repeatable. A recording"
              + " (--record) also says when it was made and with which options, so that with it"
              + " alone the same messages get the same verdicts again.")
  private List<Path> zones = new ArrayList<>();

  @Option(
      names = "--resolver",
      paramLabel = "ADDRESS[:PORT]",
      converter = Server.class,
      description = "The name server to ask, instead of the system's; repeatable.")
  private List<NameServer> servers = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Judge as of this time: 2026-11-25T02:00:00Z, 2026-11-25, or @ and seconds.")
  private Optional<Instant> at = Optional.empty();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write every answer of the DNS to this file, which --zone then replays.")
  private Optional<Path> recording = Optional.empty();

  /// Zone text that was read.
  private record ZoneText(Zone zone, Optional<RecordedRun> run) {}

  /// Whether answers come from zone text and not from a network.
  boolean isZoneText() {
    return !zones.isEmpty();
  }

  /// The world in which a command runs.
  Run open() throws CommandFailure {
    return isZoneText()
        ? zoneText()
        : network(new CachingResolver(stub(), CachingResolver.Bounds.USUAL, Clock.systemUTC()));
  }

  /// The same, for a command that must know what is signed.
  Run openValidated(Validation validation) throws CommandFailure {
    if (isZoneText()) {
      return zoneText();
    }
    try {
      return network(ValidatedDns.start(validation, servers, Clock.systemUTC()).resolver());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(Exit.USAGE, "--validation: " + e.getMessage());
    }
  }

  /// What the name servers of a guard are good for.
  ResolverCheck checkAs(Configuration configuration) throws CommandFailure {
    return check(Validations.of(configuration.dnssec()), configuration.servers());
  }

  /// What the name servers are good for, where signatures matter.
  ///
  /// @param configured those to ask where no option names any; the system's where there are none
  ResolverCheck check(Validation validation, List<NameServer> configured) throws CommandFailure {
    if (isZoneText()) {
      throw new CommandFailure(Exit.USAGE, "--zone is no name server that could be looked at");
    }
    try {
      var asked = servers.isEmpty() ? configured : servers;
      return ValidatedDns.check(validation, asked, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(Exit.USAGE, "--validation: " + e.getMessage());
    }
  }

  private Resolver stub() {
    return servers.isEmpty()
        ? StubResolver.system()
        : new StubResolver(servers, StubResolver.Patience.USUAL);
  }

  private Run network(Resolver dns) {
    var direct = DirectQuery.overNetwork(dns);
    return Run.of(dns, direct, at.orElseGet(WorldOptions::now), Optional.empty(), recording);
  }

  private Run zoneText() throws CommandFailure {
    if (!servers.isEmpty()) {
      throw new CommandFailure(Exit.USAGE, "--zone and --resolver exclude each other");
    }
    var texts = new ArrayList<ZoneText>();
    for (var file : zones) {
      texts.add(read(file));
    }
    var zone = texts.stream().map(ZoneText::zone).reduce(Zone::and).orElseThrow();
    var run = texts.stream().flatMap(text -> text.run().stream()).findFirst();
    var time = at.or(() -> run.map(RecordedRun::at)).orElseGet(WorldOptions::now);
    var dns = new ZoneResolver(zone);
    return Run.of(dns, dns.direct(), time, run, recording);
  }

  /// The world of a program that runs on: its time goes on, unless --at has stopped it.
  ///
  /// @param configuration the name servers to ask where no option names any; the system's where
  ///     there are none. And how far it goes in the web
  World lasting(Configuration configuration) throws CommandFailure {
    if (recording.isPresent()) {
      throw new CommandFailure(Exit.USAGE, "--record is for commands that come to an end");
    }
    InstantSource clock = at.isPresent() ? InstantSource.fixed(at.get()) : Clock.systemUTC();
    if (!zones.isEmpty()) {
      return World.of(open().world().dns(), clock);
    }
    var asked = servers.isEmpty() ? configuration.servers() : servers;
    var stub =
        asked.isEmpty()
            ? StubResolver.system()
            : new StubResolver(asked, StubResolver.Patience.USUAL);
    var dns = new CachingResolver(stub, CachingResolver.Bounds.USUAL, Clock.systemUTC());
    return new World(dns, Https.over(dns, Webs.reach(configuration.web())), clock);
  }

  /// The same world for what must be signed. What it starts ends with the program.
  SignedWorld signed(Configuration configuration, World world) throws CommandFailure {
    if (!zones.isEmpty()) {
      return SignedWorld.of(world);
    }
    try {
      var asked = servers.isEmpty() ? configuration.servers() : servers;
      var dns = ValidatedDns.start(Validations.of(configuration.dnssec()), asked, world.clock());
      return new SignedWorld(world.seeing(dns.resolver()), dns::standing);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.unreadable("dnssec = \"trust\": " + e.getMessage());
    }
  }

  /// In whole seconds, as a recording keeps it.
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static ZoneText read(Path file) throws CommandFailure {
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(Zone.MOST_OCTETS + 1), ISO_8859_1);
      return switch (Zone.parse(file.toString(), text)) {
        case ZoneReading.Read(var zone) -> new ZoneText(zone, RecordedRun.of(text));
        case ZoneReading.Unreadable(var problem) ->
            throw CommandFailure.unreadable("cannot read the zone\n" + problem.withCaret());
      };
    } catch (IOException e) {
      var name = Shown.name(file.toString());
      throw CommandFailure.unreadable("cannot read " + name + ": " + Shown.reason(e));
    }
  }

  /// Reads a name server's address.
  static final class Server implements ITypeConverter<NameServer> {
    @Override
    public NameServer convert(String text) {
      return switch (NameServer.parse(text)) {
        case Parsed.Ok<NameServer>(var server) -> server;
        case Parsed.Malformed<NameServer> _ ->
            throw new TypeConversionException(
                "'" + text + "' is no address such as 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53");
      };
    }
  }

  /// Reads a time.
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        if (text.startsWith("@")) {
          return Instant.ofEpochSecond(Long.parseLong(text.substring(1)));
        }
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException | NumberFormatException _) {
        throw new TypeConversionException(
            "'" + text + "' is no time such as 2026-11-25T02:00:00Z, 2026-11-25 or @1795572000");
      }
    }
  }
}
