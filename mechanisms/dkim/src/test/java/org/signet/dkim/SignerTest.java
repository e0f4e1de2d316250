package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Message;
import org.signet.testing.Conformance;
import org.signet.testing.DkimSuite;
import org.signet.testing.MixedMail;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

class SignerTest {
  private static final Domain DOMAIN = Domain.of("example.com");
  private static final Signatory RSA =
      new Signatory(DOMAIN, Domain.of("r1"), SignedMail.key("rsa.pem"));
  private static final Signatory ED25519 =
      new Signatory(DOMAIN, Domain.of("e1"), SignedMail.key("ed25519.pem"));
  private static final DkimVerifier VERIFIER =
      Messages.verifier(ZoneResolver.of(RSA.record().zoneText() + ED25519.record().zoneText()));

  private static final String MAIL =
      """
      Received: from a by b; Wed, 25 Nov 2026 11:59:00 +0000
      From: Joe <joe@example.com>
      To: Jane <jane@example.org>
      Subject: Is  dinner\tready?
      Date: Wed, 25 Nov 2026 12:00:00 +0000
      Message-ID: <1@example.com>
      X-Other: not signed

      Hello,

      this is  text.
      """
          .replace("\n", "\r\n");

  private static DkimSigner signer(Practice practice, Signatory... who) {
    return new DkimSigner(List.of(who), practice, InstantSource.fixed(Messages.NOW));
  }

  private static Signing sign(Practice practice, String mail) {
    return sign(signer(practice, RSA, ED25519), mail);
  }

