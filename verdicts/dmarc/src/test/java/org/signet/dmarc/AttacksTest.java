package org.signet.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dmarc.Messages.dkim;
import static org.signet.dmarc.Messages.identifier;
import static org.signet.dmarc.Messages.spf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Author;
import org.signet.message.Field;
import org.signet.message.Header;

/// The threat catalogue, §7, and §1 to §3 as far as DMARC decides them.
class AttacksTest {
  private static final String WORLD =
      """
      _dmarc.legitimate.com.  TXT "v=DMARC1; p=reject; adkim=r; aspf=r"
      _dmarc.attack.com.      TXT "v=DMARC1; p=none"
      """;

  private static String words(String zone, Author author, Identifier... identifiers) {
    return Messages.words(evaluate(ZoneResolver.of(zone), author, identifiers));
  }

  private static DmarcResult evaluate(Resolver dns, Author author, Identifier... identifiers) {
    return new Dmarc(dns).evaluate(author, List.of(identifiers));
  }

  private static List<String> asked(String zone, String author, Identifier... identifiers) {
    var dns = new Asked(ZoneResolver.of(zone));
    evaluate(dns, Messages.author(author), identifiers);
    return dns.names().stream().map(Domain::text).toList();
  }

  @Test
  void DM_1_eightQueries() {
    assertThat(asked("", "a.b.c.d.e.f.g.h.i.j.mail.example.com"))
        .containsExactly(
            "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
            "_dmarc.g.h.i.j.mail.example.com",
            "_dmarc.h.i.j.mail.example.com",
            "_dmarc.i.j.mail.example.com",
            "_dmarc.j.mail.example.com",
            "_dmarc.mail.example.com",
            "_dmarc.example.com",
            "_dmarc.com");
  }

  @Test
  void DM_2_hundredsOfLabels() {
    var longest = "a.".repeat(120) + "example.com";
    assertThat(asked("", longest)).hasSizeLessThanOrEqualTo(8);
    // Its own _dmarc name would be longer than a name can be.
    var tooLong = "a.".repeat(121) + "example.com";
    assertThat(asked("", tooLong)).hasSize(7).startsWith("_dmarc.a.a.a.a.a.example.com");
  }

  @Test
  void DM_2_fiftyDeepSignersOfStrangersCostNothing() {
    var identifiers = new ArrayList<Identifier>();
    for (int i = 0; i < 50; i++) {
      identifiers.add(dkim("a.b.c.d.e.f.x" + i + ".attack.com"));
    }
    var strangers = identifiers.toArray(Identifier[]::new);
    assertThat(asked(WORLD, "legitimate.com", strangers))
        .containsExactly("_dmarc.legitimate.com", "_dmarc.com");
  }

  @Test
  void DM_2_fullBudget() {
    // 2 names for the author, 6 more for each of 10 signers, and 2 more for the last: 64.
    var identifiers = new ArrayList<Identifier>();
    for (int i = 0; i < 10; i++) {
      identifiers.add(dkim("a.b.c.d.e.x" + i + ".legitimate.com"));
    }
    var within = new ArrayList<>(identifiers);
    within.add(dkim("a.y.legitimate.com"));
    assertThat(asked(WORLD, "legitimate.com", within.toArray(Identifier[]::new)))
        .hasSize(Dmarc.MOST_QUERIES);
    var result =
        new Dmarc(ZoneResolver.of(WORLD)).evaluate(Messages.author("legitimate.com"), within);
    assertThat(result.verdicts().getFirst().identifiers()).allMatch(Checked::counts);
    within.add(dkim("z.legitimate.com"));
    var beyond =
        new Dmarc(ZoneResolver.of(WORLD)).evaluate(Messages.author("legitimate.com"), within);
    assertThat(beyond.verdicts().getFirst().identifiers().getLast().alignment())
        .isInstanceOf(Alignment.Unknown.class);
  }

  @Test
  void DM_2_whatWasNotAskedIsNamed() {
    // Every walk ends in a suffix of its own, so that none of them belongs to the author.
    var zone = new StringBuilder("_dmarc.legitimate.com. TXT \"v=DMARC1; p=reject\"\n");
    var identifiers = new ArrayList<Identifier>();
    for (int i = 0; i < 50; i++) {
      zone.append("_dmarc.x" + i + ".legitimate.com. TXT \"v=DMARC1; p=none; psd=n\"\n");
      identifiers.add(dkim("a.b.c.d.x" + i + ".legitimate.com"));
    }
    var dns = new Asked(ZoneResolver.of(zone.toString()));
    var result = new Dmarc(dns).evaluate(Messages.author("legitimate.com"), identifiers);
    assertThat(dns.names()).hasSize(Dmarc.MOST_QUERIES);
    assertThat(Messages.words(result)).startsWith("permerror, too many queries at ");
    assertThat(result.disposition()).isEqualTo(Policy.NONE);
    // One that is aligned without a walk still passes.
    identifiers.add(dkim("legitimate.com"));
    var passing = new Dmarc(dns).evaluate(Messages.author("legitimate.com"), identifiers);
    assertThat(Messages.words(passing)).isEqualTo("pass, by dkim legitimate.com");
  }

