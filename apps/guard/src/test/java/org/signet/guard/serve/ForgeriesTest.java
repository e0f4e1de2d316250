package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.guard.serve.Letters.example;
import static org.signet.guard.serve.Letters.header;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.signet.guard.CaseFile;
import org.signet.guard.LogWords;
import org.signet.guard.Posted;
import org.signet.testing.Postfix;

/// The forgeries of `forgeries.cases` and smuggled ones, through a real Postfix: what becomes of
/// each stands in `beside-postfix.txt`.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class ForgeriesTest {
  private static final String TOML =
      """
      mode = "enforce"
      domains = ["harbour.example"]
      authserv_ids = ["mx.harbour.example"]

      [milter]
      listen = ["inet:127.0.0.1:0"]
      """;

  private static final String FORGED_AUTHOR = "(?mi)^.{0,2}From.*legitimate[.]com";

  private static final List<CaseFile.Case> CASES = CaseFile.read("forgeries.cases").cases();

  private Optional<Harbour> running = Optional.empty();

  @BeforeAll
  void start() throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var examples = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    var world = Posted.world(CASES.getFirst().zone() + examples, List.of("attack.com"));
    running = Optional.of(new Harbour(TOML, world, ForgeriesTest::strict));
  }

  /// With what docs/postfix.md advises against smuggling.
  private static void strict(Postfix.Configuration postfix, String milter) {
    postfix.listen(
        Map.of(
            "smtpd_milters", milter,
            "smtpd_forbid_bare_newline", "yes",
            "smtpd_forbid_bare_newline_exclusions", ""));
  }

  @AfterAll
  void stop() throws IOException {
    if (running.isPresent()) {
      running.get().close();
    }
  }

  private Harbour harbour() {
    return running.orElseThrow();
  }

  /// The rows of a part of the table, as written.
  private static List<String> table(String part) throws IOException {
    try (var in = ForgeriesTest.class.getResourceAsStream("beside-postfix.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines()
          .dropWhile(line -> !line.equals(part + ":"))
          .skip(1)
          .takeWhile(line -> !line.isBlank())
          .map(line -> line.replaceFirst(" +[|].*", ""))
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> eachHasItsOneAnswer() throws IOException {
    return forgeries(posted -> posted);
  }

  /// Fields that anybody can write (List-*, ARC, junk signatures) change nothing.
  @TestFactory
  Stream<DynamicTest> unverifiedClaimsChangeNothing() throws IOException {
    return forgeries(Posted::withUnverifiedClaims);
  }

  private Stream<DynamicTest> forgeries(UnaryOperator<Posted> dress) throws IOException {
    var expected = table("forgeries");
    assertThat(expected).hasSameSizeAs(CASES);
    return IntStream.range(0, CASES.size())
        .mapToObj(
            i ->
                dynamicTest(
                    CASES.get(i).question(),
                    () -> {
                      var posted = dress.apply(new Posted(CASES.get(i).question()));
                      assertThat(outcome(CASES.get(i), posted)).isEqualTo(expected.get(i));
                    }));
  }

  private String outcome(CaseFile.Case one, Posted posted) throws Exception {
    int before = harbour().count();
    var envelope = posted.envelope();
    var said =
        harbour()
            .fromStranger(
                envelope.client().orElseThrow().toString(),
                envelope.helo(),
                posted.path(),
                new String(posted.octets(), ISO_8859_1));
    assertThat(harbour().count()).isEqualTo(before + 1);
    if (said.startsWith("250 ")) {
      var header = header(harbour().delivered().message());
      assertThat(header).contains("X-Signet-Mark: ").doesNotContainPattern(FORGED_AUTHOR);
    }
    return String.format("%-7s %s", id(one), outcome(said));
  }

  private static String id(CaseFile.Case one) {
    return one.question().replaceFirst("[, |].*", "");
  }

  /// The code, and the enhanced code.
  private static String status(String reply) {
    return reply.replaceFirst("(?s)^(\\d+ \\S+) .*", "$1");
  }

  private String outcome(String reply) {
    var decided = harbour().last().decided();
    var why = LogWords.of(decided.handling().why());
    return status(reply) + "  " + LogWords.of(decided.done()) + ", " + why;
  }

  /// CK-r1: a field on top of a signed message that somebody else sends again.
  @TestFactory
  Stream<DynamicTest> whatIsReplayedWithAnotherFieldOnTop() throws IOException {
    return table("replayed").stream()
        .map(
            row -> {
              var words = row.split(" {2,}", 2);
              return dynamicTest(
                  words[0], () -> assertThat(replayed(words[0])).isEqualTo(words[1]));
            });
  }

  private String replayed(String field) throws Exception {
    var message = field + "\r\n" + example("genuine.eml");
    var said = harbour().fromStranger("192.0.2.66", "helo.attack.com", "any@attack.com", message);
    if (!said.startsWith("250 ")) {
      return outcome(said);
    }
    var cautions = harbour().last().decided().handling().cautions().stream().map(LogWords::of);
    var words = cautions.collect(Collectors.joining(" "));
    assertThat(header(harbour().delivered().message())).contains("X-Signet-Mark: " + words);
    return outcome(said) + ", " + words;
  }

  /// Ends of data that servers disagree about (attacks.md §4.1), with a message behind them.
  @TestFactory
  Stream<DynamicTest> whatIsSmuggledInIsOneMessageOrIsJudged() throws IOException {
    return smuggled("smuggled", Harbour.STRANGERS);
  }

  @TestFactory
  Stream<DynamicTest> thePostfixOfTheGuideTakesNothingSmuggled() throws IOException {
    return smuggled("smuggled, smtpd_forbid_bare_newline", Harbour.MORE);
  }

  private Stream<DynamicTest> smuggled(String part, int port) throws IOException {
    return table(part).stream()
        .map(
            row -> {
              int blank = row.indexOf(' ');
              var end = row.substring(0, blank);
              return dynamicTest(
                  end,
                  () ->
                      assertThat(smuggled(port, unescaped(end)))
                          .isEqualTo(row.substring(blank).strip()));
            });
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
  }

  /// How many messages the guard was asked about, and what was said of each.
  private String smuggled(int port, String end) throws Exception {
    int before = harbour().count();
    var octets =
        "From: <x@attack.com>\r\nSubject: x\r\n\r\nbody"
            + end
            + "MAIL FROM:<admin@legitimate.com>\r\nRCPT TO:<bob@harbour.example>\r\nDATA\r\n"
            + "From: <admin@legitimate.com>\r\n\r\nforged\r\n.\r\n";
    var replies =
        harbour()
            .fromStrangerAtOnce(port, "192.0.2.66", "helo.attack.com", "any@attack.com", octets);
    var verdicts = new ArrayList<String>();
    for (var reply : replies) {
      if (reply.startsWith("250 2.0.0 Ok: queued")) {
        var header = header(harbour().delivered().message());
        assertThat(header).doesNotContainPattern(FORGED_AUTHOR);
        verdicts.add("queued");
      } else if (reply.startsWith("5")) {
        verdicts.add(status(reply));
      }
    }
    return (harbour().count() - before) + " judged: " + String.join(", ", verdicts);
  }
}