  private static Signing sign(DkimSigner signer, String mail) {
    try {
      return signer.sign(Message.of(mail.getBytes(ISO_8859_1)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(Practice practice, String mail) {
    var signing = sign(practice, mail);
    assertThat(signing).isInstanceOf(Signing.Signed.class);
    var text = new StringBuilder();
    ((Signing.Signed) signing).fields().forEach(field -> text.append(field).append("\r\n"));
    return text + mail;
  }

  private static List<String> words(String message) {
    return Messages.verify(VERIFIER, message).stream()
        .map(result -> result.outcome().word())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"RELAXED,RELAXED", "RELAXED,SIMPLE", "SIMPLE,RELAXED", "SIMPLE,SIMPLE"})
  void everyShapeOfMailVerifiesInEveryForm(Canonicalization header, Canonicalization body) {
    int count = 0;
    for (var mail : MixedMail.made(240)) {
      var signing = sign(Practice.USUAL.in(header, body), mail.octets());
      if (signing instanceof Signing.Signed) {
        count++;
        assertThat(words(signed(Practice.USUAL.in(header, body), mail.octets())))
            .as(mail.name())
            .startsWith("pass", "pass");
      }
    }
    assertThat(count).isGreaterThan(200);
  }

  @Test
  void linesOfTheFieldAreShort() {
    var practice =
        Practice.USUAL
            .expiringAfter(Duration.ofDays(7))
            .onBehalfOf(new Agent("joe;=\u00fc", Domain.of("sub.example.com")));
    var text = signed(practice, MAIL);
    assertThat(text.lines().limit(8)).allMatch(line -> line.length() <= 78);
    var result = Messages.verify(VERIFIER, text).getFirst();
    assertThat(result.outcome()).isEqualTo(new DkimOutcome.Pass(List.of()));
    var signature = result.signature().orThrow();
    assertThat(signature.agent()).hasToString("joe;=\u00fc@sub.example.com");
    assertThat(signature.signedAt()).contains(Messages.NOW);
    assertThat(signature.expires()).contains(Messages.NOW.plus(Duration.ofDays(7)));
    assertThat(signature.length()).isEmpty();
  }

  @Test
  void nobodyCanAddAFieldThatIsOversigned() {
    var text = signed(Practice.USUAL, MAIL);
    for (var name : SigningTable.OVERSIGNED) {
      assertThat(words(name + ": x\r\n" + text)).as(name).containsExactly("fail", "fail");
      var below = text.replace("X-Other: ", name + ": x\r\nX-Other: ");
      assertThat(words(below)).as(name).containsExactly("fail", "fail");
    }
  }

  @Test
  void aListMayAddItsFields() {
    var text = signed(Practice.USUAL, MAIL);
    var listed =
        "Received: from list by mx\r\nSender: list@example.net\r\nList-Id: <list.example.net>\r\n"
            + text.replace("X-Other: ", "List-Unsubscribe: <https://x.example/>\r\nX-Other: ");
    assertThat(words(listed)).containsExactly("pass", "pass");
  }

  @Test
  void whatListsAddIsSignedWhereItIsThere() {
    var fields =
        List.of(
            "Sender: a@example.com",
            "List-Unsubscribe: <https://x.example/>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "BIMI-Selector: v=BIMI1; s=a");
    for (var field : fields) {
      var text = signed(Practice.USUAL, field + "\r\n" + MAIL);
      assertThat(words(text)).containsExactly("pass", "pass");
      assertThat(words(text.replace(field, field + "x"))).containsExactly("fail", "fail");
    }
  }

  @Test
  void whatBelongsToTheWayIsNotSigned() {
    var way =
        "Return-Path: <joe@example.com>\r\nResent-From: a@b.example\r\nAuthentication-Results: x;"
            + " none\r\n";
    var text = signed(Practice.USUAL, way + MAIL);
    assertThat(words(text.replace(way, ""))).containsExactly("pass", "pass");
  }

  /// White space and folding may change; any other octet that is signed may not.
  @Test
  void relaxedSurvivesWhatItAllowsAndNothingElse() {
    var chance = new Random(6376);
    var mails = new ArrayList<String>();
    for (var mail : MixedMail.made(240)) {
      var signing = sign(Practice.USUAL, mail.octets());
      if (signing.hazards().isEmpty()) {
        mails.add(mail.octets());
      }
    }
    assertThat(mails).hasSizeGreaterThan(30);
    for (var mail : mails) {
      var text = signed(Practice.USUAL, mail);
      int bodyAt = text.indexOf("\r\n\r\n");
      var header = text.substring(0, bodyAt);
      var relaxed =
          header.replaceAll("(?<=[^\\s:]) (?=[^\\s])", chance.nextBoolean() ? "  \t" : "\r\n\t ")
              + " \t"
              + text.substring(bodyAt).replaceAll("(?<=[^\\s])\r\n", " \t\r\n")
              + "\r\n\r\n";
      assertThat(words(relaxed)).as("%s", relaxed).startsWith("pass", "pass");
    }
    int changes = 0;
    var text = signed(Practice.USUAL, MAIL);
    for (int at = text.indexOf("\r\nFrom:"); at < text.length(); at++) {
      var isSigned = at < text.indexOf("X-Other") || at > text.indexOf("\r\n\r\n");
      if (isSigned && Ascii.isVisible(text.charAt(at))) {
        var other = (char) ('!' + (text.charAt(at) - '!' + 1 + chance.nextInt(90)) % 94);
        if (Character.toLowerCase(other) != Character.toLowerCase(text.charAt(at))) {
          changes++;
          var changed = text.substring(0, at) + other + text.substring(at + 1);
          assertThat(words(changed)).as(changed).doesNotContain("pass");
        }
      }
    }
    assertThat(changes).isGreaterThan(100);
  }

  @Test
  void aCarefulMessageHasNoHazard() {
    assertThat(sign(Practice.USUAL.strict(), MAIL)).isInstanceOf(Signing.Signed.class);
    assertThat(sign(Practice.USUAL, MAIL).hazards()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date: ;Missing[field=Date]",
        "Message-ID: ;Missing[field=Message-ID]",
      })
  void aMissingFieldIsNamed(String row) {
    var name = row.substring(0, row.indexOf(": ;"));
    var mail = MAIL.replaceAll("(?m)^" + name + ": .*\r\n", "");
    refuses(mail, row.substring(row.indexOf(';') + 1));
  }

  private static void refuses(String mail, String hazard) {
    var signing = sign(Practice.USUAL.strict(), mail);
    assertThat(signing).isInstanceOf(Signing.Refused.class);
    assertThat(signing.hazards().toString()).contains(hazard);
    assertThat(SigningExplainer.explain(signing).because()).isNotEmpty();
  }

  @Test
  void everyHazardIsNamedAndAStrictPracticeRefuses() {
    refuses("From: other@example.com\r\n" + MAIL, "FROM_REPEATED");
    refuses(MAIL + "m\u00fc\r\n", "EightBitBody[line=4, isDeclared=false]");
    refuses(MAIL.replace("Jane", "J\u00e4ne"), "EightBitField[field=To]");
    refuses(MAIL + "x".repeat(999) + "\r\n", "LongLine[line=4]");
    refuses(MAIL + "a\rb\r\n", "BareCr[line=4]");
    refuses(MAIL + "a\nb\r\n", "BareLf[line=4]");
    refuses(MAIL + "a\r", "BareCr[line=4]");
    refuses(MAIL.replace("dinner", "din\rner"), "BARE_CR_IN_HEADER");
    refuses(
        "References: " + "<a@b.example>\r\n ".repeat(80) + "<c@d>\r\n" + MAIL, "LongReferences");
    refuses("Subject: again\r\n" + MAIL, "FIELD_REPEATED");
  }

  @Test
  void aLineOfTheMostOctetsIsNoHazard() {
    assertThat(sign(Practice.USUAL.strict(), MAIL + "x".repeat(998) + "\r\n"))
        .isInstanceOf(Signing.Signed.class);
  }

  @Test
  void whatTheWayCarriesIsNoHazard() {
    var mail =
        MAIL.replace("X-Other", "Content-Transfer-Encoding: 8bit\r\nX-Other") + "m\u00fc\r\n";
    refuses(mail, "EightBitBody[line=4, isDeclared=true]");
    var practice = Practice.USUAL.strict();
    assertThat(sign(practice.over(Practice.Way.EIGHT_BIT), mail).hazards()).isEmpty();
    var utf8 = mail.replace("Jane", "J\u00e4ne");
    assertThat(sign(practice.over(Practice.Way.EIGHT_BIT), utf8).hazards()).hasSize(1);
    assertThat(sign(practice.over(Practice.Way.UTF8), utf8).hazards()).isEmpty();
  }

  @Test
  void aMessageWithoutAuthorIsNeverSigned() {
    var signing = sign(Practice.USUAL, "Subject: x\r\n\r\nbody\r\n");
    assertThat(signing).isInstanceOf(Signing.Refused.class);
    assertThat(SigningExplainer.explain(signing).sentence()).contains("cannot be");
  }

  @Test
  void aMessageThatBeginsWithABlankIsNeverSigned() {
    for (var start : List.of(" ", "\t", " \r\n")) {
      var signing = sign(Practice.USUAL, start + MAIL);
      assertThat(signing).isInstanceOf(Signing.Refused.class);
      assertThat(signing.hazards().toString()).contains("FIRST_LINE_FOLDED");
    }
  }

  @Test
  void moreFieldsThanVerifiersReadAreNeverSigned() {
    var mail = "List-Id: <a.example>\r\n".repeat(985) + MAIL;
    var signing = sign(Practice.USUAL, mail);
    assertThat(signing).isInstanceOf(Signing.Refused.class);
    assertThat(signing.hazards()).contains(new Hazard.TooManyNames(1_000));
  }

  @Test
  void aFieldWithAnOddNameDoesNotBreakTheSignature() {
    var text =
        signed(Practice.USUAL, "List-a;b=c: x\r\nList-" + "x".repeat(900) + ": y\r\n" + MAIL);
    assertThat(words(text)).containsExactly("pass", "pass");
  }

  @Test
  void aSmallKeyOrAForeignAgentIsRefused() {
    var small = SigningKey.Rsa.of((RSAPrivateCrtKey) SlowSigner.rsa(768).keys().getPrivate());
    assertThatThrownBy(() -> new Signatory(DOMAIN, Domain.of("s"), small))
        .hasMessageContaining("768 bits");
    assertThatThrownBy(() -> new Signatory(Domain.of("localhost"), Domain.of("s"), RSA.key()))
        .hasMessageContaining("no domain that signs mail");
    assertThatThrownBy(() -> new Signatory(DOMAIN, Domain.of("_s"), RSA.key()))
        .hasMessageContaining("no selector");
    var practice = Practice.USUAL.onBehalfOf(new Agent("joe", Domain.of("example.org")));
    assertThatThrownBy(() -> signer(practice, RSA)).hasMessageContaining("not within example.com");
  }

  /// RFC 8301 §3.1: there is no key that signs by SHA-1, and no other kind of key.
  @Test
  void nothingIsSignedBySha1() {
    assertThat(SigningKey.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(RSA.key().getClass(), ED25519.key().getClass());
    assertThat(List.of(RSA.key().algorithm(), ED25519.key().algorithm()))
        .containsExactly(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256);
    assertThat(signed(Practice.USUAL, MAIL))
        .contains("a=rsa-sha256;", "a=ed25519-sha256;")
        .doesNotContain("sha1");
  }

  /// The signing half of OpenDKIM's suite, compared by verifying: whatever is signed there by
  /// rsa-sha256 is signed here with the same key and forms, and holds by the suite's own record.
  @Test
  void openDkimSigningVectors() throws IOException {
    var folder = Suites.folder("dkim-opendkim");
    assumeTrue(folder.isPresent(), "skipped, because the suite dkim-opendkim is not there");
    var suite = DkimSuite.read(folder.get());
    int sha1 = 0;
    int sha256 = 0;
    for (var each : suite.cases()) {
      var sign = each.whole().at("sign");
      if (!each.whole().text("mode").equals("sign")
          || !each.whole().text("trusted").equals("true")) {
        continue;
      }
      var wanted = sign.orElseThrow();
      if (wanted.text("a").equals("rsa-sha1")) {
        sha1++;
        continue;
      }
      sha256++;
      var keys = suite.whole().at("keys").orElseThrow();
      var key = KeyFile.parse(keys.text(wanted.text("key")), new Passphrase.None());
      var secret = ((KeyReading.Read) key).key();
      var who =
          new Signatory(
              Domain.of(wanted.text("domain")), Domain.of(wanted.text("selector")), secret);
      var forms = (wanted.text("c") + "/simple").split("/", -1);
      var practice =
          Practice.USUAL.in(
              Canonicalization.named(forms[0]).orElseThrow(),
              Canonicalization.named(forms[1]).orElseThrow());
      var mail = unsigned(each);
      var signing = sign(signer(practice, who), mail);
      var field = ((Signing.Signed) signing).fields().getFirst();
      var verifier =
          new DkimVerifier(
              each.resolver(), InstantSource.fixed(Messages.NOW), DkimLimits.standard());
      var result = Messages.verify(verifier, field + "\r\n" + mail).getFirst();
      assertThat(result.outcome().word())
          .as("%s %s", each.id(), result.outcome())
          .isEqualTo("pass");
    }
    assertThat(sha256).isEqualTo(15);
    assertThat(sha1).isEqualTo(13);
    Conformance.note("dkim-opendkim signing by rsa-sha256", sha256, Map.of());
  }

  private static String unsigned(DkimSuite.Case each) {
    var text = new StringBuilder();
    each.whole().at("headers").orElseThrow().list().stream()
        .map(SuiteJson::text)
        .filter(field -> !field.startsWith("DKIM-Signature"))
        .forEach(field -> text.append(field).append("\r\n"));
    return text + "\r\n" + each.whole().text("body");
  }

  @Test
  void theFieldsTakeTheLineEndsOfTheFile() throws IOException {
    var unix = MAIL.replace("\r\n", "\n");
    var message = Message.of(unix.getBytes(ISO_8859_1));
    var signed = (Signing.Signed) signer(Practice.USUAL, RSA).sign(message);
    try (var in = message.under(signed.fields()).open()) {
      var text = new String(in.readAllBytes(), ISO_8859_1);
      assertThat(text).doesNotContain("\r").endsWith(unix);
      assertThat(words(text.replace("\n", "\r\n"))).containsExactly("pass");
    }
    try (var in = Message.of(MAIL.getBytes(ISO_8859_1)).under(signed.fields()).open()) {
      assertThat(words(new String(in.readAllBytes(), ISO_8859_1))).containsExactly("pass");
    }
  }
}
