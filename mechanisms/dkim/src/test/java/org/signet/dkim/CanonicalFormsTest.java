package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.dkim.Canonicalization.RELAXED;
import static org.signet.dkim.Canonicalization.SIMPLE;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.message.Field;
import org.signet.testing.Conformance;
import org.signet.testing.DkimSuite;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// RFC 6376 §3.4: the canonical forms.
class CanonicalFormsTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 200_000 : 5_000;

  /// What the canonical form of a body is, told by its hash.
  private static void hasForm(Canonicalization form, String body, String canonical) {
    var octets = body.getBytes(ISO_8859_1);
    assertThat(digest(form, octets, octets.length, OptionalLong.empty()))
        .as("%s of %s", form, escaped(body))
        .isEqualTo(expected(form, canonical, OptionalLong.empty()));
  }

  private static BodyDigest expected(Canonicalization form, String canonical, OptionalLong limit) {
    long length = Math.min(canonical.length(), limit.orElse(Long.MAX_VALUE));
    var hash = sha256(canonical.substring(0, (int) length));
    return new BodyDigest(form, HashAlgorithm.SHA256, limit, canonical.length(), hash);
  }

  private static BodyDigest digest(
      Canonicalization form, byte[] body, int chunk, OptionalLong limit) {
    var hasher = new BodyHasher();
    hasher.want(form, HashAlgorithm.SHA256, limit);
    for (int from = 0; from < body.length; from += chunk) {
      hasher.update(body, from, Math.min(body.length, from + chunk));
    }
    hasher.end();
    return hasher.digest(form, HashAlgorithm.SHA256, limit).orElseThrow();
  }

  private static String sha256(String text) {
    var digest = CryptoProviders.digest(HashAlgorithm.SHA256);
    return SlowSigner.base64(digest.digest(text.getBytes(ISO_8859_1)));
  }

  private static String escaped(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
  }

  /// The rows are octets; `_` stands for nothing.
  @ParameterizedTest(name = "§3.4.3 simple: {0} is {1}")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "_,\\r\\n",
        "\\r\\n,\\r\\n",
        "\\r\\n\\r\\n,\\r\\n",
        "a,a\\r\\n",
        "a\\r\\n\\r\\n\\r\\n,a\\r\\n",
        "a\\r\\n \\r\\n,a\\r\\n \\r\\n",
        "a\\r,a\\r\\r\\n",
        "a\\n,a\\n\\r\\n",
        "a\\r\\r\\n,a\\r\\r\\n",
        "\\r\\n\\r\\na\\r\\n,\\r\\n\\r\\na\\r\\n",
        "a  \\t\\r\\nb\\r\\n,a  \\t\\r\\nb\\r\\n",
      })
  void simpleBody(String body, String canonical) {
    row(SIMPLE, body, canonical);
  }

  @ParameterizedTest(name = "§3.4.4 relaxed: {0} is {1}")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "_,_",
        "\\r\\n,_",
        " \\t\\r\\n \\r\\n,_",
        "_ ,_",
        "a,a\\r\\n",
        "a \\t,a\\r\\n",
        "a\\r\\n\\r\\n,a\\r\\n",
        "a\\r\\n  \\r\\n\\t\\r\\n,a\\r\\n",
        "\\r\\n\\r\\na,\\r\\n\\r\\na\\r\\n",
        "a \\t b\\r\\n,a b\\r\\n",
        "  a\\r\\n,_ a\\r\\n",
        "a \\t\\r\\nb\\r\\n,a\\r\\nb\\r\\n",
        "a\\tb\\r\\n,a b\\r\\n",
        "a\\r,a\\r\\r\\n",
        "a \\r,a \\r\\r\\n",
        "a  \\rb\\r\\n,a \\rb\\r\\n",
        "a \\nb\\r\\n,a \\nb\\r\\n",
        "a \\n,a \\n\\r\\n",
        "a\\r\\r\\n,a\\r\\r\\n",
        "a\\r \\r\\n,a\\r\\r\\n",
      })
  void relaxedBody(String body, String canonical) {
    row(RELAXED, body, canonical);
  }

  private static void row(Canonicalization form, String body, String canonical) {
    var text = unescaped(body.replace("_", ""));
    hasForm(form, text, unescaped(canonical.replace("_", "")));
    assertThat(SlowForms.body(form, text)).isEqualTo(unescaped(canonical.replace("_", "")));
  }

  @Test
  void theHashesOfAnEmptyBody() {
    assertThat(digest(SIMPLE, new byte[0], 1, OptionalLong.empty()).hash())
        .isEqualTo("frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=");
    assertThat(digest(RELAXED, new byte[0], 1, OptionalLong.empty()).hash())
        .isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  }

  @ParameterizedTest(name = "§3.4.2 relaxed: {0} is {1}")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "A: X,a:X",
        "SubJect:  a \\t b  ,subject:a b",
        "B : Y\\t\\r\\n\\tZ  ,b:Y Z",
        "A:,a:",
        "A: \\t ,a:",
        "A:x\\r\\n \\r\\n y,a:x y",
        "A:x\\ry,a:x\\ry",
        "A: \\rx,a:\\rx",
        "A:x\\u00a0,a:x\\u00a0",
        "A:b:c : d,a:b:c : d",
        "A \\t:b,a:b",
        "A\\r\\n :b,a:b",
      })
  void relaxedField(String field, String canonical) {
    var text = unescaped(field.replace("\\u00a0", "\u00a0"));
    var expected = unescaped(canonical.replace("\\u00a0", "\u00a0")) + "\r\n";
    assertThat(fieldIn(RELAXED, text)).isEqualTo(expected);
    assertThat(SlowForms.field(RELAXED, text)).isEqualTo(expected);
    assertThat(fieldIn(SIMPLE, text)).isEqualTo(text + "\r\n");
  }

  private static String fieldIn(Canonicalization form, String field) {
    var header = new CanonicalHeader(form);
    header.add(Field.of(field));
    return new String(header.octets(), ISO_8859_1);
  }

  /// Where the body is cut on its way makes no difference, nor does what it is made of.
  @ParameterizedTest
  @EnumSource(Canonicalization.class)
  void anyBodyInAnyPieces(Canonicalization form) {
    var random = new SplittableRandom(form.word().length());
    for (int run = 0; run < RUNS; run++) {
      var body = soup(random);
      var limit =
          random.nextInt(4) == 0
              ? OptionalLong.of(random.nextInt(body.length() + 4))
              : OptionalLong.empty();
      var expected = expected(form, SlowForms.body(form, body), limit);
      var octets = body.getBytes(ISO_8859_1);
      for (int chunk : new int[] {1, 2, 3, 7, 1 + random.nextInt(40), octets.length + 1}) {
        assertThat(digest(form, octets, chunk, limit))
            .as("%s in pieces of %s", escaped(body), chunk)
            .isEqualTo(expected);
      }
    }
  }

  /// Octets of which some change and some do not, in runs and alone.
  private static String soup(RandomGenerator random) {
    var kinds = "\r\n \t\r\n\r\n  ab\n\r\0\u00ff";
    var out = new StringBuilder();
    int length = random.nextInt(random.nextInt(10) == 0 ? 2_000 : 60);
    while (out.length() < length) {
      int run = random.nextInt(4) == 0 ? random.nextInt(30) : 1;
      var kind = random.nextInt(3) == 0 ? "\r\n" : kinds.substring(random.nextInt(kinds.length()));
      out.append(String.valueOf(kind.charAt(0)).repeat(run));
      if (kind.startsWith("\r\n")) {
        out.append('\n');
      }
    }
    return out.toString();
  }

  @Test
  void anyField() {
    var random = new SplittableRandom(342);
    for (int run = 0; run < RUNS; run++) {
      var value = soup(random).replaceAll("\r\n(?![ \t])", "x");
      var field = "Na" + soup(random).replaceAll("[^\tb ]", "") + ":" + value;
      for (var form : Canonicalization.values()) {
        assertThat(fieldIn(form, field)).as(escaped(field)).isEqualTo(SlowForms.field(form, field));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 64, 1_000, 8_192})
  void severalFormsAndLengthsInOnePass(int chunk) {
    var body = ("A line  with\tblanks. \r\n\r\n" + "x".repeat(700) + "\r\n").repeat(20);
    var octets = body.getBytes(ISO_8859_1);
    var hasher = new BodyHasher();
    var limits = new int[] {0, 1, 699, 700, 8_000};
    for (var form : Canonicalization.values()) {
      hasher.want(form, HashAlgorithm.SHA256, OptionalLong.empty());
      for (int limit : limits) {
        hasher.want(form, HashAlgorithm.SHA256, OptionalLong.of(limit));
      }
    }
    for (int from = 0; from < octets.length; from += chunk) {
      hasher.update(octets, from, Math.min(octets.length, from + chunk));
    }
    hasher.end();
    hasher.end();
    for (var form : Canonicalization.values()) {
      var canonical = SlowForms.body(form, body);
      for (int limit : limits) {
        assertThat(hasher.digests()).contains(expected(form, canonical, OptionalLong.of(limit)));
      }
      assertThat(hasher.digests()).contains(expected(form, canonical, OptionalLong.empty()));
    }
    assertThat(hasher.digests()).hasSize(2 * (limits.length + 1));
  }

  @TestFactory
  Stream<DynamicNode> theExampleOfTheRfc() throws IOException {
    var vectors = wholeOf("dkim-rfc-vectors").at("canonicalization").orElseThrow();
    var message = vectors.text("message");
    int blank = message.indexOf("\r\n\r\n");
    var fields = message.substring(0, blank).split("\r\n(?![ \t])", -1);
    var cases = vectors.at("cases").orElseThrow().list();
    assertThat(cases).hasSize(3);
    return cases.stream()
        .map(
            each ->
                dynamicTest(
                    each.text("c"),
                    () -> {
                      var forms = each.text("c").split("/", -1);
                      var header = new CanonicalHeader(form(forms[0]));
                      Arrays.stream(fields).map(Field::of).forEach(header::add);
                      assertThat(new String(header.octets(), ISO_8859_1))
                          .isEqualTo(each.text("headers"));
                      hasForm(form(forms[1]), message.substring(blank + 4), each.text("body"));
                    }));
  }

  private static Canonicalization form(String word) {
    return Canonicalization.named(word).orElseThrow();
  }

  @TestFactory
  Stream<DynamicNode> theVectorsOfDkimpy() throws IOException {
    var vectors = wholeOf("dkim-dkimpy").at("canonicalization_vectors").orElseThrow().list();
    assertThat(vectors).hasSize(17);
    Conformance.note("dkim-dkimpy canonicalisation", vectors.size());
    return vectors.stream()
        .map(
            each -> dynamicTest(each.text("algorithm") + " " + each.text("id"), () -> holds(each)));
  }

  private static void holds(SuiteJson vector) {
    var algorithm = vector.text("algorithm").split("-", -1);
    var form = form(algorithm[0]);
    if (algorithm[1].equals("body")) {
      hasForm(form, vector.text("input"), vector.text("expected"));
      return;
    }
    var header = new CanonicalHeader(form);
    fields(vector, "input").map(Field::of).forEach(header::add);
    assertThat(new String(header.octets(), ISO_8859_1))
        .isEqualTo(fields(vector, "expected").collect(joining()));
  }

  private static Stream<String> fields(SuiteJson vector, String name) {
    return vector.at(name).orElseThrow().list().stream()
        .map(pair -> pair.list().get(0).text() + ":" + pair.list().get(1).text());
  }

  private static SuiteJson wholeOf(String suite) throws IOException {
    var folder = Suites.folder(suite);
    assumeTrue(folder.isPresent(), "skipped, because the suite " + suite + " is not there");
    return DkimSuite.read(folder.get()).whole();
  }
}
