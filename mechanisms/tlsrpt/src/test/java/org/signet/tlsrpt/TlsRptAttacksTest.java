package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.explain.HtmlRenderer;
import org.signet.foundation.explain.TextRenderer;

/// Attacks on those who read reports, by the ids of the threat catalogue.
class TlsRptAttacksTest {
  private static final String REPORT =
      """
      {"organization-name":"Example","date-range":{"start-datetime":"2026-11-24T00:00:00Z",
      "end-datetime":"2026-11-24T23:59:59Z"},"contact-info":"a@example.com","report-id":"1@x",
      "policies":[{"policy":{"policy-type":"sts","policy-domain":"example.org"},
      "summary":{"total-successful-session-count":5,"total-failure-session-count":2},
      "failure-details":[{"result-type":"certificate-expired","failed-session-count":2}]}]}\
      """;

  private static TlsReportRead read(String json) {
    return TlsReportFuzzTest.read(json.getBytes(UTF_8), Strictness.LENIENT);
  }

  private static TlsReport report(String json) {
    return switch (read(json)) {
      case TlsReportRead.Report(var report, _) -> report;
      case TlsReportRead.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static List<Defect> defects(String json) {
    return defects(read(json));
  }

  private static List<Defect> defects(TlsReportRead read) {
    var findings =
        switch (read) {
          case TlsReportRead.Report(_, var all) -> all;
          case TlsReportRead.Refused(var all) -> all;
        };
    return findings.stream().map(Finding::defect).toList();
  }

  private static byte[] gzip(byte[]... members) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var member : members) {
      try (var gzip =
          new GZIPOutputStream(out) {
            {
              def.setLevel(Deflater.BEST_COMPRESSION);
            }
          }) {
        gzip.write(member);
      }
    }
    return out.toByteArray();
  }

  private static byte[] blanks(int count) {
    var octets = new byte[count];
    Arrays.fill(octets, (byte) ' ');
    return octets;
  }

  @Test
  void nothingIsWrongWithTheReportThatTheseAreMadeOf() {
    assertThat(defects(REPORT)).isEmpty();
    assertThat(TlsReportFuzzTest.read(REPORT.getBytes(UTF_8), Strictness.STRICT))
        .isInstanceOf(TlsReportRead.Report.class);
  }

  @Test
  void rp3ABombIsRefused() throws IOException {
    var bomb = gzip(blanks(60 << 20));
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(defects(TlsReportFuzzTest.read(bomb, Strictness.LENIENT)))
        .containsExactly(Defect.TOO_LARGE);
    var members = gzip(blanks(2 << 20), blanks(2 << 20));
    assertThat(defects(TlsReportFuzzTest.read(members, Strictness.LENIENT)))
        .containsExactly(Defect.TOO_LARGE);
  }

  @Test
  void rp3TheLimitsHoldToTheOctet() throws IOException {
    var report = REPORT.getBytes(UTF_8);
    int most = 50 << 20;
    assertThat(defects(TlsReportReader.read(padded(most - report.length), Strictness.LENIENT)))
        .isEmpty();
    assertThat(defects(TlsReportReader.read(padded(most - report.length + 1), Strictness.LENIENT)))
        .containsExactly(Defect.TOO_LARGE);
    // Up to a MiB compresses as it likes.
    var small = gzip(blanks((1 << 20) - report.length), report);
    assertThat(defects(TlsReportFuzzTest.read(small, Strictness.LENIENT))).isEmpty();
  }

  /// The report behind this many blanks.
  private static java.io.InputStream padded(int blanks) {
    return new java.io.SequenceInputStream(
        new java.io.InputStream() {
          private int left = blanks;

          @Override
          public int read() {
            return left-- > 0 ? ' ' : -1;
          }

          @Override
          public int read(byte[] buffer, int from, int most) {
            if (left <= 0) {
              return -1;
            }
            int count = Math.min(left, most);
            Arrays.fill(buffer, from, from + count, (byte) ' ');
            left -= count;
            return count;
          }
        },
        new ByteArrayInputStream(REPORT.getBytes(UTF_8)));
  }

