package org.signet.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.dns.NameServer;
import org.signet.dns.Resolver;
import org.signet.dns.StubResolver.Patience;
import org.signet.dns.TrustAnchors;
import org.signet.dns.ValidatingResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.guard.tls.PostfixAnswer;
import org.signet.guard.tls.PostfixDane;
import org.signet.guard.tls.TlsPolicyNews;
import org.signet.guard.tls.TlsPolicyServer;
import org.signet.guard.tls.TlsPolicySettings;
import org.signet.https.Https;
import org.signet.https.Reach;
import org.signet.milter.Listen;
import org.signet.mtasts.MtaSts;
import org.signet.store.TlsAnswers;
import org.signet.testing.Internet;
import org.signet.tlspolicy.Demand;
import org.signet.tlspolicy.Exchanges;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;
import org.signet.tlspolicy.Routes;

/// Our answers to Postfix, inside the internet of the lab: its authority is believed, and its
/// addresses, which are for documentation, may be asked for policies.
final class OurPolicies implements AutoCloseable {
  private static final List<Network> DOCUMENTATION = List.of(Network.of("203.0.113.0/24"));

  /// Keeps what Postfix was told, as the guard does.
  private record Kept(TlsAnswers answers) implements TlsPolicyNews {
    @Override
    public void told(Domain domain, PostfixAnswer answer) {
      answers.keep(domain, answer.said().words(), answer.basis(), answer.reason(), Instant.now());
    }

    @Override
    public void failed(Throwable why) {
      why.printStackTrace();
    }
  }

  private final Routes routes;
  private final TlsPolicyServer server;

  private OurPolicies(Routes routes, TlsPolicyServer server) {
    this.routes = routes;
    this.server = server;
  }

  /// @param dns validates
  /// @param answers keeps what Postfix is told
  static OurPolicies start(Resolver dns, TlsAnswers answers)
      throws IOException, GeneralSecurityException {
    var clock = InstantSource.system();
    var mtaSts = new MtaSts(dns, Https.over(dns, reach()), clock);
    var anywhere =
        List.<Listen>of(
            Listen.Tcp.local(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    var server =
        TlsPolicyServer.start(
            new TlsPolicySettings(anywhere, Optional.empty(), Optional.empty(), false, List.of()),
            new TlsPolicyServer.Sources(dns, mtaSts, PostfixDane.Able::new, clock),
            new Kept(answers));
    return new OurPolicies(new Routes(dns, mtaSts, List.of(), clock), server);
  }

  /// The DNS as a server of the lab tells it, validated from the root of the lab.
  static Resolver validated(String server) throws IOException {
    var anchors =
        TrustAnchors.parse(Files.readString(Internet.ROOT_ANCHOR)).optional().orElseThrow();
    var servers = List.of(new NameServer(IpAddress.of(server), NameServer.PORT));
    return new ValidatingResolver(servers, Patience.USUAL, anchors, InstantSource.system());
  }

  /// Where one may connect to, and whom one believes.
  static Reach reach() throws IOException, GeneralSecurityException {
    return Reach.PUBLIC.alsoTo(DOCUMENTATION).believing(List.of(authority()));
  }

  private static X509Certificate authority() throws IOException, GeneralSecurityException {
    try (var pem = Files.newInputStream(Internet.CA)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  /// For `smtp_tls_policy_maps`.
  String map() {
    return "socketmap:" + server.listening().getFirst() + ":tls";
  }

  /// What Postfix is told of a domain.
  String reply(String domain) {
    return server.answer(Domain.of(domain)).said().words();
  }

  Route route(String domain) {
    return routes.lookup(Domain.of(domain));
  }

  /// What is demanded of each host: one for all where it is the same.
  static String demand(Route route) {
    return switch (route.exchanges()) {
      case Exchanges.Nobody _ -> "no mail";
      case Exchanges.NoSuchDomain _ -> "no such domain";
      case Exchanges.Unknown _ -> "to wait: its hosts are not known";
      case Exchanges.Listed _, Exchanges.Implicit _ -> {
        var demands = route.hops().stream().map(Hop::demand).map(OurPolicies::words).toList();
        yield demands.stream().distinct().count() == 1
            ? demands.getFirst()
            : demands.stream().collect(Collectors.joining("; then "));
      }
    };
  }

  private static String words(Demand demand) {
    return switch (demand) {
      case Demand.Pinned(_, var isVerified) ->
          isVerified ? "a pinned key" : "a pinned key of a host that nothing proves";
      case Demand.Named _ -> "a trusted certificate";
      case Demand.Encrypted _ -> "TLS";
      case Demand.Opportunistic(var tested) -> tested.isPresent() ? "nothing yet" : "nothing";
      case Demand.Withheld(Demand.Ban.Unanswered _) -> "to wait: TLSA is not known";
      case Demand.Withheld(Demand.Ban.NotNamed _) -> "no mail there: the policy does not name it";
      case Demand.Withheld(Demand.Ban.NoAddress _) -> "no mail there: it has no address";
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
