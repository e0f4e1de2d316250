package org.signet.guard;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.arc.ArcTrust;
import org.signet.dns.NameServer;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration.Reading;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Reads a [Configuration]. Every mistake of a file is found in one reading.
final class ConfigurationReader {
  private static final String DOMAIN = "a domain such as \"example.org\"";
  private static final String NETWORK = "a network such as \"192.0.2.0/24\"";
  private static final String AUTHOR = "an address, or a domain behind an @";

  /// How long who should know an owner may take, where nothing else is said.
  private static final long PATIENCE = 5;

  private static final long MOST_PATIENCE = 60;

  private final TomlSection.Source source;

  ConfigurationReader(String file, String text) {
    this.source = new TomlSection.Source(file, text, new ArrayList<>());
  }

  Reading read() {
    TomlParseResult toml;
    try {
      toml = Toml.parse(source.text());
    } catch (RuntimeException | AssertionError _) {
      source.wrong(0, "TOML"); // the parser gives up on some texts that are far from it
      return new Reading.Wrong(source.problems());
    }
    for (var error : toml.errors()) {
      var said = String.valueOf(error.getMessage());
      source.wrong(source.place(error.position()), "TOML: " + Ascii.printable(said, 200));
    }
    if (!source.problems().isEmpty()) {
      return new Reading.Wrong(source.problems());
    }
    var read = configuration(new TomlSection(source, Optional.of(toml)));
    return read.isPresent() && source.problems().isEmpty()
        ? new Reading.Read(read.get())
        : new Reading.Wrong(source.problems());
  }

  private Optional<Configuration> configuration(TomlSection top) {
    var mode = top.value("mode", "\"observe\" or \"enforce\"", ConfigurationValues::mode);
    var domains = top.values("domains", DOMAIN, ConfigurationValues::domain);
    var ids =
        top.values("authserv_ids", "a name such as \"mx.example.org\"", ConfigurationValues::id);
    var policy = top.section("policy");
    var ways = top.section("ways");
    var protect = top.section("protect");
    var signing = signing(top.section("signing"));
    var rules = rules(policy);
    var sealers =
        new ArcTrust(
            policy.sections("sealer").stream().flatMap(one -> sealer(one).stream()).toList());
    policy.end();
    var milter = MilterSection.read(top.section("milter"));
    var dns = top.section("dns");
    var servers = servers(dns);
    var dnssec = dnssec(dns);
    dns.end();
    var holding = QuarantineSection.read(top.section("quarantine"));
    var keeping = StoreSection.read(top.section("store"));
    var hosting = MtaStsSection.read(top.section("mta_sts"));
    var http = http(top.section("http"));
    var tlsPolicy = TlsPolicySection.read(top.section("tls_policy"));
    var web = web(top.section("https"));
    var whom = whom(protect, domains);
    var known = ways(ways, ids, domains);
    top.end();
    if (domains.isEmpty()) {
      if (source.problems().isEmpty()) {
        source.wrong(0, "domains = [\"example.org\"], the domains to guard");
      }
      return Optional.empty();
    }
    return Optional.of(
        new Configuration(
            milter,
            servers,
            mode.orElse(Configuration.Mode.OBSERVE),
            domains,
            known,
            rules,
            holding,
            sealers,
            whom,
            signing,
            keeping,
            hosting,
            http,
            tlsPolicy,
            web,
            dnssec));
  }

  // [dns]

  private static List<NameServer> servers(TomlSection dns) {
    var servers =
        dns.values(
            "servers",
            "the address of a name server such as \"192.0.2.53\" or \"[2001:db8::53]:53\"",
            text -> NameServer.parse(text).optional());
    return servers;
  }

  private static Configuration.Dnssec dnssec(TomlSection dns) {
    var who = dns.value("dnssec", "\"validate\", \"trust\" or \"off\"", ConfigurationValues::who);
    var anchors = dns.value("anchors", "a file", ConfigurationValues::path);
    return new Configuration.Dnssec(who.orElse(Configuration.Dnssec.Who.GUARD), anchors);
  }

  // [http]

  private static Optional<InetSocketAddress> http(TomlSection http) {
    var listen =
        http.value("listen", "an address such as \"127.0.0.1:8892\"", ConfigurationValues::socket);
    http.end();
    return listen;
  }

  // [https]

  private static Configuration.Web web(TomlSection web) {
    var authorities = web.value("authorities", "a file", ConfigurationValues::path);
    var networks = web.values("networks", NETWORK, ConfigurationValues::network);
    web.end();
    return new Configuration.Web(authorities, networks);
  }

  // [ways]

  private static Ways ways(TomlSection ways, List<String> ids, List<Domain> domains) {
    var doors =
        ways.map(
            "daemons",
            "\"inbound\", \"submission\", \"local\", \"relay\" or \"reinjection\"",
            ConfigurationValues::door);
    var own = ways.values("own", NETWORK, ConfigurationValues::network);
    var submitters = ways.values("submitters", NETWORK, ConfigurationValues::network);
    var relays = ways.values("relays", NETWORK, ConfigurationValues::network);
    ways.end();
    var names = ids.isEmpty() ? domains.stream().limit(1).map(Domain::text).toList() : ids;
    return new Ways(names.isEmpty() ? List.of("unknown") : names, doors, own, submitters, relays);
  }