  @Test
  void rp3WhatIsNoGzipOrHalfOfItIsSaid() throws IOException {
    var packed = gzip(REPORT.getBytes(UTF_8));
    assertThat(
            defects(
                TlsReportFuzzTest.read(
                    Arrays.copyOf(packed, packed.length / 2), Strictness.LENIENT)))
        .containsExactly(Defect.BROKEN_GZIP);
    assertThat(defects(TlsReportFuzzTest.read(new byte[] {0x1f, (byte) 0x8b}, Strictness.LENIENT)))
        .containsExactly(Defect.BROKEN_GZIP);
    for (var none : List.of("", "P", "PK\3\4", "\u001f", REPORT.substring(0, 300))) {
      assertThat(defects(none)).as(none).containsExactly(Defect.NOT_JSON);
    }
    assertThat(defects(TlsReportFuzzTest.read(gzip(packed), Strictness.LENIENT)))
        .containsExactly(Defect.NOT_JSON);
  }

  @Test
  void rp5AndRp7NothingOfAReportReachesAPageOrATerminalAsItIs() {
    var report =
        report(
            REPORT
                .replace("Example", "<script>alert(1)</script>\\u001b]0;x\\u2028")
                .replace("certificate-expired", "<svg/onload=x>")
                .replace("example.org", "\\u202eexample.org\\r\\nX"));
    var explanation = TlsRptExplainer.explain(report);
    assertThat(HtmlRenderer.render(explanation)).doesNotContain("<script", "<svg");
    assertThat(new TextRenderer(100, false).render(explanation)).matches("(?s)[ -~…·§✓✗!?\n]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0",
        "1e9",
        "1e400",
        "2.5",
        "\"x\"",
        "\"\"",
        "{}",
        "[1]",
        "true",
        "9007199254740992",
        "9223372036854775808",
        "\"+5\"",
        "\"\u0665\"",
        "\"1,00\"",
        "\"1,0000\"",
        "\",007\"",
        "\"1.\""
      })
  void rp9WhatIsNoCountIsLeftOut(String count) {
    var inDetail =
        REPORT.replace("\"failed-session-count\":2", "\"failed-session-count\":" + count);
    assertThat(report(inDetail).policies().getFirst().failures()).isEmpty();
    assertThat(defects(inDetail)).contains(Defect.NO_COUNT);
    var inSummary = REPORT.replace("session-count\":5", "session-count\":" + count);
    assertThat(report(inSummary).policies()).isEmpty();
  }

  @Test
  void rp9OddCountsAreRead() {
    for (var odd : List.of("\"2\"", "\" 2 \"", "2.0", "\"2.00\"")) {
      var json = REPORT.replace("\"failed-session-count\":2", "\"failed-session-count\":" + odd);
      assertThat(report(json).policies().getFirst().failures().getFirst().sessions()).isEqualTo(2);
      assertThat(defects(json)).containsExactly(Defect.ODD_COUNT);
    }
    var thousands = REPORT.replace("session-count\":5", "session-count\":\"1,234,567\"");
    assertThat(report(thousands).policies().getFirst().successful()).isEqualTo(1_234_567);
  }

