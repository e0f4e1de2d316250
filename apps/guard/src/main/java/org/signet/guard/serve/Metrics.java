package org.signet.guard.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.signet.dns.CachingResolver;
import org.signet.dns.DnssecStanding;
import org.signet.guard.LogWords;
import org.signet.guard.serve.QuarantineWatch.Seen;
import org.signet.guard.tls.PostfixDane;
import org.signet.milter.Conversation;
import org.signet.milter.Ending;
import org.signet.milter.Listen;
import org.signet.milter.Observer;
import org.signet.store.Recorder;
import org.signet.store.TlsAnswers;
import org.signet.verifier.Verification;

/// What the guard did so far, in numbers, as Prometheus reads them.
final class Metrics implements GuardObserver, Observer {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter messages =
      Counter.builder()
          .name("signet_messages_total")
          .help("Messages by whose they are, what was decided, and what was done.")
          .labelNames("direction", "decided", "done", "reason")
          .register(registry);

  private final Counter verdicts =
      Counter.builder()
          .name("signet_verdicts_total")
          .help("Results of each mechanism, in the words of RFC 8601.")
          .labelNames("mechanism", "result")
          .register(registry);

  private final Counter outbound =
      Counter.builder()
          .name("signet_outbound_total")
          .help("Messages of ours by whether they were to be signed.")
          .labelNames("outbound")
          .register(registry);

  private final Counter budgets =
      Counter.builder()
          .name("signet_budget_hits_total")
          .help("Messages that ran into a budget for hostile input, by which.")
          .labelNames("budget")
          .register(registry);

