package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Parsed;
import org.signet.message.AuthenticationResults.Property;
import org.signet.message.AuthenticationResults.Result;

class AuthenticationResultsTest {
  private static final String ID = "mx.victim.com";

  private static AuthenticationResults read(String value) {
    return AuthenticationResults.parse(value).orThrow();
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static Header header(String... fields) {
    var builder = new Header.Builder();
    List.of(fields).forEach(field -> builder.add(Field.of(field)));
    return builder.build();
  }

  private static List<Integer> claiming(String... fields) {
    return AuthenticationResults.claiming(header(fields), List.of(ID, "mx2.victim.com"));
  }

  private static String written(Result... results) {
    return new AuthenticationResults(ID, List.of(results)).toField().toString();
  }

  @Test
  void aFieldIsReadWithItsReasonsAndProperties() {
    assertThat(
            read(
                " mx.victim.com 1;\r\n\tdkim/1=pass reason=\"good (really)\" header.d=Example.com"
                    + "\r\n header.b=\"a/b+=\"; spf=Fail smtp.mailfrom=\"a b\"@example.com"))
        .isEqualTo(
            new AuthenticationResults(
                ID,
                1,
                List.of(
                    new Result(
                        "dkim",
                        1,
                        "pass",
                        Optional.of("good (really)"),
                        List.of(
                            new Property("header", "d", "Example.com"),
                            new Property("header", "b", "a/b+="))),
                    new Result(
                        "spf",
                        1,
                        "fail",
                        Optional.empty(),
                        List.of(new Property("smtp", "mailfrom", "\"a b\"@example.com"))))));
  }

  @Test
  void nothingCheckedIsNone() {
    assertThat(read("example.org 1; none").results()).isEmpty();
    assertThat(read("example.org; (c) none (c) ;").results()).isEmpty();
    assertThat(read("example.org; none=pass").results())
        .extracting(Result::method)
        .contains("none");
    assertThat(written()).isEqualTo("Authentication-Results: mx.victim.com; none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "example.org;",
        "spf=pass",
        "example.org; spf",
        "example.org; spf=",
        "example.org; spf=pass smtp.=x",
        "example.org; spf=pass smtp.mailfrom=",
        "example.org; spf=pass smtp.mailfrom=\"x",
        "example.org; spf=pass (open",
        "example.org; spf=pass (a) )",
        "example.org; spf=pass; ; dkim=pass",
        "example.org; none; spf=pass",
        "example.org; spf/x=pass",
        "example.org; =pass",
        "\"a\0b\"; none"
      })
  void textThatDoesNotFollowTheGrammarIsMalformed(String value) {
    assertThat(AuthenticationResults.parse(value)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void AR_1_aFieldThatClaimsOurIdIsFound() {
    assertThat(
            claiming(
                "Authentication-Results: mx.victim.com; dmarc=pass header.from=legitimate.com",
                "Subject: mx.victim.com",
                "Authentication-Results: mx.other.com; spf=pass smtp.helo=mx.victim.com"))
        .containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Results: MX.Victim.COM; none",
        "Authentication-Results: \"mx.victim.com\"; none",
        "Authentication-Results: \"mx\\.victim.com\"; none",
        "Authentication-Results: (c) mx.victim.com (c) 1; none",
        "Authentication-Results: (a(b)c)\r\n mx.victim.com; none",
        "Authentication-Results:\r\n\tmx.victim.com; none",
        "Authentication-Results: mx.victim.com 2; none",
        "Authentication-Results: mx.victim.com.; none",
        "Authentication-Results : mx.victim.com; none",
        "Authentication-Results\r\n : mx.victim.com; none",
        "authentication-results:mx.victim.com; none",
        "Authentication\u0000-Results: mx.victim.com; none",
        "Authentication-Results: mx.victim.com",
        "Authentication-Results: mx.victim.com;",
        "Authentication-Results: x; spf=( mx.victim.com; dmarc=pass",
        "Authentication-Results: ) \"mx.vic\\tim.com; dmarc=pass",
        "X: y\nAuthentication-Results: mx.victim.com; dmarc=pass",
        "X: y\rAuthentication-Results: mx.victim.com; dmarc=pass"
      })
  void AR_2_everyFormOfOurIdIsFound(String field) {
    assertThat(claiming("A: b", field)).containsExactly(1);
  }

  @Test
  void AR_2_anIdInULabelsIsTheSame() {
    for (var own : List.of("xn--mx-lka.example", utf8("m\u00f8x.example"))) {
      for (var claimed :
          List.of("xn--mx-lka.example", utf8("m\u00f8x.example"), "XN--MX-lka.example")) {
        var header = header("Authentication-Results: " + claimed + "; none");
        assertThat(AuthenticationResults.claiming(header, List.of(own))).containsExactly(0);
        var broken = header("Authentication-Results: ( " + claimed + "; none");
        assertThat(AuthenticationResults.claiming(broken, List.of(own))).containsExactly(0);
      }
    }
  }

  @Test
  void AR_2_aBrokenFieldWithMoreWordsThanAreLookedUpClaimsEverything() {
    var word = utf8("m\u00f8x") + " ";
    assertThat(claiming("Authentication-Results: ( " + word.repeat(20))).isEmpty();
    assertThat(claiming("Authentication-Results: ( " + word.repeat(21))).containsExactly(0);
  }

  @Test
  void AR_3_everyIdOfTheListIsOurs() {
    assertThat(
            claiming(
                "Authentication-Results: mx2.victim.com; none",
                "Authentication-Results: mx3.victim.com; none",
                "Authentication-Results: victim.com; none"))
        .containsExactly(0);
  }

  @Test
  void AR_4_indexesComeFromTheHighest() {
    var forged = "Authentication-Results: mx.victim.com; dmarc=pass";
    assertThat(claiming(forged, "A: b", forged, forged)).containsExactly(3, 2, 0);
  }

  @Test
  void AR_5_manyResultsAreRead() {
    var value = new StringBuilder("mx.victim.com");
    for (int i = 0; i < 5_000; i++) {
      value.append("; dkim=pass");
    }
    assertThat(read(value.toString()).results()).hasSize(5_000);
  }

  @Test
  void AR_6_whatSendersPutIntoValuesStaysInThem() {
    for (var value :
        List.of(
            "legitimate.com(.attack.com",
            "a@legitimate.com;dmarc=pass",
            "x; dmarc=pass header.from=legitimate.com",
            "\"",
            "\\",
            "a\" dmarc=\"pass",
            "legitimate.com'a@b@attack.com",
            "(",
            "",
            utf8("j\u00fcrgen@example.com"))) {
      var field = written(Result.of("spf", "pass").with("smtp", "mailfrom", value));
      assertThat(read(Field.of(field).rawValue()).results())
          .as(field)
          .containsExactly(Result.of("spf", "pass").with("smtp", "mailfrom", value));
    }
    assertThat(written(Result.of("spf", "pass").with("smtp", "mailfrom", "any@x'@any.attack.com")))
        .contains("smtp.mailfrom=\"any@x'@any.attack.com\"");
  }

  @Test
  void AR_6_whatNoFieldCanHoldIsLeftOut() {
    for (var value :
        List.of("a\r\nX: y", "a\rb", "a\nb", "a\0b", "\u007f", "\u00c0\u00ae", "\u00e9")) {
      assertThat(written(Result.of("spf", "fail").with("smtp", "helo", value)))
          .isEqualTo("Authentication-Results: mx.victim.com;\r\n\tspf=fail");
    }
  }

  @Test
  void MI_19_namesAndIdsWithLineEndsAreRefused() {
    assertThatThrownBy(() -> Result.of("dkim\r\nX:", "pass"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Result.of("dkim", "pass;x=y"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Result.of("dkim", "pass").with("a", "b\r\n", "c"))
        .isInstanceOf(IllegalArgumentException.class);
    for (var id : List.of("a\r\nb", "", "\u00e9", "a\0")) {
      assertThatThrownBy(() -> new AuthenticationResults(id, List.of()).toField())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void AR_7_commentsAreNeverDataAndUnknownThingsAreKept() {
    assertThat(read("x; spf=pass smtp.mailfrom=legitimate.com (dkim=pass)").results())
        .containsExactly(Result.of("spf", "pass").with("smtp", "mailfrom", "legitimate.com"));
    assertThat(read("x; spf=pass (a; dkim=pass (nested; arc=pass) \\) b)").results())
        .containsExactly(Result.of("spf", "pass"));
    assertThat(read("x; new=odd a.b=c a.b=d; dkim/2=pass").results())
        .containsExactly(
            Result.of("new", "odd").with("a", "b", "c").with("a", "b", "d"),
            new Result("dkim", 2, "pass", Optional.empty(), List.of()));
    assertThat(read("x 2; none").version()).isEqualTo(2);
    assertThat(read("x; a=b c.d=e").results().getFirst().value("c", "d")).contains("e");
  }

  @Test
  void AR_7_commentsNestAsDeepAsTheyLike() {
    var deep = "(".repeat(20_000) + ")".repeat(20_000);
    assertThat(read("x; spf=pass " + deep).results()).hasSize(1);
  }

  @Test
  void AR_10_linesAreFolded() {
    var results = new ArrayList<Result>();
    for (int i = 0; i < 100; i++) {
      results.add(
          Result.of("dkim", "pass")
              .because("x".repeat(500))
              .with("header", "d", "a.rather.long.domain.example.com")
              .with("header", "i", "@a.rather.long.domain.example.com")
              .with("header", "s", "selector")
              .with("header", "b", "\u00fc"));
    }
    var field = new AuthenticationResults(ID, results).toField();
    assertThat(field.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(140));
    assertThat(read(field.rawValue()).results()).hasSize(100);
    var long_ = written(Result.of("spf", "fail").with("smtp", "helo", "x".repeat(985)));
    assertThat(long_.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    assertThat(long_).contains("smtp.helo=");
    assertThat(written(Result.of("spf", "fail").with("smtp", "helo", "x".repeat(988))))
        .doesNotContain("helo");
  }

  @Test
  void aWrittenFieldReadsWell() {
    assertThat(
            written(
                Result.of("spf", "pass").with("smtp", "mailfrom", "bob@example.com"),
                Result.of("dkim", "fail")
                    .because("body hash did not verify")
                    .with("header", "d", "example.com")
                    .with("header", "s", "s1")
                    .with("header", "b", "Qg/i+Fo")))
        .isEqualTo(
            """
            Authentication-Results: mx.victim.com;
            \tspf=pass smtp.mailfrom=bob@example.com;
            \tdkim=fail reason="body hash did not verify" header.d=example.com header.s=s1
            \theader.b="Qg/i+Fo\"\
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whateverIsWrittenReadsBack(int seed) {
    var random = new Random(seed);
    for (int round = 0; round < Rounds.of(400); round++) {
      var given = new ArrayList<Result>();
      var expected = new ArrayList<Result>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        var result = Result.of("m-" + random.nextInt(9), "pass");
        var back = result;
        if (random.nextBoolean()) {
          var reason = octets(random);
          result = result.because(reason);
          back = back.because(AuthenticationResultsWriter.printable(reason));
        }
        for (int j = random.nextInt(4); j > 0; j--) {
          var value = octets(random);
          result = result.with("smtp", "p" + j, value);
          back = isWritable(value) ? back.with("smtp", "p" + j, value) : back;
        }
        given.add(result);
        expected.add(back);
      }
      var field = new AuthenticationResults(ID, given).toField();
      assertThat(field.rawValue().replaceAll("\r\n\t", "")).doesNotContain("\r", "\n");
      assertThat(read(field.rawValue()).results()).isEqualTo(expected);
    }
  }

  private static boolean isWritable(String value) {
    return value.chars().allMatch(c -> c >= 0x20 && c != 0x7f)
        && Utf8.soundness(value) == Utf8.Soundness.SOUND;
  }

  private static String octets(Random random) {
    var alphabet = random.nextBoolean() ? "ab@.;=()\"\\ ,<>/" : "a\"\\\u00c3\u00bc\r\n\t\0;";
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void anyOctetsGiveAnAnswer(int seed) {
    var random = new Random(seed);
    var valid =
        "mx.victim.com 1; dkim/1=pass (c) reason=\"x\" header.d=a; spf=fail smtp.helo=\"b\"@c";
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder(valid);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      if (AuthenticationResults.parse(text.toString())
          instanceof Parsed.Ok<AuthenticationResults>(var results)) {
        assertThat(results.authservId()).isNotEmpty();
      }
      claiming("Authentication-Results: " + text);
    }
  }
}
