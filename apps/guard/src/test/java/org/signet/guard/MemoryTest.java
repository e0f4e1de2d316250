package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Network;
import org.signet.guard.Deferrals.Attempt;

class MemoryTest {
  private static final Network HERE = Network.of("192.0.2.0/24");
  private static final Network THERE = Network.of("198.51.100.0/24");

  private Instant now = Posted.NOW;
  private final RecentDeferrals deferrals = new RecentDeferrals(() -> now);

  private static Attempt attempt(Network network, String sender, String... recipients) {
    return new Attempt(network, sender, List.of(recipients));
  }

  @Test
  void theFirstTryCounts() {
    var attempt = attempt(HERE, "a@x.example", "v@victim.com");
    assertThat(deferrals.waited(attempt)).isEmpty();
    deferrals.putOff(attempt);
    now = now.plus(Duration.ofHours(3));
    deferrals.putOff(attempt);
    assertThat(deferrals.waited(attempt)).contains(Duration.ofHours(3));
    assertThat(deferrals.waited(attempt(THERE, "a@x.example", "v@victim.com"))).isEmpty();
    assertThat(deferrals.waited(attempt(HERE, "b@x.example", "v@victim.com"))).isEmpty();
    assertThat(deferrals.waited(attempt(HERE, "a@x.example", "w@victim.com"))).isEmpty();
  }

  @Test
  void everyRecipientMustHaveWaited() {
    deferrals.putOff(attempt(HERE, "a", "v"));
    now = now.plus(Duration.ofHours(3));
    assertThat(deferrals.waited(attempt(HERE, "a", "v", "w"))).isEmpty();
    deferrals.putOff(attempt(HERE, "a", "v", "w"));
    now = now.plus(Duration.ofHours(2));
    assertThat(deferrals.waited(attempt(HERE, "a", "v", "w"))).contains(Duration.ofHours(2));
    assertThat(deferrals.waited(attempt(HERE, "a"))).isEmpty();
  }

  @Test
  void whatIsOldBeginsAnew() {
    var attempt = attempt(HERE, "a", "v");
    deferrals.putOff(attempt);
    now = now.plus(RecentDeferrals.KEPT);
    assertThat(deferrals.waited(attempt)).contains(RecentDeferrals.KEPT);
    now = now.plusSeconds(1);
    assertThat(deferrals.waited(attempt)).isEmpty();
    deferrals.putOff(attempt);
    assertThat(deferrals.waited(attempt)).contains(Duration.ZERO);
  }

  @Test
  void whoFloodsItForgetsHimself() {
    var quiet = attempt(HERE, "a", "v");
    var eldest = attempt(THERE, "s0", "v");
    deferrals.putOff(quiet);
    for (int i = 0; i <= RecentDeferrals.MOST_OF_A_NETWORK; i++) {
      deferrals.putOff(attempt(THERE, "s" + i, "v"));
    }
    assertThat(deferrals.waited(quiet)).isPresent();
    assertThat(deferrals.waited(eldest)).isEmpty();
    assertThat(deferrals.waited(attempt(THERE, "s1", "v"))).isPresent();
  }

  @Test
  void whatIsKeptIsBounded() {
    var first = attempt(HERE, "a", "v");
    deferrals.putOff(first);
    for (int i = 0; i < RecentDeferrals.MOST - 1; i++) {
      var network = Network.of("10." + i / 256 % 256 + "." + i % 256 + ".0/24");
      deferrals.putOff(attempt(network, "s" + i, "v"));
    }
    assertThat(deferrals.waited(first)).isPresent();
    deferrals.putOff(attempt(THERE, "a", "v"));
    assertThat(deferrals.waited(first)).isEmpty();
  }

  private static final String BROKEN = "$STATUS servfail\n_dmarc.slow.example. TXT -\n";

  @Test
  void aMessageThatCannotBeDeterminedIsPutOffForADay() throws IOException {
    var memory = Memory.fresh(() -> now);
    var posted = new Posted("| From: <bob@slow.example>");
    var receiver = new Receiver(Rules.usual());
    for (int hour = 0; hour < 24; hour += 4) {
      var proof = posted.proof(BROKEN);
      var handling = receiver.handle(proof, posted.direction(), memory.recall(proof));
      assertThat(handling).isInstanceOf(Handling.Defer.class);
      memory.note(proof, handling);
      now = now.plus(Duration.ofHours(4));
    }
    var proof = posted.proof(BROKEN);
    assertThat(receiver.handle(proof, posted.direction(), memory.recall(proof)))
        .isInstanceOf(Handling.Quarantine.class);
  }

  @Test
  void whatADomainAskedForIsRemembered() throws IOException {
    var memory = Memory.fresh(() -> now);
    var posted = new Posted("| From: <bob@slow.example>");
    memory.recall(posted.proof("_dmarc.slow.example. TXT \"v=DMARC1; p=none\"\n"));
    var receiver = new Receiver(Rules.usual());
    var proof = posted.proof(BROKEN);
    assertThat(receiver.handle(proof, posted.direction(), memory.recall(proof)))
        .isInstanceOf(Handling.Mark.class);
    now = now.plus(SeenPolicies.KEPT).plusSeconds(1);
    assertThat(receiver.handle(proof, posted.direction(), memory.recall(proof)))
        .isInstanceOf(Handling.Defer.class);
  }

  @Test
  void whereMostDomainsFailTheFaultIsOurs() throws IOException {
    var memory = Memory.fresh(() -> now);
    var receiver = new Receiver(Rules.usual());
    for (int i = 0; i < OwnFaults.Share.LEAST_DOMAINS - 1; i++) {
      var other = new Posted("by 10.0." + i + ".1 | From: <bob@d" + i + ".example>");
      var zone = i < 3 ? "$STATUS servfail\n_dmarc.d" + i + ".example. TXT -\n" : "";
      memory.recall(other.proof(zone));
    }
    var posted = new Posted("| From: <bob@slow.example>");
    var proof = posted.proof(BROKEN);
    var handling = receiver.handle(proof, posted.direction(), memory.recall(proof));
    assertThat(handling.why()).isInstanceOf(Reason.OwnFault.class);
    assertThat(handling).isInstanceOf(Handling.Mark.class);
  }
}
