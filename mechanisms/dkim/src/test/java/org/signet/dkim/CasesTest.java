package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.message.Field;

/// The case files: what signatures and keys may say.
class CasesTest {
  private static final List<String> FIELDS =
      List.of("From: Joe <joe@example.com>", "To: Ann <ann@example.net>", "Subject: Dinner");

  private static final String BODY = "Are you hungry yet?\r\n";
  private static final String MESSAGE = SlowSigner.RSA.sign(SlowSigner.RSA.tags(), FIELDS, BODY);

  @TestFactory
  Stream<DynamicNode> signatures() throws IOException {
    var file = CaseFile.read("signatures.cases");
    return tests(
        file,
        row -> assertThat(outcomeOf(changed(file.first(), row.what()))).contains(row.outcome()));
  }

  @TestFactory
  Stream<DynamicNode> keys() throws IOException {
    return tests(CaseFile.read("keys.cases"), CasesTest::holdsForKey);
  }

  private static Stream<DynamicNode> tests(CaseFile file, Consumer<CaseFile.Row> holds) {
    return file.sections().stream()
        .map(
            section ->
                dynamicContainer(
                    section.title(),
                    section.rows().stream()
                        .map(
                            row ->
                                dynamicTest(
                                    Ascii.printable(row.what(), 100) + " -> " + row.outcome(),
                                    () -> holds.accept(row)))));
  }

  private static String changed(String field, String change) {
    if (change.startsWith("+")) {
      return field + change.substring(1);
    }
    var name =
        change.startsWith("-") ? change.substring(1) : change.substring(0, change.indexOf('='));
    var tags = new ArrayList<String>();
    for (var tag : field.split("; ", -1)) {
      if (!tag.startsWith(name + "=")) {
        tags.add(tag);
      } else if (!change.startsWith("-")) {
        tags.add(change);
      }
    }
    return String.join("; ", tags);
  }

  private static String outcomeOf(String tags) {
    return switch (DkimSignature.parse(Field.of("DKIM-Signature: " + tags))) {
      case Parsed.Ok<DkimSignature> _ -> "fine";
      case Parsed.Malformed<DkimSignature>(var problem) -> problem.expected();
    };
  }

  private static void holdsForKey(CaseFile.Row row) {
    var rsa = SlowSigner.RSA.keys().getPublic().getEncoded();
    var zone = new StringBuilder();
    for (var record : row.what().split(" & ", -1)) {
      var text =
          record
              .replace("{rsa}", SlowSigner.base64(rsa))
              .replace("{bare}", SlowSigner.base64(Arrays.copyOfRange(rsa, 24, rsa.length)))
              .replace("{trailing}", SlowSigner.base64(Arrays.copyOf(rsa, rsa.length + 1)))
              .replace("{ed25519}", SlowSigner.ED25519.publicKey());
      zone.append("sel._domainkey.example.com. TXT \"").append(text).append("\"\n");
    }
    var result = check(MESSAGE, zone.toString());
    var expected = row.outcome().split(": ", 2);
    assertThat(result.outcome().word()).as("%s", result).isEqualTo(expected[0]);
    assertThat(DkimExplainer.explain(result).sentence()).contains(expected[expected.length - 1]);
  }

  private static DkimResult check(String message, String zone) {
    return Messages.verify(Messages.verifier(ZoneResolver.of(zone)), message).getFirst();
  }

  @Test
  void readsWhatAFieldSays() {
    var tags =
        "v=1; a=ed25519-sha256; c=relaxed; d=Example.COM; s=A.b; i=\"joe=20x\"@Mail.example.com;"
            + " t=10; x=20; l=3; h=From : \r\n to;bh=Zm 9v; b=Zm9v\r\n Zm9v";
    var signature = DkimSignature.parse(Field.of("DKIM-Signature: " + tags)).orThrow();
    assertThat(signature.algorithm()).isEqualTo(DkimAlgorithm.ED25519_SHA256);
    assertThat(signature.headerForm()).isEqualTo(Canonicalization.RELAXED);
    assertThat(signature.bodyForm()).isEqualTo(Canonicalization.SIMPLE);
    assertThat(signature.domain()).isEqualTo(Domain.of("example.com"));
    assertThat(signature.keyName()).isEqualTo(Domain.of("a.b._domainkey.example.com"));
    assertThat(signature.agent()).isEqualTo(new Agent("\"joe x\"", Domain.of("mail.example.com")));
    assertThat(signature.signedFields()).containsExactly("From", "to");
    assertThat(signature.length()).hasValue(3);
    assertThat(signature.signedAt())
        .hasValueSatisfying(t -> assertThat(t.getEpochSecond()).isEqualTo(10));
    assertThat(signature.expires())
        .hasValueSatisfying(t -> assertThat(t.getEpochSecond()).isEqualTo(20));
    assertThat(signature.bodyHash()).isEqualTo("Zm9v");
    assertThat(signature.signature()).isEqualTo("Zm9vZm9v");
  }
}
