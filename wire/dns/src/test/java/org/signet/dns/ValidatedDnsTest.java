package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dns.DnssecStanding.NEVER_WORKED;
import static org.signet.dns.DnssecStanding.STOPPED;
import static org.signet.dns.DnssecStanding.WORKS;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.signet.dns.ResolverCheck.Reply;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ValidatedDnsTest {
  private static final StubResolver.Patience PATIENCE =
      new StubResolver.Patience(Duration.ofSeconds(5), Duration.ofSeconds(20));

  private final TestClock clock = new TestClock();

  private static SignedTree tree(BiConsumer<Message, Message> spoils) throws IOException {
    var zones = ValidatingResolverTest.tree(SignedZone.signed("example."));
    return new SignedTree(List.of(zones), spoils);
  }

  private ValidatedDns dns(SignedTree tree) {
    return ValidatedDns.of(
        new Validation.Local(tree.anchors()), List.of(tree.address()), PATIENCE, clock);
  }

  private static Answer<?> ask(ValidatedDns dns, String name) {
    return dns.resolver().lookup(Domain.of(name), org.signet.dns.Type.A);
  }

  private static void strip(Message reply) {
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (var record : List.copyOf(reply.getSection(section))) {
        if (List.of(Type.RRSIG, Type.NSEC).contains(record.getType())) {
          reply.removeRecord(record, section);
        }
      }
    }
  }

  @Test
  void theStandingIsWhatWasSeen() {
    assertThat(NEVER_WORKED.after(false)).isEqualTo(NEVER_WORKED);
    assertThat(NEVER_WORKED.after(true)).isEqualTo(WORKS);
    assertThat(WORKS.after(false)).isEqualTo(STOPPED);
    assertThat(STOPPED.after(false)).isEqualTo(STOPPED);
    assertThat(STOPPED.after(true)).isEqualTo(WORKS);
  }

  @Test
  void whereItNeverWorkedNothingIsChecked() throws IOException {
    var strips = new AtomicBoolean(true);
    BiConsumer<Message, Message> spoils =
        (_, reply) -> {
          if (strips.get()) {
            strip(reply);
          }
        };
    try (var tree = tree(spoils)) {
      var dns = dns(tree);
      dns.look();
      assertThat(dns.standing()).isEqualTo(NEVER_WORKED);
      assertThat(security(ask(dns, "host.example"))).isEqualTo(Security.UNCHECKED);

      strips.set(false);
      clock.pass(Duration.ofMinutes(10));
      dns.look();
      assertThat(dns.standing()).isEqualTo(WORKS);
      assertThat(security(ask(dns, "host.example"))).isEqualTo(Security.SECURE);

      strips.set(true);
      clock.pass(Duration.ofHours(2)); // beyond what is kept
      dns.look();
      assertThat(dns.standing()).isEqualTo(STOPPED);
      assertThat(ask(dns, "host.example"))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> assertThat(failed.cause()).isEqualTo(Answer.Cause.BOGUS));
    }
  }

  private static Security security(Answer<?> answer) {
    return ((Answer.Found<?>) answer).source().security();
  }

  @Test
  void aResolverIsLookedAt() throws IOException {
    try (var tree = tree((_, reply) -> reply.getHeader().setFlag(Flags.AD))) {
      var check = check(tree);
      assertThat(check.works()).isTrue();
      var one = check.servers().getFirst();
      assertThat(one.validates()).isTrue();
      assertThat(one.stripsSignatures()).isFalse();
      assertThat(one.overTcp())
          .isInstanceOfSatisfying(
              Reply.Came.class, came -> assertThat(came.octets()).isBetween(100, 1232));
    }
  }

  @Test
  void aResolverThatStripsSignaturesIsSeen() throws IOException {
    try (var tree = tree((_, reply) -> strip(reply))) {
      var check = check(tree);
      assertThat(check.works()).isFalse();
      assertThat(check.servers().getFirst().stripsSignatures()).isTrue();
      assertThat(check.servers().getFirst().validates()).isFalse();
    }
  }

  private ResolverCheck check(SignedTree tree) {
    return ValidatedDns.check(new Validation.Local(tree.anchors()), List.of(tree.address()), clock);
  }
}
