package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.message.Ambiguity.Reason.BARE_LF_IN_HEADER;
import static org.signet.message.Ambiguity.Reason.FIRST_LINE_FOLDED;
import static org.signet.message.Ambiguity.Reason.FROM_CARELESS;
import static org.signet.message.Ambiguity.Reason.FROM_DOMAIN_UNUSABLE;
import static org.signet.message.Ambiguity.Reason.FROM_ENCODING;
import static org.signet.message.Ambiguity.Reason.FROM_HIDES_TEXT;
import static org.signet.message.Ambiguity.Reason.FROM_MISSING;
import static org.signet.message.Ambiguity.Reason.FROM_NAME;
import static org.signet.message.Ambiguity.Reason.FROM_REPEATED;
import static org.signet.message.Ambiguity.Reason.FROM_SHOWS_OTHER_ADDRESS;
import static org.signet.message.Ambiguity.Reason.FROM_SYNTAX;
import static org.signet.message.Ambiguity.Reason.FROM_TOO_DEEP;
import static org.signet.message.Ambiguity.Reason.FROM_WITHOUT_DOMAIN;
import static org.signet.message.Ambiguity.Reason.NUL_IN_HEADER;
import static org.signet.message.Ambiguity.Reason.TOO_MANY_AUTHOR_DOMAINS;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity.Kind;
import org.signet.message.Ambiguity.Reason;

/// Sections 1 to 3 of the catalogue of attacks, as far as the header alone decides them: each test
/// is named after its row.
class AuthorTest {
  private static final String ATTACK = "attack.com";
  private static final String LEGITIMATE = "legitimate.com";

