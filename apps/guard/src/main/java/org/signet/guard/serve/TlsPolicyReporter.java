package org.signet.guard.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signet.foundation.text.Domain;
import org.signet.guard.tls.PostfixAnswer;
import org.signet.guard.tls.PostfixDane;
import org.signet.guard.tls.TlsPolicyNews;
import org.signet.store.TlsAnswer;
import org.signet.store.TlsAnswers;

/// Tells of what Postfix is told: in numbers, in the log where it was looked up, and in the store.
final class TlsPolicyReporter implements TlsPolicyNews {
  private final Counter answers;
  private final Counter late;
  private final Counter bugs;
  private final Histogram seconds;
  private final Consumer<LogLine> log;
  private final Optional<TlsAnswers> kept;
  private final InstantSource clock;

  TlsPolicyReporter(
      PrometheusRegistry registry,
      Consumer<LogLine> log,
      Optional<TlsAnswers> kept,
      InstantSource clock) {
    this.log = log;
    this.kept = kept;
    this.clock = clock;
    this.answers =
        Counter.builder()
            .name("signet_tls_policy_answers_total")
            .help("Answers to Postfix by level, and by what they rest on.")
            .labelNames("level", "basis")
            .register(registry);
    this.late =
        Counter.builder()
            .name("signet_tls_policy_late_total")
            .help("Answers that were not found in time.")
            .register(registry);
    this.bugs =
        Counter.builder()
            .name("signet_tls_policy_bugs_total")
            .help("Answers that were not found because of a bug in Signet.")
            .register(registry);
    this.seconds =
        Histogram.builder()
            .name("signet_tls_policy_seconds")
            .help("To look up a domain that was not remembered.")
            .classicUpperBounds(0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
            .classicOnly()
            .register(registry);
  }

  /// Shows whether Postfix may be told to do DANE.
  static void show(PrometheusRegistry registry, Supplier<PostfixDane> postfix) {
    GaugeWithCallback.builder()
        .name("signet_tls_policy_dane_available")
        .help("1 where Postfix was shown to be able to do DANE.")
        .callback(callback -> callback.call(postfix.get() instanceof PostfixDane.Able ? 1 : 0))
        .register(registry);
  }

  @Override
  public void told(Domain domain, PostfixAnswer answer) {
    answers.labelValues(level(answer), word(answer.basis())).inc();
    kept.ifPresent(
        store ->
            store.keep(
                domain, answer.said().words(), answer.basis(), answer.reason(), clock.instant()));
  }

  private static String level(PostfixAnswer answer) {
    var words = answer.said().words();
    int blank = words.indexOf(' ');
    return blank < 0 ? words : words.substring(0, blank);
  }

  private static String word(TlsAnswer.Basis basis) {
    return basis.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void lookedUp(Domain domain, PostfixAnswer answer, Duration took) {
    seconds.observe(took.toNanos() / 1e9);
    log.accept(
        new LogLine("tls_policy")
            .with("domain", domain.text())
            .with("answer", answer.said().words())
            .with("basis", word(answer.basis()))
            .with("why", answer.reason())
            .with("ms", Long.toString(took.toMillis())));
  }

  @Override
  public void late(Domain domain) {
    late.inc();
    log.accept(new LogLine("tls_policy").with("domain", domain.text()).with("answer", "late"));
  }

  @Override
  public void failed(Throwable why) {
    bugs.inc();
    log.accept(new LogLine("bug").with("what", why.toString()));
  }
}
