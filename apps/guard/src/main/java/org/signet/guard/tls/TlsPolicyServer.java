package org.signet.guard.tls;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.milter.Listen;
import org.signet.mtasts.MtaSts;
import org.signet.tlspolicy.Routes;

/// Tells Postfix what TLS it owes to each domain: the server behind `smtp_tls_policy_maps`.
public final class TlsPolicyServer implements AutoCloseable {
  /// How long Postfix waits for an answer; then it is told to ask again later.
  static final Duration PATIENCE = Duration.ofSeconds(8);

  /// How often Postfix is looked at, and policies that grow old are fetched again.
  private static final Duration OFTEN = Duration.ofMinutes(10);

  private final Sources sources;
  private final TlsPolicyNews news;
  private final SocketmapServer server;
  private final Thread keeper;
  private volatile Rules rules;
  private volatile PostfixDane dane;

  /// What answers rest on.
  ///
  /// @param dns says of each answer whether it is signed
  /// @param postfix whether the Postfix that asks can do DANE; asked now and then
  public record Sources(
      Resolver dns, MtaSts mtaSts, Supplier<PostfixDane> postfix, InstantSource clock) {}

  /// What a configuration changes.
  private record Rules(Routes routes, boolean tlsRpt) {
    static Rules of(TlsPolicySettings settings, Sources sources) {
      var routes = new Routes(sources.dns, sources.mtaSts, settings.rulings(), sources.clock);
      return new Rules(routes, settings.tlsRpt());
    }
  }

  private TlsPolicyServer(TlsPolicySettings settings, Sources sources, TlsPolicyNews news)
      throws IOException {
    this.sources = sources;
    this.news = news;
    this.rules = Rules.of(settings, sources);
    this.dane = sources.postfix.get();
    this.keeper = Thread.ofVirtual().name("tls policy keeper").unstarted(this::keep);
    var desk = new PolicyDesk(this::answer, news, PATIENCE, sources.clock);
    this.server = SocketmapServer.start(settings.listen(), desk, news::failed);
  }

  /// Begins to answer.
  ///
  /// @throws IOException where it cannot listen
  public static TlsPolicyServer start(
      TlsPolicySettings settings, Sources sources, TlsPolicyNews news) throws IOException {
    var server = new TlsPolicyServer(settings, sources, news);
    server.keeper.start();
    return server;
  }

  /// What Postfix is told about a domain, looked up now.
  public PostfixAnswer answer(Domain domain) {
    var now = rules;
    return new PostfixLevels(dane, now.tlsRpt).answer(now.routes.lookup(domain));
  }

  /// Where it listens, with the ports that it got.
  public List<Listen> listening() {
    return server.listening();
  }

  /// Whether Postfix can do DANE, as far as was seen last.
  public PostfixDane postfix() {
    return dane;
  }

  /// Goes on under other rulings; answers that are remembered are told for up to a minute longer.
  public void reload(TlsPolicySettings settings) {
    rules = Rules.of(settings, sources);
  }

  private void keep() {
    try {
      while (true) {
        Thread.sleep(OFTEN);
        try {
          dane = sources.postfix.get();
          sources.mtaSts.refresh();
        } catch (RuntimeException bug) {
          news.failed(bug);
        }
      }
    } catch (InterruptedException _) {
      // The server stops.
    }
  }

  @Override
  public void close() {
    keeper.interrupt();
    server.close();
  }
}
