package org.signet.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.signet.arc.ArcTrust;
import org.signet.dns.NameServer;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.tls.TlsPolicySettings;
import org.signet.milter.Listen;
import org.signet.milter.Settings;
import org.signet.store.Retention;
import org.signet.store.StoreSettings;

/// What an operator configures, as one tree: the comments here are the manual. Everything but
/// `domains` has a safe default.
///
/// ```toml
/// mode = "observe"
/// domains = ["example.org"]
/// authserv_ids = ["mx.example.org"]
/// ```
///
/// @param milter `[milter]`: how the mail server reaches the guard
/// @param servers `[dns]`, `servers`: the name servers that are asked; by default the system's
/// @param mode `mode`: `"observe"`, the default, judges, marks and logs what it would have done;
///     `"enforce"` does it
/// @param domains `domains`: ours, with all names below them; nobody else should be taken for them
/// @param ways `[ways]` and `authserv_ids`: by which ways mail comes. The ids are those under which
///     this host and others of its cluster write their results; by default the first domain
/// @param rules `[policy]`: what is done with mail from strangers
/// @param holding `[quarantine]`: what becomes of what is put aside
/// @param sealers `[[policy.sealer]]`: whose ARC seals are believed
/// @param whom `[protect]`: for whom nobody else should be taken
/// @param signing `[signing]`: who signs what we send
/// @param keeping `[store]`: where proofs are kept for `signet explain`; nowhere without it
/// @param hosting `[mta_sts]`: the policies that we serve for our domains; none without it
/// @param http `[http]`, `listen`: where metrics and health are asked for, such as
///     `"127.0.0.1:8892"`; nowhere without it
/// @param tlsPolicy `[tls_policy]`: where Postfix asks what TLS it owes to a domain; nowhere
///     without it
/// @param dnssec `[dns]`, `dnssec` and `anchors`: who finds out what is signed, for the TLS policy
/// @param web `[https]`: how far the guard goes to fetch the policies of domains
public record Configuration(
    Milter milter,
    List<NameServer> servers,
    Mode mode,
    List<Domain> domains,
    Ways ways,
    Rules rules,
    Holding holding,
    ArcTrust sealers,
    Protected whom,
    Signing signing,
    Optional<Keeping> keeping,
    Optional<Hosting> hosting,
    Optional<InetSocketAddress> http,
    Optional<TlsPolicySettings> tlsPolicy,
    Web web,
    Dnssec dnssec) {
  public Configuration {
    servers = List.copyOf(servers);
    domains = List.copyOf(domains);
    if (domains.isEmpty()) {
      throw new IllegalArgumentException("a guard guards a domain");
    }
  }

  /// Whether the guard does what it decides.
  public enum Mode {
    OBSERVE,
    ENFORCE
  }

  /// `[milter]`.
  ///
  /// @param listen `listen`: places such as `"inet:127.0.0.1:8891"`, the default, and
  ///     `"unix:/run/signet/milter"`. A unix socket can be used by whom `socket_mode` lets,
  ///     `"660"` by default; an address that other hosts reach needs `open = true`
  /// @param connections `connections`: at a time, at most; further ones are closed at once
  public record Milter(List<Listen> listen, int connections) {
    /// That of OpenDKIM, which guides for mail servers name.
    public static final int PORT = 8891;

    public Milter {
      listen = List.copyOf(listen);
    }

    /// A port of this host alone.
    public static Milter usual() {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
      return new Milter(List.of(Listen.Tcp.local(address)), Settings.CONNECTIONS);
    }
  }

  /// `[quarantine]`.
  ///
  /// @param hasRule `rule`: whether the mail store has a rule that files what is put aside by a
  ///     field; until then `signet serve --check` asks for it
  /// @param age `days`: what is held for longer has expired; 14 by default
  /// @param deletes `expired`: `"report"`, the default, or `"delete"`: what `signet quarantine
  ///     expire` does with it
  /// @param postfix `postfix`: the folder with the configuration of the Postfix whose queue it is,
  ///     where it is not the usual one
  public record Holding(boolean hasRule, Duration age, boolean deletes, Optional<Path> postfix) {
    /// Nothing is deleted unasked.
    public static Holding usual() {
      return new Holding(false, Duration.ofDays(14), false, Optional.empty());
    }
  }

  /// `[signing]`.
  ///
  /// @param keys `keys`: the folder in which `signet key rotate` keeps the keys; nothing is signed
  ///     without it
  /// @param rules `refuse_unowned`, and `[[signing.table]]` with `author` (an address or
  ///     `"@domain"`) and `by` (a list of domains)
  /// @param owners `[signing.owners]`: `table` (a file), `command` (a list of words), or
  ///     `socketmap` (`"unix:/path"` or `"inet:host:port"`) and `map`; and `seconds` to wait
  public record Signing(Optional<Path> keys, SigningRules rules, OwnersSource owners) {}

  /// `[store]`.
  ///
  /// @param place `folder`, or `postgresql` (a JDBC URL), `user` and `password_file`
  /// @param retention `keep_days` and `keep_megabytes`: what is older, or more, is forgotten
  public record Keeping(StoreSettings place, Retention retention) {}

  /// Of `[dns]`, what it says about DNSSEC.
  ///
  /// @param who `dnssec`: `"validate"`, the default, for the guard itself; `"trust"` for the name
  ///     servers, which must be on this host; `"off"` for nobody, so that there is no DANE
  /// @param anchors `anchors`: a file of DS or DNSKEY records, in place of the keys of the root
  ///     that the guard knows
  public record Dnssec(Who who, Optional<Path> anchors) {
    /// Who validates.
    public enum Who {
      GUARD,
      SERVERS,
      NOBODY
    }

    /// The guard does, from the keys of the root that it knows.
    public static Dnssec usual() {
      return new Dnssec(Who.GUARD, Optional.empty());
    }
  }

  /// `[https]`.
  ///
  /// @param authorities `authorities`: a file of certificates (PEM) that are believed, in place of
  ///     the usual ones
  /// @param networks `networks`: addresses that may be asked although they are not public, such as
  ///     those of policy hosts in your own network
  public record Web(Optional<Path> authorities, List<Network> networks) {
    public Web {
      networks = List.copyOf(networks);
    }

    /// The public Internet, and the usual authorities.
    public static Web usual() {
      return new Web(Optional.empty(), List.of());
    }
  }

  /// What a file comes to.
  public sealed interface Reading {
    record Read(Configuration configuration) implements Reading {}

    /// It is wrong, here and there.
    ///
    /// @param problems in the order of the text
    record Wrong(List<ConfigProblem> problems) implements Reading {
      public Wrong {
        problems = problems.stream().sorted(Comparator.comparingInt(ConfigProblem::at)).toList();
      }
    }
  }

  /// What holds without a file.
  public static Configuration of(Domain domain) {
    return of(List.of(domain));
  }

  /// What holds without a file, for at least one domain.
  public static Configuration of(List<Domain> domains) {
    return new Configuration(
        Milter.usual(),
        List.of(),
        Mode.OBSERVE,
        domains,
        Ways.of(domains.getFirst().text()),
        Rules.usual(),
        Holding.usual(),
        ArcTrust.nobody(),
        new Protected(domains, List.of()),
        new Signing(Optional.empty(), SigningRules.usual(), new OwnersSource.NotKept()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Web.usual(),
        Dnssec.usual());
  }

  /// Under which name results are written.
  public String authservId() {
    return ways.authservIds().getFirst();
  }

  /// Reads the text of a file, in characters.
  public static Reading read(String file, String text) {
    return new ConfigurationReader(file, text).read();
  }
}
