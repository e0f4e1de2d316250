package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signet.dns.DnssecChain.End;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;

class EvidenceCheckTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("signet.root", "../.."), "docs/examples");

  private static final Instant TIME = Instant.parse("2025-03-06T00:00:00Z");

  /// What leads to the key from the root, each with a signature; nobody checks yet what it says.
  private static final List<String> CHAIN =
      List.of(
          signature("s1._domainkey.boats.example.", "TXT", "boats.example."),
          signed("boats.example.", "DNSKEY", "257 3 13 AAAA", "boats.example."),
          signed("boats.example.", "DS", "1 13 2 00", "example."),
          signed("example.", "DNSKEY", "257 3 13 AAAA", "example."),
          signed("example.", "DS", "1 13 2 00", "."),
          signed(".", "DNSKEY", "257 3 13 AAAA", "."));

  @Test
  void whatLeadsToTheKeyFromTheRootIsInTheBundle() throws IOException {
    var check = EvidenceCheck.of(bundle(CHAIN));
    assertThat(check.holds()).isTrue();
    assertThat(check.sameWords()).isTrue();
    assertThat(check.keys()).hasSize(2);
    assertThat(check.keys().getFirst().chain().end()).isInstanceOf(End.Root.class);
    var told = EvidenceExplainer.explain(check);
    assertThat(told.mark()).isEqualTo(Mark.GOOD);
    assertThat(told.sentence()).startsWith("boats.example signed this message");
    assertThat(words(told)).contains("does not check yet whether they hold");
    assertThat(EvidenceJson.of("x", check)).contains("\"selector\":\"s1\",\"dnssec\":\"included\"");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    var check = EvidenceCheck.of(bundle(CHAIN.subList(0, 4)));
    assertThat(check.keys().getFirst().chain().end()).isInstanceOf(End.Unsigned.class);
    var told = EvidenceExplainer.explain(check);
    assertThat(told.mark()).isEqualTo(Mark.WARN);
    assertThat(words(told)).contains("ends at example DS, which is not signed");
    assertThat(EvidenceJson.of("x", check)).contains("\"dnssec\":\"incomplete\"");
  }

  @Test
  void anUnsignedZoneProvesNothing() throws IOException {
    var check = EvidenceCheck.of(bundle(List.of()));
    assertThat(check.holds()).isTrue();
    var told = EvidenceExplainer.explain(check);
    assertThat(told.mark()).isEqualTo(Mark.WARN);
    assertThat(words(told)).contains("the DNS as seen by whoever made the bundle");
    assertThat(EvidenceJson.of("x", check)).contains("\"dnssec\":\"unsigned\"");
  }

  @Test
  void anotherMessageDoesNotFitTheVerdict() throws IOException {
    var bundle = bundle(CHAIN);
    var changed =
        new EvidenceBundle(
            bundle.captured(),
            bundle.envelope(),
            Message.of(EXAMPLES.resolve("changed.eml")),
            bundle.dns(),
            bundle.results(),
            bundle.words(),
            bundle.json());
    var check = EvidenceCheck.of(changed);
    assertThat(check.holds()).isFalse();
    assertThat(check.differences())
        .extracting(EvidenceCheck.Difference::then, EvidenceCheck.Difference::now)
        .contains(tuple("pass", "fail"));
    assertThat(EvidenceExplainer.explain(check).mark()).isEqualTo(Mark.BAD);
    assertThat(words(EvidenceExplainer.explain(check)))
        .contains("the bundle says pass, its contents come to fail");
  }

  @Test
  void resultsThatCannotBeReadAreDifferences() throws IOException {
    var bundle = bundle(CHAIN);
    var lying =
        new EvidenceBundle(
            bundle.captured(),
            bundle.envelope(),
            bundle.message(),
            bundle.dns(),
            "\u0000",
            bundle.words(),
            bundle.json());
    assertThat(EvidenceCheck.of(lying).holds()).isFalse();
  }

  private static EvidenceBundle bundle(List<String> more) throws IOException {
    var zone = Files.readString(EXAMPLES.resolve("examples.zone"), ISO_8859_1);
    var text = String.join("\n", more) + "\n" + zone;
    var world = World.of(ZoneResolver.of(text), () -> TIME);
    var envelope =
        new Envelope(
            Optional.of(IpAddress.of("192.0.2.1")),
            "mail.boats.example",
            ReversePath.parse("alice@boats.example"),
            List.of());
    return EvidenceBundle.gather(world, Message.of(EXAMPLES.resolve("genuine.eml")), envelope);
  }

  private static String signed(String name, String type, String data, String signer) {
    return name + " " + type + " " + data + "\n" + signature(name, type, signer);
  }

  private static String signature(String name, String type, String signer) {
    return name
        + " RRSIG "
        + type
        + " 13 2 3600 20260101000000 20250101000000 1 "
        + signer
        + " AA==";
  }

  private static String words(Explanation explanation) {
    var out = new StringBuilder(explanation.sentence());
    explanation.because().forEach(reason -> out.append('\n').append(words(reason)));
    return out.toString();
  }
}
