package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signet.milter.FakeFilter.ALL;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.testing.ScriptedMta;

/// What an MTA and a filter agree on.
@Timeout(60)
class NegotiationTest {
  private static final int EVERYTHING = ~0;

  private static Negotiation agreed(int actions, int protocol, Needs needs) {
    return Negotiation.of(6, actions, protocol, needs);
  }

  @Test
  void theOlderVersionIsTaken() {
    assertThat(Negotiation.of(2, 0, 0, ALL).version()).isEqualTo(2);
    assertThat(Negotiation.of(6, 0, 0, ALL).version()).isEqualTo(6);
    assertThat(Negotiation.of(-1, 0, 0, ALL).version()).isEqualTo(6);
  }

  @Test
  void nothingIsTakenThatIsNotOffered() {
    for (int bit = 0; bit < 32; bit++) {
      var agreed = agreed(1 << bit, 1 << bit, ALL.macros(Step.MAIL, "i"));
      assertThat(agreed.actions() & ~(1 << bit)).isZero();
      assertThat(agreed.protocol() & ~(1 << bit)).isZero();
    }
  }

  @Test
  void silentStepsAreNotAnsweredAndOthersNotHeard() {
    var needs = Needs.nothing().hearing(Step.FIELD, Step.BODY).answering(Step.END_OF_HEADER);
    var agreed = agreed(EVERYTHING, EVERYTHING, needs);
    // CONNECT, HELO, RCPT and DATA are not heard; none is answered but the end of the header.
    int unheard = 0x1 | 0x2 | 0x8 | 0x200 | 0x100;
    int unanswered = 0x1000 | 0x2000 | 0x4000 | 0x8000 | 0x10000 | 0x20000 | 0x80000 | 0x80;
    assertThat(agreed.protocol()).isEqualTo(unheard | unanswered | Negotiation.LEADING_SPACE);
    assertThat(agreed.actions()).isZero();
    assertThat(agreed.answers(Step.END_OF_HEADER)).isTrue();
    assertThat(agreed.answers(Step.END)).isTrue();
    assertThat(agreed.answers(Step.BODY)).isFalse();
  }

  @Test
  void whatIsAnsweredIsHeard() {
    assertThat(Needs.nothing().answering(Step.FIELD).heard()).contains(Step.FIELD);
    assertThat(Needs.nothing().heard()).containsExactly(Step.MAIL, Step.END_OF_HEADER, Step.END);
  }

  @Test
  void aBodyCanBeSkippedOnlyWhereItIsAnswered() {
    assertThat(agreed(EVERYTHING, EVERYTHING, ALL).skipsBodies()).isFalse();
    var answering = ALL.answering(Step.BODY);
    assertThat(agreed(EVERYTHING, EVERYTHING, answering).skipsBodies()).isTrue();
    assertThat(agreed(EVERYTHING, 0, answering).skipsBodies()).isFalse();
  }

  @Test
  void largerDataAndRefusedRecipientsAreNeverAskedFor() {
    assertThat(agreed(EVERYTHING, EVERYTHING, ALL).protocol() & (0x3000_0000 | 0x800)).isZero();
  }

  @Test
  void onlyTheActionsThatAreNeededAreTaken() {
    var agreed = agreed(EVERYTHING, 0, Needs.nothing().doing(Action.ADD_FIELDS));
    assertThat(agreed.actions()).isEqualTo(0x1);
    assertThat(agreed.allows(Action.ADD_FIELDS)).isTrue();
    assertThat(agreed.allows(Action.QUARANTINE)).isFalse();
  }

  @Test
  void macrosAreAskedForByStep() throws Exception {
    var needs =
        Needs.nothing()
            .macros(Step.END, "i")
            .macros(Step.MAIL, "{auth_authen}", "i")
            .macros(Step.CONNECT, "j", "daemon_name");
    try (var served = new Served(new FakeFilter().needing(needs));
        var mta = served.connect()) {
      var agreed = mta.negotiate();
      assertThat(agreed.macros())
          .containsExactly("0: j {daemon_name}", "2: {auth_authen} i", "5: i");
      assertThat(agreed.actions()).isEqualTo(Negotiation.MACRO_LISTS);
    }
    try (var served = new Served(new FakeFilter().needing(needs));
        var mta = served.connect()) {
      assertThat(mta.negotiate(6, 0xff, ScriptedMta.PROTOCOL).macros()).isEmpty();
    }
  }

  @Test
  void namesOfMacrosAreNames() {
    for (var name : List.of("", "a b", "a,b", "i\0", "ä")) {
      assertThatThrownBy(() -> Needs.nothing().macros(Step.MAIL, name))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Needs.nothing().macros(Step.BODY, "i"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
