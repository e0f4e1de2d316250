package org.signet.dane;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;
import org.signet.testing.Conformance;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The chains that OpenSSL tests its DANE with. They include what mail does not use: PKIX-TA(0) and
/// PKIX-EE(1), and names under DANE-EE(3).
class OpenSslTest {
  private static final int CASES = 54;
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  @TestFactory
  Stream<DynamicTest> chains() throws IOException {
    var folder = Suites.folder("dane-openssl");
    assumeTrue(folder.isPresent(), "skipped, because the suite dane-openssl is not there");
    var suite = SuiteJson.read(folder.get().resolve("danetest.json"));
    var authority =
        Der.certificate(der(Files.readString(folder.get().resolve("danetest.pem")))).orElseThrow();
    var cases = suite.at("cases").orElseThrow().list();
    assertThat(cases).hasSize(CASES);
    Conformance.note("dane-openssl", CASES);
    return cases.stream().map(each -> test(each, authority));
  }

  private static DynamicTest test(SuiteJson each, X509Certificate authority) {
    var name = each.text("id") + ": " + each.text("section") + ", " + each.text("tlsa");
    return dynamicTest(
        name.substring(0, Math.min(100, name.length())), () -> check(each, authority));
  }

  private static void check(SuiteJson each, X509Certificate authority) {
    var chain = each.at("chain").orElseThrow().list().stream().map(pem -> der(pem.text())).toList();
    var pins = each.at("tlsa").orElseThrow().list().stream().map(OpenSslTest::pin).toList();
    var namesEndEntity = each.text("name_checks_disabled").equals("false");
    var rules = new DaneRules(List.of(authority), namesEndEntity);
    var match = DaneCheck.checkOctets(chain, pins, List.of(Domain.of("example.com")), NOW, rules);
    switch (each.text("expect_verify_name")) {
      case "X509_V_OK" -> {
        assertThat(match).isInstanceOf(DaneMatch.Matched.class);
        var depth = each.at("expect_match_depth").orElseThrow().number();
        assertThat(((DaneMatch.Matched) match).depth()).isEqualTo(depth);
      }
      case "DANE_NO_MATCH" -> assertThat(match).isInstanceOf(DaneMatch.NoneMatches.class);
      case "HOSTNAME_MISMATCH" -> assertThat(match).isInstanceOf(DaneMatch.OtherName.class);
      case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" ->
          assertThat(match)
              .isInstanceOfSatisfying(
                  DaneMatch.BrokenChain.class,
                  broken -> assertThat(broken.flaw()).isEqualTo(DaneMatch.Flaw.PATH));
      default -> throw new AssertionError(each.text("expect_verify_name"));
    }
  }

  private static Pin pin(SuiteJson tlsa) {
    var data = new String(HexFormat.of().parseHex(tlsa.text("data")), ISO_8859_1);
    return TlsaReader.pin(
            new Rdata.Tlsa(
                tlsa.at("usage").orElseThrow().number(),
                tlsa.at("selector").orElseThrow().number(),
                tlsa.at("mtype").orElseThrow().number(),
                data))
        .orElseThrow();
  }

  private static byte[] der(String pem) {
    var text = pem.substring(pem.indexOf("-----\n") + 6, pem.indexOf("\n-----END"));
    return Base64.getMimeDecoder().decode(text);
  }
}