  // [policy]

  private Rules rules(TomlSection policy) {
    var isStrict = policy.flag("strict_9989");
    var way =
        policy
            .value("quarantine", "\"mark\", \"hold\" or an address", ConfigurationValues::way)
            .orElseGet(QuarantineWay.Marked::new);
    var known =
        policy.sections("known").stream().flatMap(one -> intermediary(one).stream()).toList();
    var exemptions =
        policy.sections("exempt").stream().flatMap(one -> exemption(one).stream()).toList();
    return new Rules(isStrict, known, exemptions, way);
  }

  private Optional<Intermediary> intermediary(TomlSection one) {
    var kind = one.value("kind", "\"list\" or \"forwarder\"", ConfigurationValues::kind);
    var place = place(one);
    one.end();
    if (kind.isEmpty() || place.isEmpty()) {
      source.wrong(one.place(), "kind, and one of domain and network");
      return Optional.empty();
    }
    return Optional.of(new Intermediary(kind.get(), place.get()));
  }

  private static Optional<Intermediary.Place> place(TomlSection one) {
    var domain = one.value("domain", DOMAIN, ConfigurationValues::domain);
    var network = one.value("network", NETWORK, ConfigurationValues::network);
    return domain
        .<Intermediary.Place>map(Intermediary.Place.Name::new)
        .or(() -> network.map(Intermediary.Place.Hosts::new));
  }

  private Optional<Exemption> exemption(TomlSection one) {
    var author = one.value("author", AUTHOR, ConfigurationValues::author);
    var way = place(one);
    var until = one.day("until");
    one.end();
    var scope = author.or(() -> way.map(Exemption.Scope.Way::new));
    if (scope.isEmpty() || until.isEmpty()) {
      source.wrong(one.place(), "until, and one of author, domain and network");
      return Optional.empty();
    }
    return Optional.of(
        new Exemption(scope.get(), until.get().atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  private Optional<ArcTrust.Sealer> sealer(TomlSection one) {
    var domain = one.value("domain", DOMAIN, ConfigurationValues::domain);
    var ids =
        one.values("authserv_ids", "a name such as \"mx.example.org\"", ConfigurationValues::id);
    one.end();
    if (domain.isEmpty()) {
      source.wrong(one.place(), "domain, the d= of its seals");
    }
    return domain.map(name -> new ArcTrust.Sealer(name, Set.copyOf(ids)));
  }

  // [protect]

  private static Protected whom(TomlSection protect, List<Domain> ours) {
    var domains = new ArrayList<>(ours);
    domains.addAll(protect.values("domains", DOMAIN, ConfigurationValues::domain));
    var names = protect.values("names", "a name as it is shown", Optional::of);
    protect.end();
    return new Protected(domains, names);
  }

  // [signing]

  private Configuration.Signing signing(TomlSection signing) {
    var keys = signing.value("keys", "a folder", ConfigurationValues::path);
    var refuses = signing.flag("refuse_unowned");
    var table = signing.sections("table").stream().flatMap(one -> entry(one).stream()).toList();
    var owners = owners(signing.section("owners"));
    signing.end();
    return new Configuration.Signing(keys, new SigningRules(table, refuses), owners);
  }

  private Optional<SigningRules.Entry> entry(TomlSection one) {
    var author = one.value("author", AUTHOR, ConfigurationValues::author);
    var by = one.values("by", DOMAIN, ConfigurationValues::domain);
    one.end();
    if (author.isEmpty()) {
      source.wrong(one.place(), "author, and by: the domains that sign");
    }
    return author.map(
        who ->
            switch (who) {
              case Exemption.Scope.Author(var address) ->
                  new SigningRules.Entry(
                      Optional.of(address.localPart()), address.domain().orElseThrow(), by);
              case Exemption.Scope.AuthorDomain(var domain) ->
                  new SigningRules.Entry(Optional.empty(), domain, by);
              case Exemption.Scope.Way _ -> throw new IllegalStateException("no author");
            });
  }

  private OwnersSource owners(TomlSection owners) {
    var table = owners.value("table", "a file", ConfigurationValues::path);
    var command = owners.values("command", "a word", Optional::of);
    var server =
        owners.value(
            "socketmap", "\"unix:/path\" or \"inet:host:port\"", ConfigurationValues::server);
    var map = owners.text("map", "the name of a map").orElse("owners");
    var patience =
        Duration.ofSeconds(owners.number("seconds", "seconds", MOST_PATIENCE).orElse(PATIENCE));
    owners.end();
    int sources =
        (table.isPresent() ? 1 : 0) + (command.isEmpty() ? 0 : 1) + (server.isPresent() ? 1 : 0);
    if (owners.isThere() && sources != 1) {
      source.wrong(owners.place(), "one of table, command and socketmap");
    }
    return table
        .<OwnersSource>map(OwnersSource.Table::new)
        .or(() -> server.map(address -> new OwnersSource.Server(address, map, patience)))
        .orElseGet(
            () ->
                command.isEmpty()
                    ? new OwnersSource.NotKept()
                    : new OwnersSource.Command(command, patience));
  }
}