  private final Histogram seconds =
      Histogram.builder()
          .name("signet_message_seconds")
          .help("From MAIL to the verdict.")
          .classicUpperBounds(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
          .classicOnly()
          .register(registry);

  private final Histogram questions =
      Histogram.builder()
          .name("signet_message_dns_questions")
          .help("Questions to the DNS that a message cost; 200 is the budget.")
          .classicUpperBounds(1, 2, 5, 10, 20, 50, 100, 200)
          .classicOnly()
          .register(registry);

  private final Counter connections =
      Counter.builder()
          .name("signet_milter_connections_total")
          .help("Connections of the mail server by how they ended.")
          .labelNames("ending")
          .register(registry);

  private final Counter bugs =
      Counter.builder()
          .name("signet_bugs_total")
          .help("Messages that were refused for now because of a bug in Signet.")
          .register(registry);

  /// Shows how many connections there are.
  void showConnections(Supplier<Integer> count) {
    GaugeWithCallback.builder()
        .name("signet_milter_open_connections")
        .help("Connections of the mail server that are open now.")
        .callback(callback -> callback.call(count.get()))
        .register(registry);
  }

  /// Who counts what Postfix is told, and tells the log and the store too.
  TlsPolicyReporter tlsPolicy(
      Consumer<LogLine> log, Optional<TlsAnswers> kept, InstantSource clock) {
    return new TlsPolicyReporter(registry, log, kept, clock);
  }

  /// Shows whether Postfix may be told to do DANE.
  void showPostfix(Supplier<PostfixDane> postfix) {
    TlsPolicyReporter.show(registry, postfix);
  }

  /// Shows whether it can be told here what is signed.
  void showDnssec(Supplier<DnssecStanding> standing) {
    GaugeWithCallback.builder()
        .name("signet_dnssec_works")
        .help("1 while DNSSEC can be validated; 0 where it never could be, or can no more.")
        .callback(callback -> callback.call(standing.get() == DnssecStanding.WORKS ? 1 : 0))
        .register(registry);
  }

  /// Shows how often the DNS need not be asked.
  void showCache(Supplier<CachingResolver.Counts> counts) {
    CounterWithCallback.builder()
        .name("signet_dns_cache_total")
        .help("Questions to the DNS by whether the answer was known.")
        .labelNames("outcome")
        .callback(
            callback -> {
              var now = counts.get();
              callback.call((double) now.hits(), "hit");
              callback.call((double) now.misses(), "miss");
            })
        .register(registry);
  }

  /// Shows how the store does.
  void showStore(Supplier<Recorder.Counts> counts) {
    CounterWithCallback.builder()
        .name("signet_store_messages_total")
        .help("Proofs that were kept, refused by the store, or lost because too many waited.")
        .labelNames("outcome")
        .callback(
            callback -> {
              var now = counts.get();
              callback.call((double) now.kept(), "kept");
              callback.call((double) now.refused(), "refused");
              callback.call((double) now.dropped(), "lost");
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("signet_store_works")
        .help("1 while the store takes what is to be kept.")
        .callback(callback -> callback.call(counts.get().works() ? 1 : 0))
        .register(registry);
  }

  /// Shows what is put aside in the queue of the mail server, where that is done.
  void showQuarantine(QuarantineWatch watch) {
    GaugeWithCallback.builder()
        .name("signet_quarantine_visible")
        .help("1 while the queue of the mail server can be looked at.")
        .callback(
            callback -> {
              if (watch.isWanted()) {
                callback.call(watch.seen().isPresent() ? 1 : 0);
              }
            })
        .register(registry);
    showSeen("signet_quarantine_held", "Messages that are held.", watch, Seen::count);
    showSeen(
        "signet_quarantine_oldest_seconds",
        "How long the eldest of them is held.",
        watch,
        seen -> seen.oldest().toSeconds());
    showSeen(
        "signet_quarantine_expired", "Those that are held for too long.", watch, Seen::expired);
  }

  private void showSeen(
      String name, String help, QuarantineWatch watch, ToDoubleFunction<Seen> number) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            callback -> {
              if (watch.isWanted()) {
                watch.seen().ifPresent(seen -> callback.call(number.applyAsDouble(seen)));
              }
            })
        .register(registry);
  }

  @Override
  public void done(Done message) {
    var decided = message.decided();
    messages
        .labelValues(
            LogWords.of(decided.direction()),
            LogWords.of(decided.handling().action()),
            LogWords.of(decided.done()),
            LogWords.of(decided.handling().why()))
        .inc();
    seconds.observe(message.took().toNanos() / 1e9);
    if (message.proof().isPresent()) {
      judged(message.proof().get());
    } else {
      outbound.labelValues(LogWords.of(decided.outbound())).inc();
    }
  }

  private void judged(Verification proof) {
    verdict("spf", proof.spf().mailFrom().outcome().word());
    verdict("spf_helo", proof.spf().helo().outcome().word());
    proof.dkim().forEach(one -> verdict("dkim", one.outcome().word()));
    verdict("arc", proof.arc().outcome().word());
    verdict("dmarc", proof.dmarc().outcome().word());
    questions.observe(proof.spent().queries());
    Budgets.hit(proof).forEach(budget -> budgets.labelValues(budget).inc());
  }

  private void verdict(String mechanism, String result) {
    verdicts.labelValues(mechanism, result).inc();
  }

  @Override
  public void ended(Conversation conversation, Ending ending) {
    var word =
        switch (ending) {
          case Ending.Quit _ -> "quit";
          case Ending.PeerClosed _ -> "closed";
          case Ending.Fault _ -> "fault";
          case Ending.TooLarge _ -> "too_large";
          case Ending.TimedOut _ -> "timed_out";
          case Ending.Stopped _ -> "stopped";
          case Ending.Broken _ -> "broken";
          case Ending.Failed _ -> "bug";
        };
    connections.labelValues(word).inc();
  }

  @Override
  public void failed(Conversation conversation, Throwable thrown) {
    bugs.inc();
  }

  @Override
  public void refused() {
    connections.labelValues("refused").inc();
  }

  @Override
  public void notAccepted(Listen where, Throwable why) {
    connections.labelValues("not_accepted").inc();
  }

  /// Writes all numbers in the text format.
  void write(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }
}
