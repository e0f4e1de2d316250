package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer.Cause;
import org.signet.dns.SignedZone.Denial;
import org.signet.foundation.text.Domain;

/// RFC 4035 §5, with a tree of zones that the test signs.
class ValidatingResolverTest {
  private static final Denial NSEC = new Denial.Nsec();

  /// The root, a zone with its contents, an unsigned zone beside it.
  static SignedZone[] tree(SignedZone zone) {
    return tree(zone, 2);
  }

  static SignedZone[] tree(SignedZone zone, int digest) {
    zone.with("example.", "TXT", "x")
        .with("host.example.", "A", "192.0.2.1")
        .with("*.wild.example.", "TXT", "w")
        .with("alias.example.", "CNAME", "host.example.")
        .with("out.example.", "CNAME", "host.unsigned.")
        .with("deep.empty.example.", "TXT", "d")
        .with("loop.example.", "CNAME", "loop.example.")
        .with("dangling.example.", "CNAME", "none.example.");
    var unsigned =
        SignedZone.unsigned("unsigned.")
            .with("host.unsigned.", "A", "192.0.2.2")
            .with("in.unsigned.", "CNAME", "host.example.");
    var root = SignedZone.signed(".").delegatesTo(zone, digest).delegatesTo(unsigned, digest);
    return new SignedZone[] {root, zone, unsigned};
  }

  static String said(Answer<?> answer) {
    return switch (answer) {
      case Answer.Found<?> found -> "found " + found.source().security();
      case Answer.NoData<?> none -> "no data " + none.source().security();
      case Answer.NoSuchName<?> none -> "no such name " + none.source().security();
      case Answer.Failed<?> failed -> failed.cause().name();
    };
  }

  static String ask(Resolver resolver, String name, Type<?> type) {
    return said(resolver.lookup(Domain.of(name), type));
  }

  private static String ask(SignedZone zone, String name, Type<?> type) throws IOException {
    try (var tree = new SignedTree(tree(zone))) {
      return ask(tree.validating(), name, type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NSEC", "NSEC3"})
  void eachKindOfAnswer(String kind) throws IOException {
    var denial = kind.equals("NSEC") ? NSEC : new Denial.Nsec3(0, false);
    try (var tree = new SignedTree(tree(SignedZone.signed("example.", 13, denial)))) {
      var dns = tree.validating();
      assertThat(ask(dns, "example", Type.TXT)).isEqualTo("found SECURE");
      assertThat(ask(dns, "host.example", Type.A)).isEqualTo("found SECURE");
      assertThat(ask(dns, "host.example", Type.AAAA)).isEqualTo("no data SECURE");
      assertThat(ask(dns, "empty.example", Type.TXT)).isEqualTo("no data SECURE");
      assertThat(ask(dns, "none.example", Type.A)).isEqualTo("no such name SECURE");
      assertThat(ask(dns, "a.none.example", Type.A)).isEqualTo("no such name SECURE");
      assertThat(ask(dns, "any.wild.example", Type.TXT)).isEqualTo("found SECURE");
      assertThat(ask(dns, "none", Type.A)).isEqualTo("no such name SECURE");
      assertThat(ask(dns, ".", Type.DNSKEY)).isEqualTo("found SECURE");
      assertThat(ask(dns, "example", Type.DS)).isEqualTo("found SECURE");
      assertThat(ask(dns, "host.unsigned", Type.A)).isEqualTo("found INSECURE");
      assertThat(ask(dns, "host.unsigned", Type.TXT)).isEqualTo("no data INSECURE");
      assertThat(ask(dns, "none.unsigned", Type.A)).isEqualTo("no such name INSECURE");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8,  SECURE",
    "10, SECURE",
    "13, SECURE",
    "14, SECURE",
    "15, SECURE",
    "16, SECURE",
  })
  void eachAlgorithm(int algorithm, Security security) throws IOException {
    var zone = SignedZone.signed("example.", algorithm, NSEC);
    assertThat(ask(zone, "host.example", Type.A)).isEqualTo("found " + security);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7})
  void DA_4_algorithmsWithSha1AreInsecure(int algorithm) throws IOException {
    var zone = SignedZone.signed("example.", algorithm, NSEC);
    assertThat(ask(zone, "host.example", Type.A)).isEqualTo("found INSECURE");
  }

  @Test
  void aliasesAreAsSecureAsTheWeakest() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      var dns = tree.validating();
      var answer = dns.lookup(Domain.of("alias.example"), Type.A);
      assertThat(said(answer)).isEqualTo("found SECURE");
      assertThat(((Answer.Found<?>) answer).source().aliases())
          .containsExactly(new Answer.Alias(Domain.of("alias.example"), Domain.of("host.example")));
      assertThat(ask(dns, "alias.example", Type.TXT)).isEqualTo("no data SECURE");
      assertThat(ask(dns, "alias.example", Type.CNAME)).isEqualTo("found SECURE");
      assertThat(ask(dns, "dangling.example", Type.A)).isEqualTo("no such name SECURE");
    }
  }