  @Test
  void DM_3_nineLabels() {
    var zone = "_dmarc.b.c.d.e.f.g.example.com. TXT \"v=DMARC1; p=reject\"";
    assertThat(words(zone, Messages.author("a.b.c.d.e.f.g.example.com"))).isEqualTo("none");
    assertThat(words(zone, Messages.author("b.c.d.e.f.g.example.com"))).startsWith("fail, reject");
  }

  @Test
  void DM_4_suffixWithoutPsd() {
    for (var suffix : List.of("com", "co.uk")) {
      var zone = "_dmarc." + suffix + ". TXT \"v=DMARC1; p=none\"";
      var author = Messages.author("legit." + suffix);
      var guarded = evaluate(ZoneResolver.of(zone), author, dkim("attacker." + suffix));
      assertThat(guarded.outcome().word()).isEqualTo("fail");
      assertThat(guarded.verdicts().getFirst().organization().orElseThrow().basis())
          .isInstanceOf(Organization.Basis.BelowListedSuffix.class);
      var byTheText = DmarcSettings.defaults().withGuard(false);
      var unguarded =
          new Dmarc(ZoneResolver.of(zone), byTheText)
              .evaluate(author, List.of(dkim("attacker." + suffix)));
      assertThat(unguarded.outcome().word()).isEqualTo("pass");
    }
  }

  @Test
  void DM_5_psd() {
    var atStart = "_dmarc.bank.example. TXT \"v=DMARC1; p=reject; psd=%s\"";
    var author = Messages.author("bank.example");
    assertThat(words(atStart.formatted("y"), author, dkim("a.bank.example"))).startsWith("fail");
    assertThat(words(atStart.formatted("Y"), author, dkim("a.bank.example"))).startsWith("fail");
    assertThat(words(atStart.formatted("u"), author, dkim("a.bank.example"))).startsWith("pass");
    assertThat(words(atStart.formatted("x"), author, dkim("a.bank.example"))).startsWith("pass");
    var inTheMiddle =
        """
        _dmarc.mail.example.com.  TXT "v=DMARC1; p=none; psd=n"
        _dmarc.example.com.       TXT "v=DMARC1; p=reject"
        """;
    var walk = new Dmarc(ZoneResolver.of(inTheMiddle)).walk(Domain.of("a.mail.example.com"));
    assertThat(walk.steps()).hasSize(2);
    assertThat(walk.ending()).isEqualTo(TreeWalk.Ending.PSD);
  }

  @Test
  void DM_6_twoRecords() {
    var zone =
        """
        _dmarc.sub.legitimate.com.  TXT "v=DMARC1; p=none"
        _dmarc.sub.legitimate.com.  TXT "v=DMARC1; p=quarantine"
        _dmarc.legitimate.com.      TXT "v=DMARC1; p=reject"
        """;
    assertThat(words(zone, Messages.author("sub.legitimate.com")))
        .isEqualTo("fail, reject by p at legitimate.com");
  }

  @Test
  void DM_7_recordBetween() {
    var zone =
        """
        _dmarc.mail.legitimate.com.  TXT "v=DMARC1; p=none"
        _dmarc.legitimate.com.       TXT "v=DMARC1; p=reject"
        """;
    assertThat(words(zone, Messages.author("a.mail.legitimate.com")))
        .isEqualTo("fail, reject by p at legitimate.com");
  }

  @Test
  void DM_8_np() {
    var zone =
        """
        _dmarc.legitimate.com.     TXT "v=DMARC1; p=reject; sp=quarantine; np=none"
        nodata.legitimate.com.     A   192.0.2.1
        dangling.legitimate.com.   CNAME nothing.example.
        *.wild.legitimate.com.     A   192.0.2.1
        """;
    assertThat(words(zone, Messages.author("ghost.legitimate.com"))).contains("none by np");
    assertThat(words(zone, Messages.author("nodata.legitimate.com"))).contains("quarantine by sp");
    assertThat(words(zone, Messages.author("dangling.legitimate.com")))
        .contains("quarantine by sp");
    assertThat(words(zone, Messages.author("any.wild.legitimate.com")))
        .contains("quarantine by sp");
  }

