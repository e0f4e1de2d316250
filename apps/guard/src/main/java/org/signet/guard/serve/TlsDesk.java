package org.signet.guard.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.dns.DnssecStanding;
import org.signet.guard.Configuration;
import org.signet.guard.tls.PostfixDane;
import org.signet.guard.tls.PostfixProbe;
import org.signet.guard.tls.TlsPolicyServer;
import org.signet.guard.tls.TlsPolicySettings;
import org.signet.milter.Listen;
import org.signet.mtasts.MtaSts;
import org.signet.mtasts.PolicyStore;
import org.signet.store.Recorder;
import org.signet.store.TlsAnswers;
import org.signet.verifier.World;

/// The TLS policy server as a part of the guard, with what it needs of the others.
record TlsDesk(
    TlsPolicyServer server, Optional<TlsAnswers> answers, Supplier<DnssecStanding> standing) {
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  /// Opens one where the configuration wants it.
  ///
  static Optional<TlsDesk> open(
      Configuration configuration,
      SignedWorld signed,
      Optional<Recorder> recorder,
      Metrics metrics,
      MessageLog log)
      throws IOException {
    if (configuration.tlsPolicy().isEmpty()) {
      return Optional.empty();
    }
    var settings = configuration.tlsPolicy().get();
    var world = signed.world();
    var probe = PostfixProbe.overNetwork(settings.postfix(), world.clock());
    var mtaSts = mtaSts(settings, world);
    var answers = recorder.map(one -> TlsAnswers.start(one::store));
    var sources = new TlsPolicyServer.Sources(world.dns(), mtaSts, probe::look, world.clock());
    var news = metrics.tlsPolicy(log::write, answers, world.clock());
    try {
      var server = TlsPolicyServer.start(settings, sources, news);
      metrics.showPostfix(server::postfix);
      metrics.showDnssec(signed.standing());
      return Optional.of(new TlsDesk(server, answers, signed.standing()));
    } catch (IOException e) {
      answers.ifPresent(one -> one.close(Duration.ZERO));
      throw e;
    }
  }

  private static MtaSts mtaSts(TlsPolicySettings settings, World world) throws IOException {
    return settings.folder().isPresent()
        ? new MtaSts(
            world.dns(),
            world.https(),
            world.clock(),
            PolicyStore.inFolder(settings.folder().get()))
        : new MtaSts(world.dns(), world.https(), world.clock());
  }

  List<Listen> listening() {
    return server.listening();
  }

  PostfixDane postfix() {
    return server.postfix();
  }

  /// What keeps domains from getting what they demand, in words.
  List<String> worries() {
    var worries = new ArrayList<String>();
    switch (standing.get()) {
      case NEVER_WORKED ->
          worries.add("DNSSEC cannot be validated with these name servers: there is no DANE");
      case STOPPED ->
          worries.add("DNSSEC can no longer be validated: mail that depends on it waits");
      case WORKS -> {}
    }
    if (server.postfix() instanceof PostfixDane.Unable(var why)) {
      worries.add("Postfix is not told to do DANE: " + why.replaceFirst("\\.$", ""));
    }
    return worries;
  }

  /// Goes on under another configuration; where it listens stays as it is.
  void reload(Configuration configuration) {
    configuration.tlsPolicy().ifPresent(server::reload);
  }

  void close() {
    server.close();
    answers.ifPresent(one -> one.close(LAST_WRITES));
  }
}
