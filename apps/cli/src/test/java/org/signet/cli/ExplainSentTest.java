package org.signet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.signet.foundation.text.Domain;
import org.signet.store.Store;
import org.signet.store.StoreSettings;
import org.signet.store.TlsAnswer.Basis;
import org.signet.store.TlsAnswers;

/// Mail that was sent, told from a log and from what our TLS policy server had answered.
@TestInstance(Lifecycle.PER_CLASS)
class ExplainSentTest {
  private final Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);

  private Path folder = Path.of("/");

  @BeforeAll
  void write(@TempDir Path temporary) throws IOException {
    folder = temporary;
    var log = new StringBuilder();
    log.append(connection(1, "Verified", "boats.example")).append(sent(1, "A1", "boats.example"));
    log.append(connection(2, "Verified", "ships.example")).append(sent(2, "A2", "ships.example"));
    log.append(connection(3, "Trusted", "island.example")).append(sent(3, "A3", "island.example"));
    log.append(sent(4, "A4", "ford.example"));
    log.append(connection(5, "Verified", "coast.example")).append(sent(5, "A5", "coast.example"));
    log.append(connection(6, "Trusted", "cliff.example")).append(sent(6, "A6", "cliff.example"));
    Files.writeString(folder.resolve("mail.log"), log);
    Files.writeString(
        folder.resolve("signet.toml"),
        "domains = [\"harbour.example\"]\n[store]\nfolder = \"" + folder + "/store\"\n");
    try (var store = Store.open(new StoreSettings.Folder(folder.resolve("store")))) {
      var answers = TlsAnswers.start(() -> Optional.of(store));
      answer(answers, "boats.example", "dane-only", Basis.DANE);
      answer(answers, "ships.example", "secure match=.ships.example", Basis.MTA_STS);
      answer(answers, "island.example", "NOTFOUND", Basis.NOTHING);
      answer(answers, "ford.example", "NOTFOUND", Basis.NOTHING);
      answer(answers, "cliff.example", "secure match=mx.cliff.example", Basis.MTA_STS);
      assertThat(answers.close(Duration.ofSeconds(30))).isTrue();
    }
  }

  /// Within the second that the log names, as it mostly is.
  private void answer(TlsAnswers answers, String domain, String answer, Basis basis) {
    answers.keep(Domain.of(domain), answer, basis, "It has reasons.", when.plusMillis(400));
  }

  private String line(int process, String text) {
    return "%s mx postfix/smtp[%d]: %s\n".formatted(when, process, text);
  }

  private String connection(int process, String trust, String domain) {
    return line(
        process,
        "%s TLS connection established to mx.%s[192.0.2.%d]:25: TLSv1.3 with cipher X"
            .formatted(trust, domain, process));
  }

  private String sent(int process, String queueId, String domain) {
    return line(
        process,
        ("BCDF%s: to=<bob@%s>, relay=mx.%s[192.0.2.%d]:25, delay=1, dsn=2.0.0, status=sent (250"
                + " Ok)")
            .formatted(queueId, domain, domain, process));
  }

  private Ran explain(String... more) {
    var words = new String[more.length + 5];
    System.arraycopy(
        new String[] {
          "explain",
          "--config",
          folder.resolve("signet.toml").toString(),
          "--log",
          folder.resolve("mail.log").toString()
        },
        0,
        words,
        0,
        5);
    System.arraycopy(more, 0, words, 5, more.length);
    return Ran.of(words);
  }

  @Test
  void eachIsToldApart() {
    assertThat(explain("BCDFA1").out())
        .contains("for a host that DANE verified", "told \"dane-only\" for boats.example: It has");
    assertThat(explain("BCDFA2").out()).contains("for a host that MTA-STS verified");
    assertThat(explain("BCDFA3").out())
        .contains("for whoever answered", "told \"NOTFOUND\"")
        .doesNotContain("did not do so");
    assertThat(explain("BCDFA4").out()).contains("in clear");
    assertThat(explain("BCDFA5").out())
        .contains("verified, but it is not known by what", "of this domain is not kept");
  }

  @Test
  void whereADemandWasNotHeardItIsSaid() {
    assertThat(explain("BCDFA6").out()).contains("for whoever answered", "It did not do so");
  }

  @Test
  void programsReadIt() {
    assertThat(explain("--format", "json", "BCDFA2").out())
        .startsWith("{\"queue_id\":\"BCDFA2\",\"at\":\"" + when + "\"")
        .contains(
            "\"relay\":{\"name\":\"mx.ships.example\",\"address\":\"192.0.2.2\",\"port\":25}",
            "\"protection\":\"mta_sts\",\"tls\":{\"protocol\":\"TLSv1.3\"",
            "\"policies\":[{\"answer\":\"secure match=.ships.example\",\"basis\":\"mta_sts\"");
  }

  @Test
  void whatWentUnverifiedIsListed() {
    var ran = explain("--since", "1d");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            ": 6 in all, 3 to a host that was verified, 2 encrypted for whoever answered, 1 in"
                + " clear.",
            " ford.example: 1 in all, 1 in clear; the latest at " + when + ".",
            "! island.example: 1 in all, 1 encrypted for whoever answered")
        .doesNotContain("boats.example", "ships.example", "coast.example");
    assertThat(explain("--since", "1d", "--format", "json").out().lines())
        .hasSize(6)
        .anyMatch(
            line -> line.startsWith("{\"domain\":\"boats.example\",\"messages\":1,\"dane\":1,"));
  }

  @Test
  void withoutAConfigurationTheLogIsTold() {
    var log = folder.resolve("mail.log").toString();
    assertThat(Ran.of("explain", "--log", log, "BCDFA1").out())
        .contains("verified, but it is not known by what")
        .doesNotContain("not kept");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(explain("BCDFZZ").exit()).isEqualTo(Exit.FAILED.code());
    var gone = Ran.of("explain", "--log", folder.resolve("gone").toString(), "BCDFA1");
    assertThat(gone.exit()).isEqualTo(Exit.UNREADABLE.code());
    assertThat(gone.err()).contains("there is no such file or directory");
    assertThat(Ran.of("explain").exit()).isEqualTo(Exit.USAGE.code());
  }
}