  @Test
  void DM_9_testMode() {
    var zone = "_dmarc.example.com. TXT \"v=DMARC1; p=reject; t=y\"";
    var result = evaluate(ZoneResolver.of(zone), Messages.author("example.com"));
    assertThat(result.disposition()).isEqualTo(Policy.QUARANTINE);
    var applies = (Discovery.Applies) result.verdicts().getFirst().discovery();
    assertThat(applies.record().testing()).isTrue();
    assertThat(applies.demand().orElseThrow().published()).isEqualTo(Policy.REJECT);
  }

  @Test
  void DM_10_pct() {
    var zone = "_dmarc.example.com. TXT \"v=DMARC1; p=reject; pct=0\"";
    assertThat(evaluate(ZoneResolver.of(zone), Messages.author("example.com")).disposition())
        .isEqualTo(Policy.REJECT);
  }

  @Test
  void DM_11_severalAuthors() {
    assertThat(words(WORLD, Messages.author("attack.com", "legitimate.com"), dkim("attack.com")))
        .isEqualTo("fail, reject by p at legitimate.com");
    assertThat(words(WORLD, Messages.author("attack.com", "attack.com"), dkim("attack.com")))
        .isEqualTo("pass, by dkim attack.com");
  }

  @Test
  void DM_12_parenthesisInADomain() {
    var dns = new Asked(ZoneResolver.of(WORLD));
    var odd = Domain.of("legitimate.com(.attack.com");
    var identifier =
        new Identifier(Identifier.Mechanism.SPF, odd, "", new Identifier.Standing.Authenticated());
    var result = evaluate(dns, Messages.author("legitimate.com"), identifier);
    assertThat(result.outcome().word()).isEqualTo("fail");
    // As an author it is asked for nothing but the proper names above it.
    var author = new Author(List.of(), List.of(odd), List.of());
    assertThat(evaluate(dns, author, identifier).outcome().word()).isNotEqualTo("fail");
    assertThat(dns.names()).allMatch(Domain::isMailName);
  }

  @Test
  void DM_13_aFailingSignatureTakesNothingAway() {
    var author = Messages.author("legitimate.com");
    assertThat(words(WORLD, author, dkim("legitimate.com"), identifier("dkim=fail", "attack.com")))
        .isEqualTo("pass, by dkim legitimate.com");
    assertThat(words(WORLD, author, dkim("attack.com"), identifier("dkim=fail", "legitimate.com")))
        .isEqualTo("fail, reject by p at legitimate.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notlegitimate.com",
        "legitimate.com.attack.com",
        "legitimate.comm",
        "egitimate.com",
        "com",
        "xn--legitmate-2ib.com"
      })
  void DM_14_lookalikesAreNotAligned(String other) {
    assertThat(words(WORLD, Messages.author("legitimate.com"), spf(other), dkim(other)))
        .isEqualTo("fail, reject by p at legitimate.com");
  }

  @Test
  void DM_14_caseAndFinalDotDoNotMatter() {
    assertThat(words(WORLD, Messages.author("legitimate.com"), dkim("LEGITIMATE.Com.")))
        .startsWith("pass");
  }

  @Test
  void DM_15_subDomain() {
    var author = Messages.author("legitimate.com");
    assertThat(words(WORLD, author, dkim("evil.legitimate.com"))).startsWith("pass");
    var strict = "_dmarc.legitimate.com. TXT \"v=DMARC1; p=reject; adkim=s\"";
    assertThat(words(strict, author, dkim("evil.legitimate.com"))).startsWith("fail, reject");
  }

  @Test
  void DM_16_servfail() {
    var zone = "$STATUS servfail\n_dmarc.legitimate.com. TXT -";
    assertThat(words(zone, Messages.author("legitimate.com"), dkim("legitimate.com")))
        .isEqualTo("temperror, policy at legitimate.com");
  }

  @Test
  void DM_17_recordText() {
    assertThat(p("v=DMARC1;p=reject;;")).isEqualTo("fail, reject by p at example.com");
    assertThat(p("v=DMARC1 ; p = reject")).isEqualTo("fail, reject by p at example.com");
    assertThat(p("v=DMARC1; p=REJECT")).isEqualTo("fail, reject by p at example.com");
    assertThat(p("p=reject; v=DMARC1")).isEqualTo("none");
    assertThat(p("v=dmarc1")).isEqualTo("none");
    assertThat(p("v=DMARC1; p=foo; rua=mailto:a@b")).isEqualTo("fail, none by p at example.com");
    assertThat(p("v=DMARC1; p=foo")).isEqualTo("none, unusable at example.com");
    assertThat(p("v=DMARC1; rua=foo")).isEqualTo("none, unusable at example.com");
  }

