package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;

/// The fields that tell a result.
class ReceivedSpfTest {
  /// A dot-atom or a quoted string.
  private static final String VALUE = "([^\"; ]+|\"([^\"\\\\]|\\\\.)*\")";

  private static final Resolver ZONE =
      ZoneResolver.of(
          """
          example.com.       TXT "v=spf1 ip4:192.0.2.0/24 -all"
          mail.example.com.  TXT "v=spf1 a ~all"
          broken.example.    TXT "v=spf1 moo -all"
          """);

  @Test
  void tellsAPass() {
    assertThat(field("192.0.2.7", "mail.example.com", "bob@example.com"))
        .isEqualTo(
            """
            Received-SPF: pass (example.com permits 192.0.2.7)
             receiver=mx.example.net;
             identity=mailfrom;
             client-ip=192.0.2.7;
             envelope-from="bob@example.com";
             helo=mail.example.com;
             mechanism="ip4:192.0.2.0/24"\
            """);
  }

  @Test
  void tellsTheHeloApart() {
    var result = checks("2001:db8::7", "mail.example.com", "bob@example.com").helo();
    assertThat(text(result))
        .isEqualTo(
            """
            Received-SPF: softfail (mail.example.com probably does not permit 2001:db8::7)
             receiver=mx.example.net;
             identity=helo;
             client-ip="2001:db8::7";
             helo=mail.example.com;
             mechanism=~all\
            """);
    assertThat(result.authenticationResult().value("smtp", "helo")).contains("mail.example.com");
    assertThat(result.authenticationResult().value("smtp", "mailfrom")).isEmpty();
  }

  @Test
  void tellsAProblem() {
    assertThat(field("192.0.2.7", "mail.example.com", "bob@broken.example"))
        .isEqualTo(
            """
            Received-SPF: permerror (broken.example has unusable records)
             receiver=mx.example.net;
             identity=mailfrom;
             client-ip=192.0.2.7;
             envelope-from="bob@broken.example";
             helo=mail.example.com;
             problem="the record of broken.example breaks the rules: expected all, include, a, mx, \
            ptr, ip4, ip6, exists or name=value at \\"moo -all\\""\
            """);
  }

  static Stream<String> hostile() {
    return Stream.of(
        "x\r\nX-Injected: yes",
        "a\"; receiver=evil; identity=\"helo",
        "back\\slash\\",
        "nul\0octet",
        "high\u00ff\u0080octets",
        "(comment",
        "y".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void letsNothingOut(String text) {
    var result = checks("192.0.2.7", text, text + "@example.com").mailFrom();
    var field = ReceivedSpf.field(result, "mx.example.net");
    var lines = field.toString().split("\r\n", -1);
    assertThat(lines).hasSize(7).allMatch(line -> line.length() < 998);
    assertThat(lines[0]).isEqualTo("Received-SPF: pass (example.com permits 192.0.2.7)");
    assertThat(String.join("", lines)).matches("[ -~]+");
    assertThat(lines[4]).matches(" envelope-from=" + VALUE + ";");
    assertThat(lines[5]).matches(" helo=" + VALUE + ";");
    assertThat(result.authenticationResult().value("smtp", "mailfrom")).contains("example.com");
  }

  private static SpfChecks checks(String client, String helo, String mailFrom) {
    return new Spf(ZONE).check(Envelopes.of(client, helo, mailFrom));
  }

  private static String field(String client, String helo, String mailFrom) {
    return text(checks(client, helo, mailFrom).mailFrom());
  }

  private static String text(SpfResult result) {
    return ReceivedSpf.field(result, "mx.example.net").toString().replace("\r\n", "\n");
  }
}
