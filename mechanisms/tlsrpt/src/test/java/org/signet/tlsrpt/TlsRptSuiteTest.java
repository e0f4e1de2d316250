package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.text.Parsed;
import org.signet.testing.Conformance;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// Records and reports of others: the tests of mox and stalwart, and reports as Google, Microsoft
/// and Mail.ru send them.
class TlsRptSuiteTest {
  private static final int RECORDS = 23;
  private static final int REPORTS = 11;

  /// What is wrong with each report; nothing with the others.
  private static final Map<String, Set<Defect>> DEFECTS =
      Map.of(
          // No zone behind the time.
          "microsoft",
          Set.of(Defect.ODD_TIME),
          // Two failures that are said to be one.
          "mail.ru",
          Set.of(Defect.ODD_SUM),
          // Neither domain nor all counts, and a type of policy that nobody knows.
          "rpt03",
          Set.of(Defect.MISSING, Defect.UNKNOWN_WORD));

  private static Path suite() {
    var folder = Suites.folder("tlsrpt");
    assumeTrue(folder.isPresent(), "skipped, because the suites are absent");
    return folder.get();
  }

  @TestFactory
  Stream<DynamicTest> records() throws IOException {
    var cases =
        SuiteJson.read(suite().resolve("record-cases.json"))
            .at("record_parsing")
            .orElseThrow()
            .list();
    assertThat(cases).hasSize(RECORDS);
    return cases.stream().map(one -> dynamicTest(one.text("record"), () -> isRead(one)));
  }

  private static void isRead(SuiteJson one) {
    var record = TlsRptRecord.parse(one.text("record"));
    assertThat(record.isOk()).isEqualTo(one.text("ok").equals("true"));
    if (record instanceof Parsed.Ok<TlsRptRecord>(var value)) {
      var expected = new ArrayList<String>();
      one.at("rua")
          .orElseThrow()
          .list()
          .forEach(rua -> rua.list().forEach(uri -> expected.add(uri.text())));
      assertThat(value.destinations().stream().map(TlsRptSuiteTest::uri)).isEqualTo(expected);
    }
  }

  private static String uri(Destination destination) {
    return switch (destination) {
      case Destination.Mail(var address) -> "mailto:" + address;
      case Destination.Web(var uri) -> uri;
      case Destination.Unusable(var uri) -> "unusable " + uri;
    };
  }

  private static List<Path> reports() throws IOException {
    try (var files = Files.walk(suite())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("record-cases.json|.*\\.md"))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> reportsAreRead() throws IOException {
    assertThat(reports()).hasSize(REPORTS);
    return reports().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> isReport(file)));
  }

  private static void isReport(Path file) throws IOException {
    var name = file.getFileName().toString();
    var key = name.substring(0, name.lastIndexOf('.'));
    switch (read(file, Strictness.LENIENT)) {
      case TlsReportRead.Refused refused -> throw new AssertionError(refused);
      case TlsReportRead.Report(var report, var findings) -> {
        assertThat(report.policies()).isNotEmpty();
        assertThat(findings.stream().map(Finding::defect).distinct())
            .containsExactlyInAnyOrderElementsOf(DEFECTS.getOrDefault(key, Set.of()));
        if (findings.isEmpty()) {
          assertThat(read(file, Strictness.STRICT))
              .isEqualTo(new TlsReportRead.Report(report, findings));
          assertThat(TlsReportFuzzTest.readBack(report)).isEqualTo(report);
        } else {
          assertThat(read(file, Strictness.STRICT)).isEqualTo(new TlsReportRead.Refused(findings));
        }
      }
    }
  }

  @Test
  void aReportInAMailIsTheReportBesideIt() throws IOException {
    for (var name : List.of("rpt01", "rpt02")) {
      var folder = suite().resolve("stalwart");
      assertThat(read(folder.resolve(name + ".eml"), Strictness.LENIENT))
          .isEqualTo(read(folder.resolve(name + ".json"), Strictness.LENIENT));
    }
  }

  @Test
  void theExampleOfTheStandardIsWhatItSays() throws IOException {
    var read = read(suite().resolve("parsedmarc/rfc8460.json"), Strictness.STRICT);
    var report = ((TlsReportRead.Report) read).report();
    assertThat(report.organization()).isEqualTo("Company-X");
    assertThat(report.span().end()).hasToString("2016-04-01T23:59:59Z");
    var policy = report.policies().getFirst();
    assertThat(policy.policy().mxHosts()).containsExactly("*.mail.company-y.example");
    assertThat(policy.policy().lines()).hasSize(4);
    assertThat(policy.failures()).hasSize(3);
    assertThat(policy.failures().get(1).failure().receivingAddress())
        .hasToString("Optional[203.0.113.56]");
    assertThat(policy.failures().getLast().sessions()).isEqualTo(3);
  }

  private static TlsReportRead read(Path file, Strictness strictness) throws IOException {
    var octets = Files.readAllBytes(file);
    var isMail = file.toString().endsWith(".eml");
    return TlsReportReader.read(
        new ByteArrayInputStream(isMail ? attached(octets) : octets), strictness);
  }

  /// The content of the part that is a report.
  private static byte[] attached(byte[] mail) {
    var text = new String(mail, ISO_8859_1).replace("\r\n", "\n");
    int part = text.indexOf("\nContent-Type: application/tlsrpt");
    int from = text.indexOf("\n\n", part) + 2;
    int to = text.indexOf("\n--", from);
    var content = text.substring(from, to);
    return text.substring(part, from).contains("base64")
        ? Base64.getMimeDecoder().decode(content)
        : content.getBytes(ISO_8859_1);
  }

  @AfterAll
  static void note() throws IOException {
    if (Suites.folder("tlsrpt").isPresent()) {
      Conformance.note("tlsrpt records", RECORDS);
      Conformance.note("tlsrpt reports", REPORTS);
    }
  }
}