  private static String p(String record) {
    return words("_dmarc.example.com. TXT \"" + record + '"', Messages.author("example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: no From",
        "From:",
        "From: <>",
        "From: undisclosed:;",
        "From: a@[192.0.2.1]",
        "From: a@",
        "From: @b",
        "From: \"nobody\""
      })
  void DM_19_noAuthor(String field) {
    var author = Author.of(new Header(List.of(Field.of(field))));
    var result = evaluate(ZoneResolver.of(WORLD), author, spf("attack.com"), dkim("attack.com"));
    assertThat(result.outcome().word()).isIn("permerror", "none");
  }

  /// §1 to §3: however the From field is written, nobody who is only attack.com passes as
  /// legitimate.com.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: <first@attack.com>\r\nFrom: <admin@legitimate.com>",
        "From: <admin@legitimate.com>\r\nFrom: <first@attack.com>",
        "From: <first@attack.com>\r\nFrom : <admin@legitimate.com>",
        "From\t: <admin@legitimate.com>\r\nFrom: <first@attack.com>",
        "fRoM: <admin@legitimate.com>\r\nFrom: <first@attack.com>",
        "From\0: <admin@legitimate.com>\r\nFrom: <first@attack.com>",
        "From: <first@attack.com>\r\nSender: <admin@legitimate.com>",
        "From: <first@attack.com>, <admin@legitimate.com>",
        "From: admin@legitimate.com,<second@attack.com>",
        "From:=?utf-8?B?PGFkbWluQGxlZ2l0aW1hdGUuY29tPg==?=,<second@attack.com>",
        "From: <@attack.com,@any.com:admin@legitimate.com>",
        "From: <admin@legitimate.com>\\,<second@attack.com>",
        "From: <any@attack.com>admin@legitimate.com",
        "From: <attacker@attack.com>:<spoofed@legitimate.com>",
        "From: admin@legitimate.com:;",
        "From: g: <x@attack.com>, <admin@legitimate.com>;",
        "From: [a@attack.com],<b@legitimate.com>",
        "From: <a@attack.com\0>, b@legitimate.com",
        "From: admin@legitimate.com (<a@attack.com>)",
        "From: <a@attack.com> <b@legitimate.com>",
        "From: alice@legitimate.com)bob@attack.com",
        "From: \"quoted\\\" <x@attack.com>\" <y@legitimate.com>",
        "From: admin@legitimate.com.",
        "From: admin@LEGITIMATE.com",
        "From: admin@\357\275\214egitimate.com",
        "From: admin@legitimate\343\200\202com",
        "From: admin@legit\302\255imate.com",
        "From: x@any.legitimate.com"
      })
  void CK_WL_HD_attackersNeverPassAsTheVictim(String fields) {
    var header = new Header(fields.lines().map(Field::of).toList());
    var author = Author.of(header);
    var result =
        evaluate(new Asked(ZoneResolver.of(WORLD)), author, spf("attack.com"), dkim("attack.com"));
    var victims = author.domains().stream().filter(d -> d.isWithin(Domain.of("legitimate.com")));
    if (result.outcome() instanceof DmarcOutcome.Pass) {
      assertThat(author.domains()).containsExactly(Domain.of("attack.com"));
      assertThat(victims).isEmpty();
    }
  }

  @Test
  void CK_a1_heloIsNoIdentifier() {
    // The MAIL FROM domain does not exist, so SPF says none for it; a HELO pass is not handed in.
    var author = Messages.author("legitimate.com");
    assertThat(words(WORLD, author, identifier("spf=none", "mailfrom.notexist.legitimate.com")))
        .isEqualTo("fail, reject by p at legitimate.com");
  }

  @Test
  void WL_3_nullReversePath() {
    var author = Messages.author("legitimate.com");
    assertThat(words(WORLD, author, spf("attack.com"))).startsWith("fail, reject");
    assertThat(words(WORLD, author, identifier("spf=fail", "legitimate.com")))
        .startsWith("fail, reject");
  }

  @Test
  void FP_3_nothingButIdentifiersMakesAPass() {
    assertThat(words(WORLD, Messages.author("legitimate.com"))).startsWith("fail, reject");
  }
}
