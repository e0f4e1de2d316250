package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signet.dns.ScriptedServer.record;
import static org.signet.dns.ValidatingResolverTest.ask;
import static org.signet.dns.ValidatingResolverTest.tree;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.SignedZone.Denial;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// Section 12 of the threat catalogue, as far as it is about the DNS.
class DnssecAttacksTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 1_000 : 80;

  private static final Denial NSEC = new Denial.Nsec();

  private static SignedTree spoiled(BiConsumer<Message, Message> spoils) throws IOException {
    return new SignedTree(List.of(tree(SignedZone.signed("example."))), spoils);
  }

  private static boolean asks(Message query, String name, int type) {
    return query.getQuestion().getName().toString().equals(name)
        && query.getQuestion().getType() == type;
  }

  private static void replace(Message reply, int section, Record old, Record fresh) {
    reply.removeRecord(old, section);
    reply.addRecord(fresh, section);
  }

  private static void strip(Message reply) {
    for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) {
      for (var record : List.copyOf(reply.getSection(section))) {
        if (record instanceof RRSIGRecord) {
          reply.removeRecord(record, section);
        }
      }
    }
  }

  @Test
  void aForgedRecordIsBogus() throws IOException {
    try (var tree =
        spoiled(
            (query, reply) -> {
              if (asks(query, "host.example.", 1)) {
                var old = reply.getSection(Section.ANSWER).getFirst();
                replace(
                    reply, Section.ANSWER, old, record("host.example.", 300, "A", "192.0.2.66"));
              }
            })) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("BOGUS");
    }
  }

  @ParameterizedTest
  @CsvSource({"-366, -1", "1, 366"})
  void DA_4_aSignatureOutOfItsTimeIsBogus(int from, int to) throws IOException {
    var zone =
        SignedZone.signed("example.")
            .valid(
                SignedZone.NOW.plus(Duration.ofDays(from)),
                SignedZone.NOW.plus(Duration.ofDays(to)));
    try (var tree = new SignedTree(tree(zone))) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("BOGUS");
      assertThat(ask(tree.validating(), "host.unsigned", Type.A)).isEqualTo("found INSECURE");
    }
  }

  @Test
  void DA_4_aNewAnchorAloneIsEnoughAndARevokedOneIsNone() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      var own = tree.anchors().text();
      var other = ". IN DS 20326 8 2 " + "E0".repeat(32) + "\n";
      var both = TrustAnchors.parse(other + own).orThrow();
      assertThat(ask(tree.validating(both), "host.example", Type.A)).isEqualTo("found SECURE");
      var wrong = TrustAnchors.parse(other).orThrow();
      assertThat(ask(tree.validating(wrong), "host.example", Type.A)).isEqualTo("BOGUS");
      assertThat(ask(tree.validating(wrong), "host.unsigned", Type.A)).isEqualTo("BOGUS");
    }
    var revoked = revoked(SignedZone.signed(".").key);
    assertThat(TrustAnchors.parse(revoked + "\n").isOk()).isFalse();
  }

  /// A root that has revoked the key that is the anchor: the tag of the key has changed with it.
  @Test
  void DA_4_aKeyThatItsZoneRevokedIsNoAnchor() throws IOException {
    var zones = tree(SignedZone.signed("example."));
    var anchor = TrustAnchors.parse(SignedZone.ds(zones[0].key, 2) + "\n").orThrow();
    try (var tree =
        new SignedTree(
            List.of(zones),
            (query, reply) -> {
              if (asks(query, ".", 48)) {
                var key = zones[0].key;
                replace(reply, Section.ANSWER, key, revoked(key));
              }
            })) {
      assertThat(ask(tree.validating(anchor), "host.example", Type.A)).isEqualTo("BOGUS");
    }
  }

  @Test
  void DA_4_aKeyIsAnAnchorTooUnlessUnboundDoesNotTrustItYet() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      var key = SignedZone.signed(".").key.toString();
      var anchors = TrustAnchors.parse(key + " ;;state=2 [  VALID  ]\n").orThrow();
      assertThat(ask(tree.validating(anchors), "host.example", Type.A)).isEqualTo("found SECURE");
      assertThat(TrustAnchors.parse(key + " ;;state=1 [ ADDPEND ]\n").isOk()).isFalse();
    }
  }

  private static DNSKEYRecord revoked(DNSKEYRecord key) {
    var flags = key.getFlags() | DNSKEYRecord.Flags.REVOKE;
    return new DNSKEYRecord(
        key.getName(), DClass.IN, key.getTTL(), flags, 3, key.getAlgorithm(), key.getKey());
  }

  @Test
  void DA_4_bothKeysOfTheRootAreShipped() {
    assertThat(TrustAnchors.IANA.keyTags()).containsExactly(20326, 38696);
    for (var text : List.of("", "nonsense", "example. IN DS 1 8 2 00", ". IN A 192.0.2.1")) {
      assertThat(TrustAnchors.parse(text).isOk()).as(text).isFalse();
    }
  }

  @Test
  void DA_4_anUnknownAlgorithmIsInsecure() throws IOException {
    var zone = SignedZone.signed("example.");
    var root = SignedZone.signed(".").with("example.", "NS", "ns.example.");
    root.with("example.", "DS", "1 253 2 " + "00".repeat(32));
    zone.with("example.", "TXT", "x");
    try (var tree = new SignedTree(root, zone)) {
      assertThat(ask(tree.validating(), "example", Type.TXT)).isEqualTo("found INSECURE");
    }
  }

  @Test
  void DA_4_aDigestOfSha1AloneIsInsecure() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example."), 1))) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("found INSECURE");
    }
  }

  @Test
  void aResolverThatStripsSignaturesMakesNothingInsecure() throws IOException {
    try (var tree = spoiled((_, reply) -> strip(reply))) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("BOGUS");
      assertThat(ask(tree.validating(), "host.example", Type.TXT)).isEqualTo("BOGUS");
      assertThat(ask(tree.validating(), "host.unsigned", Type.A)).isEqualTo("BOGUS");
    }
  }

  @Test
  void DA_3_theAdBitOfAServerUpgradesNothing() throws IOException {
    BiConsumer<Message, Message> spoof =
        (_, reply) -> {
          strip(reply);
          reply.getHeader().setFlag(Flags.AD);
        };
    try (var tree = spoiled(spoof)) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("BOGUS");
    }
    try (var tree = spoiled((_, reply) -> reply.getHeader().setFlag(Flags.AD))) {
      assertThat(ask(tree.validating(), "host.unsigned", Type.A)).isEqualTo("found INSECURE");
      var stub = new StubResolver(List.of(tree.address()), StubResolver.Patience.USUAL);
      assertThat(ask(stub, "host.example", Type.A)).isEqualTo("found UNCHECKED");
    }
  }

  @Test
  void DA_3_theAdBitIsBelievedOfLoopbackOnlyAndWhereConfigured() throws IOException {
    try (var tree = spoiled((_, reply) -> reply.getHeader().setFlag(Flags.AD))) {
      assertThat(ask(tree.trusting(), "host.example", Type.A)).isEqualTo("found SECURE");
    }
    try (var tree = spoiled((_, _) -> {})) {
      assertThat(ask(tree.trusting(), "host.example", Type.A)).isEqualTo("found INSECURE");
      assertThat(ask(tree.trusting(), "host.example", Type.TXT)).isEqualTo("no data INSECURE");
    }
    var elsewhere = List.of(NameServer.parse("192.0.2.1").orThrow());
    assertThatThrownBy(() -> StubResolver.trusting(elsewhere, StubResolver.Patience.USUAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "host.example., 1, SERVFAIL, SERVFAIL",
    "host.example., 1, REFUSED, REFUSED",
    "host.example., 1, NOTIMP, MALFORMED",
    "example., 48, SERVFAIL, SERVFAIL",
    "example., 43, SERVFAIL, SERVFAIL",
    "example., 43, REFUSED, REFUSED",
    "., 48, SERVFAIL, SERVFAIL",
  })
  void DA_5_whatIsNotAnsweredIsNeitherBogusNorInsecure(
      String name, int type, String rcode, String expected) throws IOException {
    try (var tree =
        spoiled(
            (query, reply) -> {
              if (asks(query, name, type)) {
                reply.removeAllRecords(Section.ANSWER);
                reply.getHeader().setRcode(Rcode.value(rcode));
              }
            })) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo(expected);
    }
  }

  @Test
  void DA_5_aFailureIsNotRememberedOfTheKeys() throws IOException {
    var isBroken = new java.util.concurrent.atomic.AtomicBoolean(true);
    try (var tree =
        spoiled(
            (query, reply) -> {
              if (isBroken.get() && query.getQuestion().getType() == 48) {
                reply.removeAllRecords(Section.ANSWER);
                reply.getHeader().setRcode(Rcode.SERVFAIL);
              }
            })) {
      var dns = tree.validating();
      assertThat(ask(dns, "host.example", Type.A)).isEqualTo("SERVFAIL");
      isBroken.set(false);
      assertThat(ask(dns, "host.example", Type.A)).isEqualTo("found SECURE");
    }
  }

  @Test
  void DA_7_endlessAliasesEnd() throws IOException {
    try (var tree = spoiled((_, _) -> {})) {
      assertThat(ask(tree.validating(), "loop.example", Type.A)).isEqualTo("MALFORMED");
    }
  }

  @Test
  void DA_10_whatAnOptOutSpansIsInsecure() throws IOException {
    var zone = SignedZone.signed("example.", 13, new Denial.Nsec3(0, true));
    try (var tree = new SignedTree(tree(zone))) {
      var dns = tree.validating();
      assertThat(ask(dns, "_25._tcp.host.example", Type.TLSA)).isEqualTo("no such name INSECURE");
      assertThat(ask(dns, "host.example", Type.TLSA)).isEqualTo("no data SECURE");
    }
  }

  @Test
  void DA_10_aDenialThatDoesNotCoverTheNameIsBogus() throws IOException {
    var zone = SignedZone.signed("example.");
    try (var tree =
        new SignedTree(
            List.of(tree(zone)),
            (query, reply) -> {
              if (asks(query, "host.example.", 1)) {
                reply.removeAllRecords(Section.ANSWER);
                reply.getHeader().setRcode(Rcode.NXDOMAIN);
                var set = zone.denials(record("none.example.", 1, "A", "0.0.0.0").getName());
                set.getFirst().rrs().forEach(one -> reply.addRecord(one, Section.AUTHORITY));
                set.getFirst().sigs().forEach(one -> reply.addRecord(one, Section.AUTHORITY));
              }
            })) {
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("BOGUS");
      assertThat(ask(tree.validating(), "none.example", Type.A)).isEqualTo("no such name SECURE");
    }
  }

  @Test
  void DA_10_aWildcardProvesNothingForANameThatExists() throws IOException {
    var zone = SignedZone.signed("example.");
    try (var tree =
        new SignedTree(
            List.of(tree(zone)),
            (query, reply) -> {
              // Without the proof that the name itself does not exist.
              if (asks(query, "any.wild.example.", 16)) {
                reply.removeAllRecords(Section.AUTHORITY);
              }
            })) {
      assertThat(ask(tree.validating(), "any.wild.example", Type.TXT)).isEqualTo("BOGUS");
      assertThat(ask(tree.validating(), "other.wild.example", Type.TXT)).isEqualTo("found SECURE");
    }
  }

  @Test
  void DA_14_recordsOfOtherNamesAreNotSeen() throws IOException {
    try (var tree =
        spoiled(
            (_, reply) -> {
              reply.addRecord(record("host.unsigned.", 300, "A", "192.0.2.66"), Section.ANSWER);
              reply.addRecord(record("evil.example.", 300, "A", "192.0.2.66"), Section.ANSWER);
              reply.addRecord(record("evil.", 300, "NS", "ns.evil."), Section.AUTHORITY);
              reply.addRecord(record("ns.evil.", 300, "A", "192.0.2.66"), Section.ADDITIONAL);
            })) {
      var dns = tree.validating();
      var answer = dns.lookup(Domain.of("host.example"), Type.A);
      assertThat(ValidatingResolverTest.said(answer)).isEqualTo("found SECURE");
      assertThat(answer.records()).hasSize(1);
      assertThat(ask(dns, "evil.example", Type.A)).isEqualTo("BOGUS");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, SECURE", "100, SECURE", "101, INSECURE", "2500, INSECURE"})
  void DA_2_denialsThatHashTooOftenProveNothing(int iterations, Security security)
      throws IOException {
    var zone = SignedZone.signed("example.", 13, new Denial.Nsec3(iterations, false));
    try (var tree = new SignedTree(tree(zone))) {
      assertThat(ask(tree.validating(), "none.example", Type.A))
          .isEqualTo("no such name " + security);
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("found SECURE");
    }
  }

  @Test
  void DA_2_aDeepNameCostsNoMore() throws IOException {
    var zone = SignedZone.signed("example.", 13, new Denial.Nsec3(100, false));
    var deep = "a.".repeat(120) + "example";
    try (var tree = new SignedTree(tree(zone))) {
      var dns = tree.validating();
      var before = cpu();
      assertThat(List.of("BOGUS", "no such name SECURE")).contains(ask(dns, deep, Type.A));
      assertThat(cpu() - before).isLessThan(5_000_000_000L);
      assertThat(tree.asked.get()).isLessThan(10);
    }
  }

  /// Keys that all have one tag, and signatures that all claim to be by one of them.
  @ParameterizedTest
  @CsvSource({"4, 8, found SECURE", "5, 8, BOGUS", "4, 9, BOGUS", "500, 500, BOGUS"})
  void DA_1_keysAndSignaturesAreBounded(int keys, int signatures, String expected)
      throws IOException {
    var zone = SignedZone.signed("example.");
    for (int i = 1; i < keys; i++) {
      zone.add(sameTag(zone.key, i));
    }
    try (var tree =
        new SignedTree(
            List.of(tree(zone)),
            (query, reply) -> {
              if (asks(query, "host.example.", 1)) {
                multiply(reply, signatures);
              }
            })) {
      var dns = tree.validating();
      var before = cpu();
      var answer = ask(dns, "host.example", Type.A);
      // With several keys of a tag only one is tried, which may be the wrong one.
      assertThat(List.of(expected, "BOGUS")).contains(answer);
      if (expected.equals("BOGUS")) {
        assertThat(answer).isEqualTo("BOGUS");
      }
      assertThat(cpu() - before).isLessThan(5_000_000_000L);
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// Another key with the same tag: the tag is a sum of pairs of octets, so that two pairs may
  /// change against each other.
  private static DNSKEYRecord sameTag(DNSKEYRecord key, int by) {
    var octets = key.getKey().clone();
    int high = ((octets[0] & 0xff) << 8 | (octets[1] & 0xff)) + by;
    int low = ((octets[2] & 0xff) << 8 | (octets[3] & 0xff)) - by;
    octets[0] = (byte) (high >> 8);
    octets[1] = (byte) high;
    octets[2] = (byte) (low >> 8);
    octets[3] = (byte) low;
    return new DNSKEYRecord(
        key.getName(), DClass.IN, key.getTTL(), 257, 3, key.getAlgorithm(), octets);
  }

  private static void multiply(Message reply, int signatures) {
    var right =
        reply.getSection(Section.ANSWER).stream()
            .filter(RRSIGRecord.class::isInstance)
            .map(RRSIGRecord.class::cast)
            .findFirst()
            .orElseThrow();
    reply.removeRecord(right, Section.ANSWER);
    for (int i = 1; i < signatures; i++) {
      var octets = right.getSignature().clone();
      octets[7] ^= (byte) i;
      octets[8] ^= (byte) (i >> 8);
      reply.addRecord(
          new RRSIGRecord(
              right.getName(),
              DClass.IN,
              right.getTTL(),
              right.getTypeCovered(),
              right.getAlgorithm(),
              right.getOrigTTL(),
              right.getExpire(),
              right.getTimeSigned(),
              right.getFootprint(),
              right.getSigner(),
              octets),
          Section.ANSWER);
    }
    reply.addRecord(right, Section.ANSWER);
  }

  @Test
  void DA_1_anAnswerNeedsFewQuestions() throws IOException {
    var zone = SignedZone.signed("example.");
    var root = SignedZone.signed(".").delegatesTo(zone, 2);
    var zones = new java.util.ArrayList<>(List.of(root, zone));
    var name = "example.";
    for (int i = 0; i < 40; i++) {
      name = "a." + name;
      var child = SignedZone.signed(name).with(name, "TXT", "x");
      zones.getLast().delegatesTo(child, 2);
      zones.add(child);
    }
    try (var tree = new SignedTree(zones, (_, _) -> {})) {
      assertThat(ask(tree.validating(), name, Type.TXT)).isEqualTo("BOGUS");
      assertThat(tree.asked.get()).isLessThanOrEqualTo(Errand.MOST_QUESTIONS);
      assertThat(ask(tree.validating(), "a.".repeat(20) + "example", Type.TXT))
          .isEqualTo("found SECURE");
    }
  }

  /// Whatever a server does to its answers, nothing that it changed is taken for secure.
  @Test
  void anyChangeIsBogusAndNeverThrows() throws IOException {
    var seed = System.nanoTime();
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (var tree = spoiled((_, reply) -> change(reply, random))) {
      for (int i = 0; i < RUNS; i++) {
        var answer = tree.validating().lookup(Domain.of("host.example"), Type.A);
        if (answer instanceof Answer.Found<Rdata.Address>(_, var records, var source)
            && source.security() == Security.SECURE) {
          assertThat(records.toString())
              .as("seed " + seed)
              .isEqualTo("[Address[address=192.0.2.1]]");
        } else {
          assertThat(answer).as("seed " + seed).isInstanceOf(Answer.Failed.class);
        }
      }
    }
  }

  private static void change(Message reply, RandomGenerator random) {
    int section = random.nextBoolean() ? Section.ANSWER : Section.AUTHORITY;
    var records = reply.getSection(section);
    switch (random.nextInt(6)) {
      case 0 -> reply.getHeader().setRcode(random.nextInt(6));
      case 1 -> strip(reply);
      case 2 -> reply.removeAllRecords(section);
      case 3 -> {
        if (!records.isEmpty()) {
          reply.removeRecord(records.get(random.nextInt(records.size())), section);
        }
      }
      case 4 -> {
        if (!records.isEmpty()) {
          var old = records.get(random.nextInt(records.size()));
          var octets = old.rdataToWireCanonical();
          octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
          try {
            var fresh =
                Record.newRecord(old.getName(), old.getType(), DClass.IN, old.getTTL(), octets);
            replace(reply, section, old, fresh);
          } catch (RuntimeException _) {
            // No longer a record of that type.
          }
        }
      }
      default -> {}
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NSEC", "NSEC3"})
  void tooManyDenialsAreNotLookedAt(String kind) throws IOException {
    var denial = kind.equals("NSEC") ? NSEC : new Denial.Nsec3(0, false);
    try (var tree =
        new SignedTree(
            List.of(tree(SignedZone.signed("example.", 13, denial))),
            (_, reply) -> {
              var first =
                  reply.getSection(Section.AUTHORITY).stream()
                      .filter(one -> one instanceof NSECRecord || one instanceof NSEC3Record)
                      .findFirst();
              for (int i = 0; i < Errand.MOST_DENIALS && first.isPresent(); i++) {
                var name = record("n" + i + ".example.", 1, "A", "0.0.0.0").getName();
                var octets = first.get().rdataToWireCanonical();
                reply.addRecord(
                    Record.newRecord(name, first.get().getType(), DClass.IN, 300, octets),
                    Section.AUTHORITY);
              }
            })) {
      assertThat(ask(tree.validating(), "none.example", Type.A)).isEqualTo("BOGUS");
    }
  }
}
