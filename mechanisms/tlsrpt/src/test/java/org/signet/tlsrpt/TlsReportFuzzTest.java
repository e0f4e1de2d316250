package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.IpAddress;

/// Each report that is written is read back identical; whatever octets come, reading has an outcome
/// that can be told.
class TlsReportFuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 50_000 : 2_000;

  private static final List<String> TEXTS =
      List.of(
          "example.com",
          "\u00fcber \"quoted\" \\ back",
          "line\r\nline\ttab\0\u001b[2J\u2028\u202e\ufeff",
          "<script>alert(1)</script>",
          "\ud83d\ude00",
          "=cmd|' /C calc'!A0",
          "x".repeat(5_000));

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "true",
          "-1",
          "1e400",
          "\"1,007\"",
          "\"7.0\"",
          "\"policies\"",
          "\"policy\"",
          "\"\\ud800\"",
          "\u00ff",
          "\ufeff",
          "\0",
          " ",
          "9".repeat(40),
          "\"date-range\":{}",
          "\"x\":1,\"x\":2");

  static TlsReport readBack(TlsReport report) {
    var json = TlsReportWriter.json(report);
    var plain = read(json.getBytes(UTF_8), Strictness.STRICT);
    assertThat(plain).isEqualTo(new TlsReportRead.Report(report, List.of()));
    assertThat(read(TlsReportWriter.gzip(report), Strictness.STRICT)).isEqualTo(plain);
    return ((TlsReportRead.Report) plain).report();
  }

  static TlsReportRead read(byte[] octets, Strictness strictness) {
    return TlsReportReader.read(new ByteArrayInputStream(octets), strictness);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatIsWrittenIsReadBack(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var report = report(random);
      assertThat(readBack(report)).isEqualTo(report);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void anyOctetsHaveAnOutcome(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var octets = mangled(TlsReportWriter.json(report(random)), random).getBytes(UTF_8);
      var lenient = read(octets, Strictness.LENIENT);
      switch (lenient) {
        case TlsReportRead.Refused(var findings) -> {
          assertThat(findings).isNotEmpty();
          findings.forEach(each -> told(JsonRenderer.render(TlsRptExplainer.explain(each))));
        }
        case TlsReportRead.Report(var report, var findings) -> {
          told(JsonRenderer.render(TlsRptExplainer.explain(report)));
          findings.forEach(each -> told(JsonRenderer.render(TlsRptExplainer.explain(each))));
          if (findings.isEmpty()) {
            assertThat(read(octets, Strictness.STRICT)).isEqualTo(lenient);
          } else {
            assertThat(read(octets, Strictness.STRICT))
                .isEqualTo(new TlsReportRead.Refused(findings));
          }
        }
      }
    }
  }

  private static void told(String json) {
    assertThat(json).matches("[ -~…·§]+");
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void anyTextIsARecordOrNone(long seed) {
    var random = new SplittableRandom(seed);
    var pieces =
        List.of(
            "v=TLSRPTv1",
            ";",
            " ",
            "\t",
            "rua=",
            "mailto:a@b.example",
            ",",
            "https://c.example/",
            "x=y",
            "%0d%0a",
            "%",
            "!",
            "\u00ff",
            "\0",
            "=",
            "mailto:",
            "a".repeat(40));
    for (int run = 0; run < RUNS; run++) {
      var text = new StringBuilder(random.nextBoolean() ? "v=TLSRPTv1;rua=" : "");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(pick(pieces, random));
      }
      TlsRptRecord.parse(text.toString())
          .optional()
          .ifPresent(
              record ->
                  record
                      .destinations()
                      .forEach(
                          each -> {
                            if (each instanceof Destination.Mail(var address)) {
                              assertThat(address).matches("[!-~]+@[!-~]+");
                            }
                          }));
    }
  }

  private static String mangled(String json, RandomGenerator random) {
    var text = new StringBuilder(json);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, pick(PIECES, random));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(256));
        default -> {
          int colon = text.indexOf(":", at);
          if (colon >= 0) {
            text.insert(colon + 1, pick(PIECES, random));
          }
        }
      }
    }
    return text.toString();
  }

  private static TlsReport report(RandomGenerator random) {
    var day = LocalDate.of(2020 + random.nextInt(9), 1 + random.nextInt(12), 1);
    return new TlsReport(
        pick(TEXTS, random),
        TlsReport.Span.of(day),
        pick(TEXTS, random),
        pick(TEXTS, random),
        some(random, () -> policy(random)));
  }

  private static PolicyReport policy(RandomGenerator random) {
    var types = List.of(PolicyType.STS, PolicyType.TLSA, PolicyType.NO_POLICY_FOUND);
    var policy =
        new Policy(
            pick(types, random),
            some(random, () -> pick(TEXTS, random)),
            pick(TEXTS, random),
            some(random, () -> pick(TEXTS, random)));
    var failures = some(random, () -> details(random));
    long failed = failures.stream().mapToLong(FailureDetails::sessions).sum();
    return new PolicyReport(
        policy, count(random), failures.isEmpty() ? count(random) : failed, failures);
  }

  private static FailureDetails details(RandomGenerator random) {
    var failure =
        new Failure(
            pick(ResultType.KNOWN, random),
            address(random),
            maybe(random),
            maybe(random),
            address(random),
            maybe(random),
            maybe(random));
    return new FailureDetails(failure, random.nextInt(1_000_000));
  }

  private static long count(RandomGenerator random) {
    return random.nextInt(10) == 0
        ? TlsReport.MOST_SESSIONS
        : random.nextLong(TlsReport.MOST_SESSIONS);
  }

  private static String maybe(RandomGenerator random) {
    return random.nextBoolean() ? "" : pick(TEXTS, random);
  }

  private static Optional<IpAddress> address(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(IpAddress.of("192.0.2." + random.nextInt(256)));
      default ->
          Optional.of(IpAddress.of("2001:db8::" + Integer.toHexString(random.nextInt(9999))));
    };
  }

  private static <T> List<T> some(RandomGenerator random, Supplier<T> one) {
    var some = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      some.add(one.get());
    }
    return some;
  }

  private static <T> T pick(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }
}
