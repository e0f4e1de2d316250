package org.signet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Rdata;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

class ZoneReaderTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 500_000 : 5_000;

  private static <R extends Rdata> List<R> records(String text, String name, Type<R> type) {
    return ZoneResolver.of(text).lookup(Domain.of(name), type).records();
  }

  private static List<String> strings(String data) {
    return records("a. TXT " + data, "a", Type.TXT).getFirst().strings();
  }

  private static ZoneProblem problem(String text) {
    return ((ZoneReading.Unreadable) Zone.parse("test.zone", text)).problem();
  }

  @Test
  void namesAreRelativeToTheOrigin() {
    var text =
        """
        $ORIGIN example.com.
        @        300 IN MX 10 mail
                     IN MX 20 mail.example.net.
        mail         A  192.0.2.1
        $ORIGIN sub
        www          CNAME @
        """;
    assertThat(records(text, "example.com", Type.MX))
        .containsExactly(
            new Rdata.Mx(10, Domain.of("mail.example.com")),
            new Rdata.Mx(20, Domain.of("mail.example.net")));
    assertThat(records(text, "www.sub.example.com", Type.CNAME))
        .containsExactly(new Rdata.Cname(Domain.of("sub.example.com")));
  }

  @Test
  void parenthesesJoinLinesAndCommentsFallAway() {
    var text =
        """
        ; a zone
        example. IN 1h SOA ns.example. host.example. ( 2026112500 ; serial
             1d 2h   ; refresh, retry
             1w 300 ) ; the end
        """;
    assertThat(records(text.replace("\n", "\r\n"), "example", Type.SOA))
        .containsExactly(
            new Rdata.Soa(
                Domain.of("ns.example"),
                Domain.of("host.example"),
                2026112500L,
                86400,
                7200,
                604800,
                300));
  }

  @Test
  void stringsHoldAnyOctets() {
    assertThat(strings("\"v=spf1 -all\"")).containsExactly("v=spf1 -all");
    assertThat(strings("plain \"two words\"")).containsExactly("plain", "two words");
    assertThat(strings("\"a;b(c)\" d\\;e")).containsExactly("a;b(c)", "d;e");
    assertThat(strings("\"\\000\\255\\\"\\\\\"")).containsExactly("\0\u00ff\"\\");
    assertThat(strings("\"\u00e9\" \u00fc")).containsExactly("\u00e9", "\u00fc");
    assertThat(strings("\"\"")).containsExactly("");
    assertThat(strings("\"-\"")).containsExactly("-");
    assertThat(strings('"' + "x".repeat(600) + '"').stream().map(String::length))
        .containsExactly(255, 255, 90);
  }

  @Test
  void SP_17_aRecordHasAtMost65535Octets() {
    var string = '"' + "x".repeat(255) + "\" ";
    assertThat(records("a. TXT " + string.repeat(255), "a", Type.TXT)).hasSize(1);
    assertThat(problem("a. TXT " + string.repeat(257)).problem().expected())
        .isEqualTo("at most 65535 octets in a record");
  }

  @Test
  void SP_17_aThousandRecordsAreOneAnswer() {
    var text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("a. TXT \"record ").append(i).append("\"\n");
    }
    assertThat(records(text.toString(), "a", Type.TXT)).hasSize(1000);
    assertThat(records(text + text.toString(), "a", Type.TXT)).hasSize(1000);
  }

  @Test
  void DK_16_aLargeKeyIsOneString() {
    var key = "v=DKIM1; p=" + "A".repeat(5000) + "%n%s${jndi:ldap://x}";
    var found = records("k._domainkey.a. TXT \"" + key + '"', "k._domainkey.a", Type.TXT);
    assertThat(found.getFirst().joined()).isEqualTo(key);
    assertThat(found.getFirst().strings()).hasSize(20);
  }

  @Test
  void typesWithoutAFormOfTheirOwnAreKept() {
    var text =
        """
        a. TYPE65280 \\# 3 00 FFab
        a. A \\# 4 c0000201
        a. TXT \\# 4 03 61 22 ff
        a. SSHFP 4 1 abcdefabcdefabcdefabcdefabcdefabcdefabcd
        b.a. TYPE16 "x"
        """;
    assertThat(records(text, "a", Type.A).getFirst().address()).hasToString("192.0.2.1");
    assertThat(records(text, "a", Type.TXT).getFirst().joined()).isEqualTo("a\"\u00ff");
    assertThat(records(text, "b.a", Type.TXT)).hasSize(1);
    assertThat(Zone.of(text).records().getFirst().data().orElseThrow())
        .isEqualTo(new Rdata.Unknown(65280, "\0\u00ff\u00ab"))
        .hasToString("\\# 3 00ffab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a. +5 TXT x",
        "a. 1h+5 TXT x",
        "a. MX +5 b.",
        "a. MX -5 b.",
        "a. MX 65536 b.",
        "a. MX 99999999999999999999 b.",
        "a. TYPE+5 \\# 0",
        "a. DS 1 256 1 00",
        "a. RRSIG TXT 1 1 1 20261301000000 1 1 . AA==",
        "a. RRSIG TXT 1 1 1 +0261101000000 1 1 . AA==",
      })
  void S17_1_numbersAreAsciiDigitsInTheirRange(String text) {
    assertThat(Zone.parse("zone", text)).isInstanceOf(ZoneReading.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a. A 127.1",
        "a. A 0177.0.0.1",
        "a. A 2130706433",
        "a. A ::1",
        "a. AAAA 127.0.0.1",
        "a. AAAA fe80::1%eth0"
      })
  void S17_8_addressesAreReadStrictly(String text) {
    assertThat(Zone.parse("zone", text)).isInstanceOf(ZoneReading.Unreadable.class);
  }

  /// A no-break space is no blank, and a next-line octet ends no line.
  @Test
  void S17_21_onlyAsciiBlanksAndLineEndsCount() {
    assertThat(strings("a\u00a0b\u0085c")).containsExactly("a\u00a0b\u0085c");
    assertThat(problem("a.\u00a0TXT x").problem().at()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a. A 192.0.2.256         | 1 | 5  | four numbers from 0 to 255 between dots",
        "a. A 192.0.2.1 x         | 1 | 15 | nothing more on this line",
        "a. A                     | 1 | 4  | an address",
        "a. MX ten mail.          | 1 | 6  | a number from 0 to 65535",
        "a. FOO bar               | 1 | 3  | a record type such as TXT or TYPE65",
        "a. CH TXT x              | 1 | 3  | a record type such as TXT or TYPE65",
        "a. TXT `x                | 1 | 7  | the closing quote on the same line",
        "a. TXT `\\256`           | 1 | 7  | \\X or \\DDD below 256",
        "a. TXT ( x               | 1 | 7  | this parenthesis to be closed",
        "a. TXT x )               | 1 | 9  | an opening parenthesis before this",
        "a..b. TXT x              | 1 | 2  | a label before the dot",
        "$INCLUDE /etc/passwd     | 1 | 0  | $ORIGIN, $TTL, $STATUS, $ELSE, $SERVER or $QUESTION",
        "$TTL 99999999999         | 1 | 5  | a time such as 3600 or 1h30m",
        "a. ANY x                 | 1 | 7  | - after ANY",
        "a. DS 1 8 2 abc          | 1 | 12 | hexadecimal digits, two an octet",
        "a. TYPE99999 \\# 0       | 1 | 3  | a record type such as TXT or TYPE65",
        "a. A \\# 3 000000        | 1 | 5  | data that fits the type A",
      })
  void aMistakeIsShownWhereItIs(String text, int line, int at, String expected) {
    var problem = problem(text.strip().replace('`', '"'));
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.problem().at()).isEqualTo(at);
    assertThat(problem.problem().expected()).isEqualTo(expected);
  }

  @Test
  void theLineOfAMistakeIsCounted() {
    var problem = problem("a. A 192.0.2.1\r\n; comment\n  TXT ( \"x\"\n  \"y\" ) z \\\n");
    assertThat(problem.line()).isEqualTo(4);
    assertThat(problem.withCaret())
        .isEqualTo(
            """
            test.zone:4:
              "y" ) z \\
                      ^ expected \\X or \\DDD below 256
            RFC 1035 §5.1\
            """);
    assertThatThrownBy(() -> ZoneResolver.of("a. A x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zone:1:");
  }

  /// A default locale that folds `I` to a dotless letter changes nothing.
  @Test
  void S17_3_wordsAreFoldedByAsciiAlone() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.of("tr"));
    try {
      readWordsInEitherCase();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void readWordsInEitherCase() {
    var text =
        """
        $status TIMEOUT
        a. txt -
        $status unchecked
        $ttl 1H
        b. in hinfo "i" "x"
        b. type15 1 m.
        """;
    assertThat(records(text, "b", Type.MX)).hasSize(1);
    assertThat(problem("a. \u00dfhfp \\# 0").problem().at()).isEqualTo(3);
  }

  @Test
  void aFileIsReadToItsBound(@TempDir Path folder) throws IOException {
    var file = folder.resolve("a.zone");
    Files.writeString(file, "a. TXT \u00e9", StandardCharsets.ISO_8859_1);
    var zone = Zone.read(file).orThrow();
    var answer = new ZoneResolver(zone).lookup(Domain.of("a"), Type.TXT);
    assertThat(answer.records().getFirst().joined()).isEqualTo("\u00e9");
    Files.writeString(file, ";".repeat(Zone.MOST_OCTETS));
    assertThat(Zone.read(file)).isInstanceOf(ZoneReading.Read.class);
    Files.writeString(file, ";".repeat(Zone.MOST_OCTETS + 1));
    assertThat(Zone.read(file)).isInstanceOf(ZoneReading.Unreadable.class);
  }

  @Test
  void severalTextsAreOneWorld() {
    var both = Zone.of("a. TXT one\n$ELSE secure").and(Zone.of("a. TXT two\nb. TXT three"));
    var zone = new ZoneResolver(both);
    assertThat(zone.lookup(Domain.of("a"), Type.TXT).records()).hasSize(2);
    assertThat(zone.lookup(Domain.of("b"), Type.TXT).records()).hasSize(1);
  }

  @Test
  void anyOctetsGiveAZoneOrAProblem() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(35);
    var seeds =
        """
        $ORIGIN example.com.
        $TTL 1h
        @ IN SOA ns1 host 1 2 3 4 5
        @ 300 TXT "v=spf1 \\"-all" \\# ( x
          "y" ) ; comment
        $STATUS servfail "why"
        *.x ANY -
        $SERVER ns1 192.0.2.1 tcp
        $QUESTION a. TXT
        $ELSE secure nxdomain
        a RRSIG TXT 13 2 3600 20261201000000 20261101000000 4711 example. AAEC
        a DNSKEY 257 3 13 AAEC
        a CAA 0 issue "x"
        a TYPE65280 \\# 3 00ffab
        a LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
        a NAPTR 100 10 "S" "SIP+D2U" "!^.*$!sip:x!" .
        a HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1
        a NSEC3 1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR MX DNSKEY
        """;
    int read = 0;
    for (int i = 0; i < RUNS; i++) {
      var text = i % 4 == 0 ? octets(random, 60) : mutated(random, seeds);
      switch (Zone.parse("fuzz", text)) {
        case ZoneReading.Read(var zone) -> {
          new ZoneResolver(zone).lookup(Domain.of("a.example.com"), Type.TXT);
          read++;
        }
        case ZoneReading.Unreadable(var problem) ->
            assertThat(problem.withCaret()).contains("expected");
      }
    }
    assertThat(read).isGreaterThan(RUNS / 20);
  }

  private static String octets(RandomGenerator random, int most) {
    var out = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      out.append((char) random.nextInt(256));
    }
    return out.toString();
  }

  private static String mutated(RandomGenerator random, String text) {
    var out = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.setCharAt(at, (char) random.nextInt(256));
        case 1 -> out.insert(at, "\"();\\@$\n -*".charAt(random.nextInt(11)));
        case 2 -> out.deleteCharAt(at);
        default -> out.delete(at, Math.min(out.length(), at + random.nextInt(80)));
      }
    }
    return out.toString();
  }
}
