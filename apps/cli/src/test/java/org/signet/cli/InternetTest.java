package org.signet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testing.Conformance;
import org.signet.testing.Internet;
import org.signet.testing.Lab;

/// Mail to each domain of the lab's internet, which are secured and attacked in all the ways that
/// DANE and MTA-STS know: what we say of them, beside unbound and beside a Postfix that does DANE
/// by itself; and what a Postfix does that asks us.
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class InternetTest {
  /// What rests on SHA-1 is unsigned for us, and signed for unbound.
  private static final String SHA1_WHY = "insecure, by RFC 9905 §2: SHA-1 is not to be relied on";

  private static final String SHA1_DS_WHY =
      "insecure: a digest by SHA-1 counts for no more than a signature by it, RFC 9905 §2";

  private static final Map<String, String> SHA1 =
      Map.of(
          "rsasha1.example", SHA1_WHY,
          "rsasha1-wrong.example", SHA1_WHY,
          "rsasha1-nsec3.example", SHA1_WHY,
          "sha1-ds.example", SHA1_DS_WHY);

  /// What Signet delivers although the Postfix that does DANE refuses it.
  private static final Map<String, String> DELIVERED =
      Map.of(
          "rsasha1-wrong.example",
          SHA1_WHY,
          "both-unsigned-wrong.example",
          "delivered by MTA-STS, which names the host: RFC 7672 §2.2.1 leaves DANE to the client"
              + " where MX records are unsigned, and Postfix has no level for both");

  private static final String INJECTED =
      "not delivered: RFC 3207 §4.2 has us forget what came before TLS, and what came with the"
          + " answer to STARTTLS is an attack; Postfix goes on";

  private static final Map<String, String> OTHERWISE =
      Map.of(
          "rsasha1.example", SHA1_WHY,
          "rsasha1-nsec3.example", SHA1_WHY,
          "sha1-ds.example", SHA1_DS_WHY,
          "rsasha1-wrong.example", SHA1_WHY,
          "injection.example", INJECTED,
          "sts-injection.example", INJECTED);

  private InternetFindings found = InternetFindings.NONE;

  @BeforeAll
  void send() throws Exception {
    var obstacle = Lab.internetObstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    found = InternetFindings.gather();
  }

  @Test
  void unboundAgreesOnEveryName() throws Exception {
    var names = found.by(Internet.VALIDATING);
    assertThat(names)
        .filteredOn(name -> !SHA1.containsKey(name.domain()))
        .hasSizeGreaterThan(400)
        .allSatisfy(name -> assertThat(name.ours()).as(name.toString()).isEqualTo(name.unbound()));
    assertThat(names)
        .filteredOn(name -> SHA1.containsKey(name.domain()))
        .isNotEmpty()
        .allSatisfy(
            name -> {
              assertThat(name.unbound()).isEqualTo("secure");
              assertThat(name.ours()).isEqualTo("insecure");
            });
    var settled = new ArrayList<Conformance.Settled>();
    SHA1.forEach(
        (domain, why) -> {
          int count = (int) names.stream().filter(name -> name.domain().equals(domain)).count();
          settled.add(new Conformance.Settled(domain, count, why));
        });
    settled.sort(Comparator.comparing(Conformance.Settled::name));
    Conformance.note(
        "peers: names of the lab's internet, secure by unbound", names.size(), settled);
  }

  /// Validation is ours: what a server says of it counts neither for nor against.
  @ParameterizedTest
  @ValueSource(strings = {Internet.FORWARDING, Internet.LYING})
  void aServerNeedNotValidateAndMayLie(String server) {
    assertThat(found.by(server))
        .hasSize(20)
        .allSatisfy(name -> assertThat(name.ours()).as(name.toString()).isEqualTo(name.unbound()));
  }

  @Test
  void withoutSignaturesNothingIsBelieved() {
    assertThat(found.by(Internet.STRIPPING))
        .hasSize(20)
        .extracting(InternetFindings.Name::ours)
        .containsOnly("bogus");
  }

  /// The table of all of it, for the page.
  @Test
  void nothingIsDeliveredThatPostfixRefuses() throws Exception {
    assertThat(found.mails())
        .hasSizeGreaterThan(80)
        .allSatisfy(
            (domain, mail) -> {
              var isDelivered =
                  mail.ours().status().equals("sent") && !mail.dane().status().equals("sent");
              assertThat(isDelivered).as(domain).isEqualTo(DELIVERED.containsKey(domain));
            });
    Conformance.note(
        "peers: mail of the lab's internet, held back where Postfix's DANE does",
        found.mails().size(),
        DELIVERED);
    Conformance.section("internet", found.table());
  }

  /// Two clients, two judges of certificates, and the same is seen.
  @Test
  void ourOwnClientWouldDoAsPostfixDoes() throws Exception {
    assertThat(found.mails())
        .allSatisfy(
            (domain, mail) -> {
              var ours = InternetFindings.delivered(mail.visit());
              var differs = !ours.equals(InternetFindings.delivered(mail.dane()));
              assertThat(differs)
                  .as("%s: %s", domain, ours)
                  .isEqualTo(OTHERWISE.containsKey(domain));
            });
    Conformance.note(
        "peers: mail of the lab's internet by DANE, as our own client sees it",
        found.mails().size(),
        OTHERWISE);
  }

  // ---- What Postfix is told

  @ParameterizedTest
  @ValueSource(
      strings = {"good", "no-mx", "one-bad-mx", "wrong-tlsa", "attacked", "dane-ta", "both"})
  void daneOnlyWhereEveryMxPinsAKey(String name) {
    assertThat(mail(name).reply()).isEqualTo("dane-only");
  }

  @Test
  void daneOnlyWhereSomeMxPinAKeyAndAPolicyIsEnforced() {
    assertThat(mail("both-some-mx").reply()).isEqualTo("dane-only");
    assertThat(mail("both-some-mx").ours().tls()).isEqualTo("Verified");
    assertThat(mail("both-some-mx-wrong").reply()).isEqualTo("dane-only");
    assertThat(mail("both-some-mx-wrong").ours().status()).isEqualTo("deferred");
  }

  @Test
  void daneWhereSomeMxPinAKey() {
    assertThat(mail("some-mx").reply()).isEqualTo("dane");
    assertThat(mail("some-mx").ours().tls()).isEqualTo("Verified");
    assertThat(mail("some-mx-wrong").reply()).isEqualTo("dane");
    assertThat(mail("some-mx-wrong").ours().status()).isEqualTo("sent");
  }

  @Test
  void encryptWhereNoTlsaRecordIsUsable() {
    assertThat(mail("unusable-tlsa").reply()).isEqualTo("encrypt");
    assertThat(mail("unusable-tlsa").ours().status()).isEqualTo("sent");
    assertThat(mail("unusable-no-starttls").reply()).isEqualTo("encrypt");
    assertThat(mail("unusable-no-starttls").ours().status()).isEqualTo("deferred");
  }

  @Test
  void secureWhereAPolicyIsEnforced() {
    assertThat(mail("sts-enforce").reply())
        .isEqualTo("secure match=mx.sts-enforce.example servername=hostname");
    assertThat(mail("sts-wildcard").reply())
        .isEqualTo("secure match=mx.sts-wildcard.example servername=hostname");
    for (var name : List.of("sts-enforce", "sts-wildcard", "sts-some-mx")) {
      assertThat(mail(name).ours().status()).as(name).isEqualTo("sent");
      assertThat(mail(name).ours().tls()).as(name).isEqualTo("Verified");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts-attacked", "sts-wrong-name", "sts-self-signed", "sts-no-starttls"})
  void mailWaitsWhereAnEnforcedPolicyIsBroken(String name) {
    assertThat(mail(name).reply()).startsWith("secure ");
    assertThat(mail(name).ours().status()).isEqualTo("deferred");
    assertThat(mail(name).dane().status()).isEqualTo("sent");
  }

  @Test
  void mailWaitsForAHostThatAnEnforcedPolicyNames() {
    assertThat(mail("sts-other-mx").reply()).isEqualTo("TEMP");
    assertThat(mail("sts-other-mx").ours().status()).isEqualTo("deferred");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attacked", "dane-ta-attacker", "sts-attacked"})
  void theCertificateOfAnAttackerIsRefused(String name) {
    assertThat(mail(name).ours().status()).isEqualTo("deferred");
    assertThat(mail(name).ours().text()).isEqualTo("Server certificate not verified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-tlsa",
        "unsigned",
        "clear",
        "sts-testing",
        "sts-testing-attacked",
        "sts-none",
        "sts-redirect",
        "sts-missing",
        "sts-host-name",
        "sts-host-attacked",
        "null-mx"
      })
  void nothingIsSaidWithoutAPolicy(String name) {
    assertThat(mail(name).reply()).isEqualTo("NOTFOUND");
    assertThat(mail(name).ours().status()).isEqualTo(mail(name).dane().status());
  }

  @Test
  void nothingIsSaidOfOtherKeysThanDomains() {
    assertThat(found.keys())
        .containsEntry("good.example", "dane-only")
        .containsEntry(".good.example", "")
        .containsEntry("[mx.good.example]", "")
        .containsEntry("good.example:587", "");
  }

  @Test
  void daneIsToldToAPostfixThatCanDoIt() {
    assertThat(found.postfix())
        .containsEntry("dnssec", "able")
        .containsEntry(
            "enabled", "Postfix has smtp_dns_support_level = enabled; it must be dnssec.");
  }

  @Test
  void enforcedMailGoesOnlyOverVerifiedTls() {
    assertThat(found.mails())
        .allSatisfy(
            (domain, mail) -> {
              var isEnforced =
                  mail.reply().startsWith("secure ") || mail.reply().equals("dane-only");
              if (isEnforced && mail.ours().status().equals("sent")) {
                assertThat(mail.ours().tls()).as(domain).isEqualTo("Verified");
              }
            });
  }

  @Test
  void daneComesBeforeMtaSts() {
    assertThat(mail("both-wrong-tlsa").reply()).isEqualTo("dane-only");
    assertThat(mail("both-wrong-tlsa").ours().status()).isEqualTo("deferred");
    assertThat(mail("both-self-signed").ours().tls()).isEqualTo("Verified");
    assertThat(mail("both-servfail").ours().status()).isEqualTo("deferred");
  }

  // ---- What can be told afterwards

  @ParameterizedTest
  @CsvSource({
    "good, dane",
    "both-some-mx, dane",
    "sts-enforce, mta_sts",
    "sts-testing, encrypted",
    "no-tlsa, encrypted",
    "unusable-tlsa, encrypted",
    "clear, clear"
  })
  void explainTellsWhatProtectedAMessage(String name, String protection) {
    assertThat(found.explained()).containsEntry(name + ".example", protection);
  }

  @Test
  void whatWasEnforcedIsToldAsVerified() {
    assertThat(found.mails())
        .allSatisfy(
            (domain, mail) -> {
              if (mail.ours().status().equals("sent")) {
                if (mail.reply().equals("dane-only")) {
                  assertThat(found.explained()).containsEntry(domain, "dane");
                } else if (mail.reply().startsWith("secure ")) {
                  assertThat(found.explained()).containsEntry(domain, "mta_sts");
                }
              }
            });
  }

  private InternetFindings.Mail mail(String name) {
    return Objects.requireNonNull(found.mails().get(name + ".example"));
  }
}
