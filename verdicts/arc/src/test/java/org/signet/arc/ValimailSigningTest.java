package org.signet.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.HeaderIndex;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyReading;
import org.signet.dkim.Passphrase;
import org.signet.dkim.Signatory;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.testing.Conformance;
import org.signet.testing.Suites;
import org.signet.testing.Valimail;

/// The signing half of the suite of ValiMail. The fields should have its tags; their order and
/// their lines are everybody's own, and with them the value of `b=`. So ours is checked with the
/// key, and that ours and the suite's sign the same fields is seen by signing the suite's.
class ValimailSigningTest {
  @TestFactory
  Stream<DynamicNode> signing() throws IOException {
    var folder = Suites.folder("arc-valimail");
    assumeTrue(folder.isPresent(), "skipped, because the suite arc-valimail is not there");
    var scenarios = Valimail.read(folder.get().resolve("tests/arc-draft-sign-tests.yml"));
    var cases = scenarios.stream().mapToInt(each -> each.cases().size()).sum();
    assertThat(cases).isEqualTo(17);
    Conformance.note("arc-valimail signing", cases);
    return scenarios.stream()
        .map(
            scenario ->
                dynamicContainer(
                    scenario.title(),
                    scenario.cases().stream()
                        .map(each -> dynamicTest(each.name(), () -> seals(scenario, each)))));
  }

  private static void seals(Valimail.Scenario scenario, Valimail.Case each) throws IOException {
    var who = signatory(scenario.signing());
    var wanted = each.wanted();
    var arrived = Arc.verify(each.message(), scenario.zone());
    var sealing = seal(each, who, ChainValidation.of(arrived.outcome()));
    if (wanted.seal().isEmpty()) {
      assertThat(sealing).isInstanceOf(Sealing.AlreadyFailed.class);
      return;
    }
    assertThat(sealing).isInstanceOf(Sealing.Sealed.class);
    var fields = ((Sealing.Sealed) sealing).fields();
    var expected =
        List.of(
            Field.of("ARC-Seal: " + asSigned(wanted.seal())),
            Field.of("ARC-Message-Signature: " + asSigned(wanted.ams())),
            Field.of("ARC-Authentication-Results: " + wanted.aar()));
    assertThat(tags(fields.getFirst())).isEqualTo(tags(expected.getFirst()));
    assertThat(tags(fields.get(1))).isEqualTo(tags(expected.get(1)));
    assertThat(statements(fields.getLast())).isEqualTo(statements(expected.getLast()));
    hold(scenario, each, arrived, fields);
    hold(scenario, each, arrived, expected);
  }

  /// The tags in the one form that the suite signs: white space before each, and nowhere else.
  private static String asSigned(String tags) {
    return tags.replaceAll("\\s", "").replace(";", "; ");
  }

  private static Signatory signatory(Valimail.Signing signing) {
    var key = (KeyReading.Read) KeyFile.parse(signing.key(), new Passphrase.None());
    return new Signatory(Domain.of(signing.domain()), Domain.of(signing.selector()), key.key());
  }

  private static Sealing seal(Valimail.Case each, Signatory who, ChainValidation chain)
      throws IOException {
    var now = Instant.ofEpochSecond(Long.parseLong(each.wanted().time()));
    var names = List.of(each.wanted().names().split(":", -1));
    try (var stream = MessageStream.open(Message.of(each.message().getBytes(ISO_8859_1)))) {
      var session = new SealingSession(stream.header(), names, who, now);
      stream.transferTo(session::body);
      var results = ArrivalResults.in(stream.header(), each.wanted().authservId()).orElseThrow();
      results.chain().ifPresent(said -> assertThat(said).isEqualTo(chain));
      return session.finish(results, chain);
    }
  }

  /// The tags without `b=`.
  private static Map<String, String> tags(Field field) {
    var tags = new TreeMap<String, String>();
    for (var tag : TagList.parse(field.rawValue()).orThrow().tags()) {
      if (!tag.name().equals("b")) {
        tags.put(tag.name(), tag.value().replaceAll("\\s", ""));
      }
    }
    return tags;
  }

  private static List<String> statements(Field results) {
    return Stream.of(results.value().split(";", -1))
        .map(each -> each.strip().replaceAll("\\s+", " "))
        .toList();
  }

  /// Both signatures of a set hold on the message.
  private static void hold(
      Valimail.Scenario scenario, Valimail.Case each, ArcResult arrived, List<Field> fields)
      throws IOException {
    var set =
        new ArcSet(
            ArcAuthenticationResults.parse(fields.getLast()).orThrow(),
            ArcMessageSignature.parse(fields.get(1), 1).orThrow(),
            ArcSeal.parse(fields.getFirst()).orThrow());
    var sets = new ArrayList<ArcSet>();
    if (set.seal().validation() == ChainValidation.PASS) {
      arrived.sets().forEach(one -> sets.add(one.set()));
    }
    sets.add(set);
    var keys = new Keys(scenario.zone(), DkimLimits.standard(), Runnable::run);
    var checks = new ArcChecks(keys, Arc.CLOCK, DkimLimits.standard());
    var seal = checks.seal(set.seal(), SealHashes.of(sets).getLast());
    assertThat(seal).isInstanceOf(DkimOutcome.Pass.class);
    try (var stream = MessageStream.open(Message.of(each.message().getBytes(ISO_8859_1)))) {
      var all = new ArrayList<>(fields);
      all.addAll(stream.header().fields());
      var hasher = new BodyHasher();
      checks.prepare(List.of(set), hasher);
      stream.transferTo(hasher::update);
      hasher.end();
      var outcome = checks.message(set.message(), new HeaderIndex(new Header(all)), hasher);
      assertThat(outcome).isInstanceOf(DkimOutcome.Pass.class);
    }
  }
}
