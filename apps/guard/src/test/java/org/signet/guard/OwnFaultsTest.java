package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;
import org.signet.guard.OwnFaults.Share;

class OwnFaultsTest {
  private Instant now = Posted.NOW;
  private final OwnFaults faults = new OwnFaults(() -> now);

  private void see(int domain, int network, boolean failed) {
    faults.saw(
        Domain.of("d" + domain + ".example"),
        Network.of("10." + network / 256 + "." + network % 256 + ".0/24"),
        failed);
  }

  @Test
  void moreThanAFifthIsOurs() {
    for (int i = 0; i < 10; i++) {
      see(i, i, i < 2);
    }
    assertThat(faults.share()).isEqualTo(new Share(2, 10));
    assertThat(faults.share().isOurs()).isFalse();
    see(2, 2, true);
    assertThat(faults.share()).isEqualTo(new Share(3, 10));
    assertThat(faults.share().isOurs()).isTrue();
  }

  @Test
  void fewDomainsSayNothing() {
    for (int i = 0; i < 9; i++) {
      see(i, i, true);
    }
    assertThat(faults.share().isOurs()).isFalse();
  }

  @Test
  void oneDomainCountsOnceAndOneNetworkThreeTimes() {
    for (int i = 0; i < 50; i++) {
      see(7, i, true);
      see(100 + i, 200, true);
    }
    assertThat(faults.share()).isEqualTo(new Share(4, 4));
  }

  @Test
  void theWindowPasses() {
    see(1, 1, true);
    now = now.plus(OwnFaults.WINDOW);
    assertThat(faults.share()).isEqualTo(new Share(1, 1));
    now = now.plusMillis(1);
    assertThat(faults.share()).isEqualTo(Share.NONE);
  }

  @Test
  void theLatestAreKept() {
    for (int i = 0; i <= OwnFaults.MOST_DOMAINS; i++) {
      see(i, i, i == 0);
    }
    assertThat(faults.share()).isEqualTo(new Share(0, OwnFaults.MOST_DOMAINS));
  }
}
