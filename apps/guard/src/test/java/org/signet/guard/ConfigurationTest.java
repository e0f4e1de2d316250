package org.signet.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.arc.ArcTrust;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;
import org.signet.guard.tls.TlsPolicySettings;
import org.signet.milter.Listen;
import org.signet.store.Retention;
import org.signet.store.StoreSettings;
import org.signet.tlspolicy.Ruling;

class ConfigurationTest {
  private static Configuration read(String text) {
    return switch (Configuration.read("signet.toml", text)) {
      case Configuration.Reading.Read(var configuration) -> configuration;
      case Configuration.Reading.Wrong(var problems) -> throw new AssertionError(problems);
    };
  }

  private static List<ConfigProblem> problems(String text) {
    return switch (Configuration.read("signet.toml", text)) {
      case Configuration.Reading.Read _ -> List.of();
      case Configuration.Reading.Wrong(var problems) -> problems;
    };
  }

  @Test
  void aDomainIsEnough() {
    assertThat(read("domains = [\"example.org\"]"))
        .isEqualTo(Configuration.of(Domain.of("example.org")));
  }

  @Test
  void theGuidesFileIsRead() throws IOException {
    var guide = Files.readString(Path.of(System.getProperty("signet.root", "."), "docs/policy.md"));
    var start = "```toml\n";
    int from = guide.indexOf(start) + start.length();
    var read = read(guide.substring(from, guide.indexOf("```", from)));
    var example = Domain.of("example.org");
    assertThat(read.mode()).isEqualTo(Configuration.Mode.ENFORCE);
    assertThat(read.domains()).containsExactly(example, Domain.of("xn--bcher-kva.example"));
    assertThat(read.milter().listen().stream().map(Object::toString))
        .containsExactly("inet:127.0.0.1:8891", "unix:/run/signet/milter");
    assertThat(read.milter().connections()).isEqualTo(1_000);
    assertThat(read.servers()).hasSize(2);
    assertThat(read.keeping())
        .contains(
            new Configuration.Keeping(
                new StoreSettings.Folder(Path.of("/var/lib/signet/store")),
                new Retention(Duration.ofDays(30), 1L << 30)));
    assertThat(read.http().map(InetSocketAddress::getPort)).contains(8892);
    var until = Instant.parse("2026-12-31T00:00:00Z");
    assertThat(read.tlsPolicy())
        .contains(
            new TlsPolicySettings(
                List.of(
                    Listen.Tcp.local(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 8461))),
                Optional.of(Path.of("/etc/postfix")),
                Optional.of(Path.of("/var/lib/signet/mta-sts")),
                false,
                List.of(new Ruling(Domain.of("broken.example"), Ruling.Level.ENCRYPTED, until))));
    assertThat(read.dnssec())
        .isEqualTo(
            new Configuration.Dnssec(
                Configuration.Dnssec.Who.GUARD, Optional.of(Path.of("/etc/signet/root.key"))));
    assertThat(read.web())
        .isEqualTo(
            new Configuration.Web(
                Optional.of(Path.of("/etc/ssl/certs/ca-certificates.crt")),
                List.of(Network.of("10.0.0.0/8"))));
    assertThat(read.ways())
        .isEqualTo(
            new Ways(
                List.of("mx1.example.org", "mx2.example.org"),
                Map.of("SUBMISSION", Ways.Door.SUBMISSION, "FILTERED", Ways.Door.REINJECTION),
                List.of(Network.of("127.0.0.0/8"), Network.of("::1")),
                List.of(Network.of("192.0.2.16/28")),
                List.of(Network.of("198.51.100.7"))));
    assertThat(read.rules())
        .isEqualTo(
            new Rules(
                false,
                List.of(
                    new Intermediary(
                        Intermediary.Kind.LIST,
                        new Intermediary.Place.Name(Domain.of("lists.example.net"))),
                    new Intermediary(
                        Intermediary.Kind.FORWARDER,
                        new Intermediary.Place.Hosts(Network.of("203.0.113.0/24")))),
                List.of(
                    new Exemption(
                        new Exemption.Scope.AuthorDomain(Domain.of("broken.example")),
                        Instant.parse("2026-12-31T00:00:00Z"))),
                new QuarantineWay.Marked()));
    assertThat(read.sealers())
        .isEqualTo(
            new ArcTrust(
                List.of(
                    new ArcTrust.Sealer(
                        Domain.of("provider.example"), Set.of("mx.provider.example")))));
    assertThat(read.whom().names()).containsExactly("Example Bank", "Jane Doe");
    assertThat(read.whom().domains()).contains(example, Domain.of("bank.example"));
    assertThat(read.signing())
        .isEqualTo(
            new Configuration.Signing(
                Optional.of(Path.of("/var/lib/signet/keys")),
                new SigningRules(
                    List.of(
                        new SigningRules.Entry(Optional.of("news"), example, List.of(example)),
                        new SigningRules.Entry(
                            Optional.empty(), Domain.of("quiet.example"), List.of())),
                    true),
                new OwnersSource.Server(
                    UnixDomainSocketAddress.of("/run/logins.sock"),
                    "logins",
                    Duration.ofSeconds(5))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1:1 domains = [\"example.org\"], the domains to guard",
        "domains = [] | 1:1 domains = [\"example.org\"], the domains to guard",
        "domains = \"a.example\" | 1:11 a list in brackets, of a domain such as \"example.org\"",
        "domains = [\"a.example\", \"a b\"] | 1:25 a domain such as \"example.org\"",
        "domains = [\"a.example\", 3] | 1:25 a domain such as \"example.org\"",
        "domain = [\"a.example\"] | 1:1 one of authserv_ids, dns, domains, http, https, milter,"
            + " mode, mta_sts, policy, protect, quarantine, signing, store, tls_policy, ways",
        "D;mode = \"enforced\" | 2:8 \"observe\" or \"enforce\"",
        "D;mode = enforce | 2:8 TOML: Unexpected 'e', expected",
        "D;authserv_ids = [\"a b\"] | 2:17 a name such as \"mx.example.org\"",
        "D;ways = 3 | 2:8 a table, [ways]",
        "D;[ways];own = [\"10.0.0.0/33\"] | 3:8 a network such as \"192.0.2.0/24\"",
        "D;[ways];owns = [\"10.0.0.0/8\"] | 3:1 one of daemons, own, relays, submitters",
        "D;[milter];listen = [\"inet:192.0.2.1:8891\"] | 3:11 \"inet:127.0.0.1:8891\" or"
            + " \"unix:/run/signet/milter\"; an address that other hosts reach needs open = true",
        "D;[milter];open = true;listen = [\"inet:192.0.2.1:8891\"] | ",
        "D;[milter];listen = [\"inet:127.0.0.1:65536\"] | 3:11 \"inet:127.0.0.1:8891\" or",
        "D;[milter];listen = [\"unix:milter\"] | 3:11 \"inet:127.0.0.1:8891\" or",
        "D;[milter];listen = [\"8891\"] | 3:11 \"inet:127.0.0.1:8891\" or",
        "D;[milter];socket_mode = \"rw\" | 3:15 three octal digits such as \"660\"",
        "D;[milter];socket_mode = \"680\" | 3:15 three octal digits such as \"660\"",
        "D;[milter];connections = 0 | 3:15 a number of connections, at most 100000",
        "D;[dns];dnssec = \"yes\" | 3:10 \"validate\", \"trust\" or \"off\"",
        "D;[dns];servers = [\"ns\"] | 3:12 the address of a name server such as",
        "D;[store];keep_days = 3 | 3:1 one of folder and postgresql",
        "D;[store];folder = \"/x\";postgresql = \"jdbc:postgresql:x\" | 3:1 one of folder and",
        "D;[store];postgresql = \"db\" | 3:14 \"jdbc:postgresql://host/name\"",
        "D;[store];folder = \"/x\";keep_days = 0 | 4:13 a number of days, at most 3650",
        "D;[http];listen = \"8892\" | 3:10 an address such as \"127.0.0.1:8892\"",
        "D;[tls_policy]; | ",
        "D;[tls_policy];listen = [\"inet:192.0.2.1:1\"] | 3:11 \"inet:127.0.0.1:8891\" or",
        "D;[tls_policy];tls = true | 3:1 one of folder, listen, open, override, postfix,",
        "D;[[tls_policy.override]];domain = \"a.example\" | 3:1 domain, level and until",
        "D;[[tls_policy.override]];level = \"none\" | 3:9 \"may\" or \"encrypt\"",
        "D;[https];networks = [\"a\"] | 3:13 a network such as \"192.0.2.0/24\"",
        "D;[ways.daemons];A = \"outbound\" | 3:5 \"inbound\", \"submission\", \"local\"",
        "D;[policy];strict_9989 = \"yes\" | 3:15 true or false",
        "D;[policy];quarantine = \"bin\" | 3:14 \"mark\", \"hold\" or an address",
        "D;[[policy.known]];kind = \"list\" | 3:1 kind, and one of domain and network",
        "D;[[policy.exempt]];author = \"a@b.example\" | 3:1 until, and one of author",
        "D;[[policy.exempt]];author = \"a@b.example\";until = \"2026\" | 4:9 a day such as",
        "D;[[policy.sealer]];authserv_ids = [\"x\"] | 3:1 domain, the d= of its seals",
        "D;[signing.owners];map = \"x\" | 3:1 one of table, command and socketmap",
        "D;[signing.owners];socketmap = \"tcp:1\" | 3:13 \"unix:/path\" or \"inet:host:port\"",
        "D;[signing.owners];socketmap = \"inet:h:0\" | 3:13 \"unix:/path\" or \"inet:host:port\"",
        "D;[signing.owners];table = \"f\";seconds = 0 | 4:11 a number of seconds, at most 60",
        "D;[[signing.table]];by = [\"x.example\"] | 3:1 author, and by: the domains that sign",
        "D;[signing]; | ",
      })
  void aMistakeHasItsPlace(String text, @Nullable String expected) {
    var real = text.replace("D;", "domains = [\"a.example\"];").replace(";", "\n");
    var told =
        problems(real).stream()
            .map(one -> one.line() + ":" + one.column() + " " + one.expected())
            .toList();
    if (expected == null) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).anySatisfy(one -> assertThat(one).startsWith(expected));
    }
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    var text = "domains = [\"a b\"]\nmode = \"x\"\n[ways]\nown = [\"y\"]\nfoo = 1\n";
    assertThat(problems(text))
        .extracting(ConfigProblem::line)
        .containsExactlyInAnyOrder(1, 2, 4, 5);
    assertThat(problems(text).getFirst().toString())
        .isEqualTo(
            """
            signet.toml:1: expected a domain such as "example.org"
            domains = ["a b"]
                       ^\
            """);
  }

  /// Whatever stands in the file, it is read or it is wrong.
  @Test
  void anyTextIsReadOrWrong() {
    var pieces =
        List.of(
            "domains",
            "mode",
            "[ways]",
            "[[policy.known]]",
            "[policy]",
            "own",
            "=",
            "=",
            "\n",
            "\n",
            "\"",
            "[",
            "]",
            "\"observe\"",
            "\"a.example\"",
            "[\"a.example\"]",
            "1",
            "true",
            "2026-12-31",
            "{",
            "}",
            ".",
            ",",
            "#",
            "[signing.owners]",
            "table",
            "command");
    for (int seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
      }
      var problems = problems(text.toString());
      assertThat(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining()))
          .isNotNull();
    }
  }

  @Test
  void aTableOfOwnersIsOpened(@TempDir Path folder) throws IOException {
    var file = folder.resolve("owners");
    Files.writeString(file, "bob bob@example.org\n", UTF_8);
    assertThat(new OwnersSource.Table(file).open()).isInstanceOf(OwnersSource.Opened.Ready.class);
    Files.writeString(file, "bob\n", UTF_8);
    assertThat(new OwnersSource.Table(file).open()).isInstanceOf(OwnersSource.Opened.Wrong.class);
  }

  private static final String MTA_STS =
      """
      domains = ["example.org"]
      [mta_sts]
      listen = "0.0.0.0:443"
      proxied = "127.0.0.1:8893"
      state = "state"
      [[mta_sts.certificate]]
      chain = "chain.pem"
      key = "key.pem"
      [[mta_sts.policy]]
      domain = "example.org"
      mode = "enforce"
      mx = ["mx.example.org", "*.example.net"]
      web_root = "www"
      """;

  @Test
  void policiesOfOurDomainsAreRead() {
    var hosting = read(MTA_STS).hosting().orElseThrow();
    assertThat(hosting.listen().map(InetSocketAddress::getPort)).contains(443);
    assertThat(hosting.certificates()).hasSize(1);
    var hosted = hosting.of(Domain.of("example.org")).orElseThrow();
    assertThat(hosted.policy().lines())
        .containsExactly(
            "version: STSv1",
            "mode: enforce",
            "mx: mx.example.org",
            "mx: *.example.net",
            "max_age: 2592000");
    assertThat(hosted.zoneText())
        .matches("_mta-sts.example.org.\t300\tIN\tTXT\t\"v=STSv1; id=[0-9a-f]{32};\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen = \"0.0.0.0:443\" | listen = \"443\" | an address such as \"0.0.0.0:443\"",
        "proxied = \"127.0.0.1:8893\" | proxied = \"0.0.0.0:80\" | an address of loopback",
        "listen = \"0.0.0.0:443\" | # | listen together with [[mta_sts.certificate]]",
        "key = \"key.pem\" | # | chain and key, two files",
        "mode = \"enforce\" | mode = \"Enforce\" | \"testing\", \"enforce\" or \"none\"",
        "\"*.example.net\" | \"*\" | a host such as \"mx.example.org\"",
        "domain = \"example.org\" | # | domain, and mx: the hosts",
        "web_root = \"www\" | max_age_days = 366 | a number of days, at most 365",
        "web_root = \"www\" | webroot = \"www\" | one of domain, max_age_days, mode, mx, web_root",
      })
  void mistakesInPoliciesAreShownWhereTheyAre(String right, String wrong, String expected) {
    assertThat(problems(MTA_STS.replace(right, wrong)))
        .extracting(ConfigProblem::expected)
        .anySatisfy(said -> assertThat(said).startsWith(expected));
  }
}