  private static Header header(String fields) {
    try (var stream =
        MessageStream.open(
            Message.of((fields + "\r\n\r\n").getBytes(ISO_8859_1)).open(), LineEnds.STRICT)) {
      return stream.header();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static List<String> domains(Header header) {
    return Author.of(header).domains().stream().map(Domain::text).toList();
  }

  private static List<Reason> reasons(Header header, Kind kind) {
    return header.ambiguities().stream()
        .filter(ambiguity -> ambiguity.kind() == kind)
        .map(Ambiguity::reason)
        .toList();
  }

  /// One author, seen by everybody; only reasons of kind CONTENT.
  private static void certain(String fields, String domain, Reason... content) {
    var header = header(fields);
    assertThat(Author.of(header).ambiguities()).as(fields).isEmpty();
    assertThat(domains(header)).as(fields).containsExactly(domain);
    assertThat(Author.of(header).isCertain()).isTrue();
    assertThat(reasons(header, Kind.CONTENT)).as(fields).containsExactlyInAnyOrder(content);
  }

  /// A DMARC pass is forbidden for these reasons; readers may see these domains.
  private static void ambiguous(String fields, List<String> domains, Reason... author) {
    var header = header(fields);
    assertThat(reasons(header, Kind.AUTHOR)).as(fields).containsExactlyInAnyOrder(author);
    assertThat(Author.of(header).ambiguities())
        .extracting(Ambiguity::reason)
        .containsExactlyInAnyOrder(author);
    assertThat(domains(header)).as(fields).containsExactlyElementsOf(domains);
    assertThat(Author.of(header).isCertain()).isFalse();
  }

  /// A list of authors that follows the grammar; every domain is to be judged.
  private static void several(String fields, String... domains) {
    var header = header(fields);
    assertThat(Author.of(header).ambiguities()).as(fields).isEmpty();
    assertThat(domains(header)).as(fields).containsExactly(domains);
    assertThat(Author.of(header).isCertain()).isFalse();
  }

  @Test
  void CK_a8_twoFromFields() {
    ambiguous(
        "From: <first@attack.com>\r\nFrom: <admin@legitimate.com>",
        List.of(ATTACK, LEGITIMATE),
        FROM_REPEATED);
  }

  @Test
  void CK_a9_aFirstLineThatContinuesNothing() {
    ambiguous(
        " From: <first@attack.com>\r\nFrom: <admin@legitimate.com>",
        List.of(ATTACK, LEGITIMATE),
        FIRST_LINE_FOLDED,
        FROM_REPEATED,
        FROM_NAME);
  }

  @Test
  void CK_a10_aNameWithWhiteSpaceBehindIt() {
    ambiguous(
        "From: <first@attack.com>\r\nFrom : <admin@legitimate.com>",
        List.of(ATTACK, LEGITIMATE),
        FROM_REPEATED,
        FROM_NAME);
  }

  @Test
  void CK_a11_aFoldedName() {
    ambiguous(
        "From\r\n : <first@attack.com>\r\nFrom: <admin@legitimate.com>",
        List.of(ATTACK, LEGITIMATE),
        FROM_REPEATED,
        FROM_NAME);
  }

  @Test
  void CK_a12_noFallbackToSender() {
    ambiguous(
        "From\r\n : <first@attack.com>\r\nSender: <admin@legitimate.com>\r\nn",
        List.of(ATTACK),
        FROM_NAME,
        Reason.LINE_WITHOUT_COLON);
    ambiguous("Sender: <admin@legitimate.com>", List.of(), FROM_MISSING);
  }

  @Test
  void CK_a13_noFallbackToResentFrom() {
    ambiguous(
        "From\r\n : <first@attack.com>\r\nResent-From: <admin@legitimate.com>",
        List.of(ATTACK),
        FROM_NAME);
  }

  @Test
  void CK_a14_severalAuthors() {
    several("From: <first@attack.com>, <admin@legitimate.com>", ATTACK, LEGITIMATE);
  }

  @Test
  void CK_a15_anEncodedWordIsNoAddressButIsShown() {
    var fields = "From:=?utf-8?B?PGFkbWluQGxlZ2l0aW1hdGUuY29tPg==?=,<second@attack.com>";
    ambiguous(fields, List.of(ATTACK, LEGITIMATE), FROM_SYNTAX);
    assertThat(reasons(header(fields), Kind.CONTENT)).contains(FROM_SHOWS_OTHER_ADDRESS);
  }

  @Test
  void CK_a16_aSourceRouteSaysNothing() {
    certain("From: <@attack.com,@any.com:admin@legitimate.com>", LEGITIMATE);
  }

  @Test
  void CK_a17_aBackslashOutsideQuotes() {
    ambiguous(
        "From: <admin@legitimate.com>\\,<second@attack.com>",
        List.of(LEGITIMATE, ATTACK),
        FROM_SYNTAX);
  }

  @Test
  void CK_a18_twoAddressesInTwoForms() {
    several("From: admin@legitimate.com,<second@attack.com>", LEGITIMATE, ATTACK);
  }

  @Test
  void CK_a19_textBehindTheAddress() {
    ambiguous(
        "From: <any@attack.com>admin@legitimate.com", List.of(ATTACK, LEGITIMATE), FROM_SYNTAX);
  }

  @Test
  void CK_u1_aColonBetweenAddresses() {
    ambiguous(
        "From: <attacker@attack.com>:<spoofed@legitimate.com>",
        List.of(ATTACK, LEGITIMATE),
        FROM_SYNTAX);
  }

  @Test
  void CK_u1_groups() {
    ambiguous("From: admin@legitimate.com:;", List.of(LEGITIMATE), FROM_SYNTAX);
    ambiguous("From: nobody:;", List.of(), FROM_WITHOUT_DOMAIN);
    ambiguous("From: nobody : (none) ;", List.of(), FROM_WITHOUT_DOMAIN);
    several("From: g: <x@attack.com>, <admin@legitimate.com>;", ATTACK, LEGITIMATE);
    certain("From: g: <x@attack.com>;", ATTACK);
    several("From: g: x@attack.com;, h: <y@legitimate.com>;", ATTACK, LEGITIMATE);
    certain("From: g: <x@attack.com>", ATTACK, FROM_CARELESS);
    certain("From: g: h: <x@attack.com>;;", ATTACK, FROM_CARELESS);
  }

  @Test
  void CK_r1_fieldsPutOnTopOfSignedOnes() {
    ambiguous(
        "From: <a@attack.com>\r\nFrom: <admin@legitimate.com>\r\nSubject: x",
        List.of(ATTACK, LEGITIMATE),
        FROM_REPEATED);
    for (var name : List.of("Subject", "To", "Date", "Content-Type", "Reply-To")) {
      certain(
          "From: <admin@legitimate.com>\r\n" + name + ": x\r\n" + name + ": y",
          LEGITIMATE,
          Reason.FIELD_REPEATED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fRoM:",
        "From\t:",
        "From\u0000:",
        "\u00c2\u00a0From:",
        "\u0001From:",
        "From\u00e2\u0080\u008b:",
        "FROM :"
      })
  void WL_4_namesThatSomeReadersTakeForFrom(String name) {
    var fields = "From: <a@attack.com>\r\nSubject: x\r\n" + name + " <b@legitimate.com>";
    var header = header(fields);
    assertThat(reasons(header, Kind.AUTHOR)).contains(FROM_REPEATED);
    assertThat(domains(header)).containsExactly(ATTACK, LEGITIMATE);
  }

  @Test
  void WL_4_aSecondFromFarBelowCounts() {
    ambiguous(
        "From: a@attack.com\r\nX: " + "x ".repeat(5_000) + "\r\nFROM: b@legitimate.com",
        List.of(ATTACK, LEGITIMATE),
        FROM_REPEATED);
  }

  @Test
  void WL_4_otherNamesDoNotCount() {
    certain(
        "From: a@b.example\r\nX-From: c@d.example\r\nResent-From: e@f.example\r\nFrom2: g@h.example"
            + "\r\nFrm: i@j.example",
        "b.example");
  }

  @Test
  void WL_5_severalAddresses() {
    several("From: <a@attack.com>, <b@legitimate.com>", ATTACK, LEGITIMATE);
    ambiguous("From: [a@attack.com],<b@legitimate.com>", List.of(ATTACK, LEGITIMATE), FROM_SYNTAX);
  }

  @Test
  void WL_6_parsersThatDisagree() {
    ambiguous(
        "From: <a@attack.com\0>, b@legitimate.com",
        List.of(ATTACK, LEGITIMATE),
        NUL_IN_HEADER,
        FROM_SYNTAX);
    certain("From: \"admin@legitimate.com\" <a@attack.com>", ATTACK, FROM_SHOWS_OTHER_ADDRESS);
    certain("From: admin@legitimate.com (<a@attack.com>)", LEGITIMATE, FROM_SHOWS_OTHER_ADDRESS);
    certain("From: (admin@legitimate.com)<a@attack.com>", ATTACK, FROM_SHOWS_OTHER_ADDRESS);
    ambiguous("From: <a@attack.com> <b@legitimate.com>", List.of(ATTACK, LEGITIMATE), FROM_SYNTAX);
  }

  @Test
  void WL_7_aControlCharacterInAnEncodedWord() {
    var name = "=?utf-8?B?YWRtaW5AbGVnaXRpbWF0ZS5jb20A?=";
    certain("From: " + name + " <a@attack.com>", ATTACK, FROM_SHOWS_OTHER_ADDRESS, FROM_HIDES_TEXT);
    assertThat(DisplayText.of(name)).isEqualTo("admin@legitimate.com\ufffd");
  }

  @Test
  void WL_12_aHomographIsItsOwnDomain() {
    certain("From: admin@xn--pple-43d.com", "xn--pple-43d.com");
    certain(utf8("From: admin@\u0430pple.com"), "xn--pple-43d.com");
    assertThat(Idna.isConfusable(Domain.of("xn--pple-43d.com"))).isTrue();
  }

  @Test
  void WL_13_textThatPushesTheAddressAway() {
    for (var filler : List.of("\u2003", "\u200b", "\u00ad", "\u034f", "\u115f", "\u3164")) {
      certain(
          utf8("From: \"admin" + filler.repeat(300) + "\" <a@attack.com>"),
          ATTACK,
          FROM_HIDES_TEXT);
      assertThat(DisplayText.of(utf8("a" + filler + "b"))).isEqualTo("ab");
    }
    certain(
        "From: " + "x".repeat(1_001) + " <a@attack.com>",
        ATTACK,
        FROM_HIDES_TEXT,
        Reason.LINE_TOO_LONG);
    assertThat(DisplayText.of("x".repeat(1_000))).hasSize(DisplayText.MOST_CHARS + 1).endsWith("…");
  }

  @Test
  void WL_14_textThatTurnsAround() {
    certain(
        "From: =?utf-8?B?4oCubW9jLmV0YW1pdGlnZWxAbmltZGE=?= <a@attack.com>",
        ATTACK,
        FROM_HIDES_TEXT,
        FROM_SHOWS_OTHER_ADDRESS);
    for (int c : new int[] {0x202a, 0x202e, 0x2066, 0x2069, 0x200e, 0x200f, 0x61c}) {
      assertThat(DisplayText.of(utf8("a" + Character.toString(c) + "b"))).isEqualTo("ab");
    }
  }

  @Test
  void HD_1_controlCharactersInTheHeader() {
    ambiguous(
        "From: a@attack.com\r\nX: y\nFrom: b@legitimate.com",
        List.of(ATTACK, LEGITIMATE),
        BARE_LF_IN_HEADER,
        FROM_REPEATED);
    ambiguous(
        "From: a@attack.com\r\nX: y\rfrom\t: b@legitimate.com",
        List.of(ATTACK, LEGITIMATE),
        Reason.BARE_CR_IN_HEADER,
        FROM_REPEATED,
        FROM_NAME);
    ambiguous("From: a@attack.com\r\nX: \0", List.of(ATTACK), NUL_IN_HEADER);
    for (int c = 1; c < 0x20; c++) {
      if (c != '\t' && c != '\r' && c != '\n') {
        certain("From: a@attack.com\r\nX: " + (char) c, ATTACK, Reason.CONTROL_IN_HEADER);
      }
    }
  }

  @Test
  void HD_2_linesThatAreNoFields() {
    ambiguous("From: a@attack.com\r\nno colon here", List.of(ATTACK), Reason.LINE_WITHOUT_COLON);
    ambiguous("\r\nFrom: a@attack.com", List.of(), FROM_MISSING);
    certain("From: a@attack.com\r\n: x", ATTACK, Reason.FIELD_NAME);
    certain("From: a@attack.com\r\nS\u00fcbject: x", ATTACK, Reason.FIELD_NAME);
    certain("From: a@attack.com\r\nSubject: x\r\n \t\r\nTo: y", ATTACK);
  }

  @Test
  void HD_4_limitsForbidAPass() {
    ambiguous(
        "From: a@attack.com\r\n" + "X: y\r\n".repeat(999) + "From: b@legitimate.com",
        List.of(ATTACK),
        Reason.TOO_MANY_FIELDS);
    ambiguous(
        "From: a@attack.com\r\nX: " + "y".repeat(Header.MOST_FIELD_OCTETS),
        List.of(ATTACK),
        Reason.FIELD_TOO_LARGE);
    certain("From: a@attack.com\r\nX: " + "y".repeat(995), ATTACK);
    certain("From: a@attack.com\r\nX: " + "y".repeat(996), ATTACK, Reason.LINE_TOO_LONG);
  }

  @Test
  void HD_5_commentsNestAndMayStandEverywhere() {
    certain("From:(a)<(b)x(c)@(d)attack.com(e)>", ATTACK);
    certain("From: " + "(".repeat(50) + ")".repeat(50) + "<x@attack.com>", ATTACK);
    ambiguous(
        "From: " + "(".repeat(51) + ")".repeat(51) + "<x@attack.com>",
        List.of(ATTACK),
        FROM_TOO_DEEP);
    ambiguous("From: " + "(".repeat(10_000), List.of(), FROM_TOO_DEEP);
    ambiguous("From: <x@attack.com> (open", List.of(ATTACK), FROM_SYNTAX);
    certain("From: <x@attack.com> (\\))", ATTACK);
  }

  @Test
  void HD_6_quotedLocalParts() {
    certain("From: \"admin@legitimate.com\"@attack.com", ATTACK, FROM_SHOWS_OTHER_ADDRESS);
    var fields = "From: \"a\\\"@legitimate.com>,<b\"@attack.com";
    certain(fields, ATTACK, FROM_SHOWS_OTHER_ADDRESS);
    assertThat(Author.of(header(fields)).addresses().getFirst().localPart())
        .isEqualTo("a\"@legitimate.com>,<b");
  }

  @Test
  void HD_7_splittingTheEmailAtom() {
    certain("From: =?x?q?collab=40psres.net=3e=20?=foo@example.com", "example.com");
    ambiguous(
        "From: =?utf-8?q?collab=40psres.net=3e=20?=foo\\@example.com",
        List.of("example.com", "psres.net"),
        FROM_SYNTAX);
    ambiguous("From: oastify.com!collab\\@example.com", List.of("example.com"), FROM_SYNTAX);
    ambiguous("From: collab%psres.net(@example.com", List.of("example.com"), FROM_SYNTAX);
    certain("From: oastify.com!collab@example.com", "example.com");
    certain("From: collab%psres.net@example.com", "example.com");
    certain(utf8("From: a\u0140b@example.com"), "example.com");
  }

  @Test
  void HD_8_neverAnotherDomain() {
    ambiguous("From: alice@example.org)bob@evil", List.of("example.org", "evil"), FROM_SYNTAX);
    certain("From: \"a@evil\" <b@good>", "good", FROM_SHOWS_OTHER_ADDRESS);
    certain("From: \"quoted\\\" <x@evil.com>\" <y@good.com>", "good.com", FROM_SHOWS_OTHER_ADDRESS);
    ambiguous("From: (c) <a@x>\"", List.of("x"), FROM_SYNTAX);
  }

  @Test
  void HD_9_dotsAndLiterals() {
    for (var local : List.of("a..b", ".a", "a.")) {
      certain("From: " + local + "@x.example", "x.example");
    }
    certain("From: a@x.example.", "x.example");
    certain("From: a@1.2.3.4", "1.2.3.4");
    certain("From: a@localhost", "localhost");
    certain("From: a@com", "com");
    for (var host : List.of(".x", "x..y", "-x-.y", "x'y", "a/b")) {
      ambiguous("From: a@" + host, List.of(), FROM_DOMAIN_UNUSABLE);
    }
    for (var literal : List.of("[1.2.3.4]", "[IPv6:::1]")) {
      ambiguous("From: a@" + literal, List.of(), FROM_WITHOUT_DOMAIN);
    }
    ambiguous("From: root", List.of(), FROM_WITHOUT_DOMAIN);
    ambiguous("From:", List.of(), FROM_WITHOUT_DOMAIN);
    ambiguous("From: <>", List.of(), FROM_SYNTAX);
    ambiguous("From: <@x.example>", List.of("x.example"), FROM_SYNTAX);
  }

  @Test
  void HD_9_aDomainTornApartIsSeenInTwoWays() {
    var both = List.of("legitimate.com.attack.com", LEGITIMATE);
    ambiguous("From: x@legitimate.com .attack.com", both, FROM_SYNTAX);
    ambiguous("From: x@legitimate.com(c).attack.com", both, FROM_SYNTAX);
  }

  @Test
  void HD_10_charactersThatNamesMapTo() {
    certain(utf8("From: a@\uff4cegitimate.com"), LEGITIMATE);
    certain(utf8("From: a@legitimate\u3002com"), LEGITIMATE);
    certain(utf8("From: a@fa\u00df.de"), "xn--fa-hia.de");
    certain(utf8("From: a@legiti\u00admate.com"), LEGITIMATE);
    for (var host :
        List.of(
            "legiti\u200dmate.com",
            "legiti\u200cmate.com",
            "xn--a",
            "xn--legitimate-.com",
            "x".repeat(60) + "\u00fc\u00fc\u00fc.com")) {
      ambiguous(utf8("From: a@" + host), List.of(), FROM_DOMAIN_UNUSABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xn--paypl-7ve.com",
        "xn--ggle-55da.com",
        "xn--legitimte-6yh.com",
        "xn--egitimate-u62e.com"
      })
  void HD_11_homographs(String domain) {
    certain("From: a@" + domain, domain);
    assertThat(Idna.isConfusable(Domain.of(domain))).isTrue();
  }

  @Test
  void HD_12_octetsThatAreNoUtf8() {
    for (var octets : List.of("\u00c0\u00ae", "\u00ed\u00a0\u0080")) {
      ambiguous("From: x" + octets + "y <a@attack.com>", List.of(ATTACK), FROM_ENCODING);
      ambiguous("From: a" + octets + "@attack.com", List.of(ATTACK), FROM_ENCODING);
    }
    ambiguous("From: a\u00e2\u0082@attack.com", List.of(ATTACK), FROM_ENCODING);
    ambiguous("From: a@att\u00e2\u0082ack.com", List.of(), FROM_DOMAIN_UNUSABLE);
  }

  @Test
  void HD_12_aNameInAnOldCharsetIsGenuine() {
    certain("From: Andr\u00e9 <a@b.example>", "b.example");
  }

  @Test
  void HD_14_anAddressInAnEncodedName() {
    certain(
        "From: =?utf-8?Q?CEO=20=3Cceo=40legitimate=2Ecom=3E?= <x@attack.com>",
        ATTACK,
        FROM_SHOWS_OTHER_ADDRESS);
  }

  @Test
  void HD_15_otherFieldsSayNothingAboutTheAuthor() {
    certain(
        String.join(
            "\r\n",
            "Return-Path: <admin@legitimate.com>",
            "From: x@attack.com",
            "Sender: admin@legitimate.com",
            "Reply-To: admin@legitimate.com",
            "Resent-From: admin@legitimate.com",
            "Resent-Sender: admin@legitimate.com"),
        ATTACK);
  }

  @Test
  void aFieldIsCarelessWhereOnlyOneDomainCanBeMeant() {
    for (var value :
        List.of(
            "Doe, John <john@b.example>",
            "john@b.example <john@b.example>",
            "[News] John <john@b.example>",
            "Re: John <john@b.example>",
            "John john@b.example")) {
      certain("From: " + value, "b.example", FROM_CARELESS);
      assertThat(Author.of(header("From: " + value)).addresses())
          .containsExactly(new Address("john", Host.of("b.example")));
    }
    ambiguous("From: a@b.example <a@c.example>", List.of("b.example", "c.example"), FROM_SYNTAX);
    ambiguous("From: a@ <a@c.example>", List.of("c.example"), FROM_SYNTAX);
  }

  @Test
  void fourDomainsAreEvaluatedAndNoMore() {
    several(
        "From: a@b.example, a@c.example, a@d.example, a@e.example",
        "b.example",
        "c.example",
        "d.example",
        "e.example");
    ambiguous(
        "From: a@b.example, a@c.example, a@d.example, a@e.example, a@f.example",
        List.of("b.example", "c.example", "d.example", "e.example"),
        TOO_MANY_AUTHOR_DOMAINS);
    ambiguous(
        "From: a@b.example a@c.example a@d.example a@e.example a@f.example",
        List.of("b.example", "c.example", "d.example", "e.example"),
        FROM_SYNTAX,
        TOO_MANY_AUTHOR_DOMAINS);
  }

  @Test
  void aHundredAddressesAreLookedAtAndNoMore() {
    certain("From: " + "a@b.example, ".repeat(100), "b.example", Reason.LINE_TOO_LONG);
    ambiguous(
        "From: " + "a@b.example, ".repeat(101), List.of("b.example"), TOO_MANY_AUTHOR_DOMAINS);
    ambiguous("From: " + utf8("@\u00fc\u00fc ").repeat(8_000), List.of("xn--tdaa"), FROM_SYNTAX);
  }

  @Test
  void manyAuthorsOfOneDomainAreOneDomain() {
    certain("From: a@b.example, c@b.example, d@B.EXAMPLE", "b.example");
  }

  @Test
  void fieldsThatOccurOnceAtMost() {
    certain(
        "From: a@b.example\r\nSubject: x\r\nSUBJECT: y\r\nTo: z\r\nTo: z\r\nX: 1\r\nX: 2",
        "b.example",
        Reason.FIELD_REPEATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anyOctetsGiveAnAuthorAndNoMentionIsOverlooked(int seed) {
    var random = new SplittableRandom(seed);
    var pieces =
        ("From|from |:|<|>|@|a|.|@legitimate.com|@attack.com|,|;|\"|\\|(|)|[|]| |\r\n"
             + " |\r\n"
             + "|\r"
             + "|\n"
             + "|\0|\u00c3\u00bc|\u00c0\u00ae|xn--a|xn--fa-hia|=?utf-8?q?|=40|?=|\u00e2\u0080\u00ae"
             + "|=?utf-8?B?PGFkbWluQGxlZ2l0aW1hdGUuY29tPg==?=")
            .split("\\|", -1);
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder("From:");
      int count = random.nextInt(14);
      for (int i = 0; i < count; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      var author = Author.of(header(text.toString()));
      assertThat(author.domains().size()).isLessThanOrEqualTo(Author.MOST_DOMAINS);
      if (author.isCertain() && showsPlainly(text.toString(), "@legitimate.com")) {
        assertThat(author.domains()).as(text.toString()).containsExactly(Domain.of(LEGITIMATE));
      }
    }
  }

  /// Whether the address ends there, outside of anything that could enclose it.
  private static boolean showsPlainly(String text, String address) {
    int end = text.indexOf(address) + address.length();
    return end >= address.length()
        && text.indexOf(':', "From:".length()) < 0
        && text.chars().noneMatch(c -> c == '"' || c == '(' || c == '?')
        && (end == text.length() || " <>,;@\r\n".indexOf(text.charAt(end)) >= 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void randomOctetsGiveAnAuthor(int seed) {
    var random = new java.util.Random(seed);
    for (int round = 0; round < Rounds.of(1_000); round++) {
      var octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      var author = Author.of(header("From: a@b.example" + new String(octets, ISO_8859_1)));
      assertThat(author.domains().size()).isLessThanOrEqualTo(Author.MOST_DOMAINS);
    }
  }
}