  @Test
  void DA_7_anInsecureAliasMakesInsecure() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      var dns = tree.validating();
      assertThat(ask(dns, "out.example", Type.A)).isEqualTo("found INSECURE");
      assertThat(ask(dns, "in.unsigned", Type.A)).isEqualTo("found INSECURE");
    }
  }

  @Test
  void aSignedAnswerIsKeptNoLongerThanItsSignature() throws IOException {
    var soon = SignedZone.NOW.plus(Duration.ofSeconds(20));
    var zone = SignedZone.signed("example.").valid(SignedZone.NOW, soon);
    try (var tree = new SignedTree(tree(zone))) {
      var answer = tree.validating().lookup(Domain.of("host.example"), Type.A);
      assertThat(((Answer.Found<?>) answer).source().ttl()).isEqualTo(Duration.ofSeconds(20));
    }
  }

  @Test
  void anAnswerTooLargeForUdpIsValidatedToo() throws IOException {
    var zone = SignedZone.signed("example.");
    for (int i = 0; i < 20; i++) {
      zone.with("large.example.", "TXT", "\"" + i + "x".repeat(100) + "\"");
    }
    assertThat(ask(zone, "large.example", Type.TXT)).isEqualTo("found SECURE");
  }

  @Test
  void theCacheKeepsTheSecurity() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      var dns =
          new CachingResolver(
              tree.validating(), CachingResolver.Bounds.USUAL, () -> SignedZone.NOW);
      assertThat(ask(dns, "host.example", Type.A)).isEqualTo("found SECURE");
      int before = tree.asked.get();
      assertThat(ask(dns, "host.example", Type.A)).isEqualTo("found SECURE");
      assertThat(tree.asked.get()).isEqualTo(before);
    }
  }

  @Test
  void whatIsSignedWithoutADelegationIsInsecure() throws IOException {
    var island = SignedZone.signed("island.example.").with("island.example.", "TXT", "x");
    var parent = SignedZone.signed("example.").with("island.example.", "NS", "ns.example.");
    var root = SignedZone.signed(".").delegatesTo(parent, 2);
    try (var tree = new SignedTree(root, parent, island)) {
      assertThat(ask(tree.validating(), "island.example", Type.TXT)).isEqualTo("found INSECURE");
    }
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      Thread.currentThread().interrupt();
      assertThat(ask(tree.validating(), "host.example", Type.A)).isEqualTo("TIMEOUT");
      assertThat(Thread.interrupted()).isTrue();
      var hurried = tree.validating().within(Duration.ZERO);
      assertThat(ask(hurried, "host.example", Type.A)).isEqualTo("TIMEOUT");
    }
  }

  @Test
  void nobodyListens() throws IOException {
    NameServer gone;
    TrustAnchors anchors;
    try (var tree = new SignedTree(tree(SignedZone.signed("example.")))) {
      gone = tree.address();
      anchors = tree.anchors();
    }
    var dns =
        new ValidatingResolver(
            List.of(gone),
            new StubResolver.Patience(Duration.ofSeconds(1), Duration.ofSeconds(2)),
            anchors,
            () -> SignedZone.NOW);
    assertThat(List.of(Cause.UNREACHABLE.name(), Cause.TIMEOUT.name()))
        .contains(ask(dns, "host.example", Type.A));
  }
}