  @Test
  void rp9TimesAndAddressesAreLookedAt() {
    var start = "\"2026-11-24T00:00:00Z\"";
    for (var odd :
        List.of(
            "\"2026-11-24 00:00:00Z\"",
            "\"2026-11-24T00:00:00\"",
            "\"2026-11-24\"",
            "1795478400",
            "\"1795478400000\"")) {
      var json = REPORT.replace(start, odd);
      assertThat(report(json).span().start()).hasToString("2026-11-24T00:00:00Z");
      assertThat(defects(json)).contains(Defect.ODD_TIME);
    }
    for (var none :
        List.of(
            "\"yesterday\"",
            "\"-5\"",
            "\"2026-13-01T00:00:00Z\"",
            "{}",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"1969-12-31T00:00:00Z\"")) {
      assertThat(read(REPORT.replace(start, none))).isInstanceOf(TlsReportRead.Refused.class);
    }
    var reversed = REPORT.replace(start, "\"2027-01-01T00:00:00Z\"");
    assertThat(defects(reversed)).containsExactly(Defect.ODD_SPAN);
    assertThat(defects(REPORT.replace(start, "\"2016-01-01T00:00:00Z\"")))
        .containsExactly(Defect.ODD_SPAN);
    for (var none : List.of("999.1.1.1", "host.example", "192.0.2.1:25", "2130706433")) {
      var json = REPORT.replace("\"failed-s", "\"receiving-ip\":\"" + none + "\",\"failed-s");
      assertThat(defects(json)).containsExactly(Defect.NO_ADDRESS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:a@b.com%0d%0aBcc:%20c@d.com",
        "mailto:a@b.com?cc=c@d.com&body=x",
        "mailto:%22a%20b%22@c.example",
        "mailto:a@[127.0.0.1]",
        "mailto:a%2Cb@c",
        "mailto:a%00@c.example",
        "mailto:%3Ca@b.example%3E",
        "mailto:%40x:a@b.example",
        "mailto:a",
        "mailto:@b.example",
        "ftp://b.example/",
        "http://b.example/",
        "https://user:pw@b.example/",
        "https://b.example:8443/",
        "https:b.example"
      })
  void rp13WhatIsMoreThanAnAddressIsNotUsed(String uri) {
    var record = TlsRptRecord.parse("v=TLSRPTv1; rua=" + uri).orThrow();
    assertThat(record.destinations()).containsExactly(new Destination.Unusable(uri));
  }

  @Test
  void rp13ManyDestinationsAreCapped() {
    var record = "v=TLSRPTv1; rua=" + "mailto:a@b.example,".repeat(499) + "mailto:a@b.example";
    assertThat(TlsRptRecord.parse(record).orThrow().destinations())
        .hasSize(TlsRptRecord.MOST_DESTINATIONS);
    assertThat(TlsRptRecord.parse("v=TLSRPTv1;rua=mailto:a!10m@b").isOk()).isFalse();
    assertThat(TlsRptRecord.parse("v=TLSRPTv1;rua=mailto:a%21b@c.example").orThrow().destinations())
        .containsExactly(new Destination.Mail("a!b@c.example"));
  }

  @Test
  void rp17TheLimitsOfJsonHold() {
    assertThat(defects("[".repeat(100_000))).containsExactly(Defect.BEYOND_LIMITS);
    assertThat(defects("{\"x\":".repeat(100_000))).containsExactly(Defect.BEYOND_LIMITS);
    assertThat(defects(REPORT.replace("Example", "x".repeat(1 << 16)))).isEmpty();
    assertThat(defects(REPORT.replace("Example", "x".repeat((1 << 16) + 1))))
        .containsExactly(Defect.BEYOND_LIMITS);
    assertThat(defects(REPORT.replace("report-id", "x".repeat(300))))
        .containsExactly(Defect.BEYOND_LIMITS);
    assertThat(defects(REPORT.replace(":5", ":" + "9".repeat(1_000))))
        .containsExactly(Defect.BEYOND_LIMITS);
    assertThat(
            defects(REPORT.replace(":[{\"policy\"", ":[" + "1,".repeat(500_000) + "{\"policy\"")))
        .containsExactly(Defect.BEYOND_LIMITS);
  }

  @Test
  void rp17OddShapesAreReadWithFindings() {
    var object = REPORT.replace("[{\"policy\"", "{\"policy\"").replace("}]}]}", "}]}}");
    assertThat(defects(object)).containsExactly(Defect.NO_ARRAY);
    assertThat(report(object)).isEqualTo(report(REPORT));
    var twice = REPORT.replace("\"report-id\"", "\"report-id\":\"1@x\",\"report-id\"");
    assertThat(defects(twice)).containsExactly(Defect.REPEATED);
    var one =
        REPORT.replace("\"policy-domain\"", "\"mx-host\":\"*.example.org\",\"policy-domain\"");
    assertThat(defects(one)).isEmpty();
    assertThat(report(one).policies().getFirst().policy().mxHosts())
        .containsExactly("*.example.org");
    var text =
        REPORT.replace(
            "\"policy-domain\"",
            "\"policy-string\":\"version: STSv1\\r\\nmode: testing\",\"policy-domain\"");
    assertThat(defects(text)).containsExactly(Defect.NO_ARRAY);
    assertThat(report(text).policies().getFirst().policy().lines())
        .containsExactly("version: STSv1", "mode: testing");
    assertThat(defects(REPORT + "{}")).containsExactly(Defect.MORE_BEHIND);
    assertThat(defects("\ufeff" + REPORT)).isEmpty();
    assertThat(defects(TlsReportFuzzTest.read(REPORT.getBytes(UTF_16), Strictness.LENIENT)))
        .isEmpty();
    assertThat(defects(REPORT.replace("\"a@example.com\"", "null")))
        .containsExactly(Defect.MISSING);
    assertThat(defects("[]")).containsExactly(Defect.NO_OBJECT);
    assertThat(defects(REPORT.replace(":2}]", ":1}]"))).containsExactly(Defect.ODD_SUM);
  }
}
