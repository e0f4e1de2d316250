package org.signet.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.foundation.explain.Mark;
import org.signet.message.Ambiguity.Kind;
import org.signet.message.Ambiguity.Reason;

class AmbiguityExplainerTest {
  @Test
  void aSentenceShowsWhatWasSeen() {
    var explanation =
        AmbiguityExplainer.explain(Ambiguity.of(Reason.FROM_NAME, "From\0 \u001b[31m"));
    assertThat(explanation.sentence())
        .isEqualTo(
            "A field is named almost, but not quite, From; some programs take it for one:"
                + " From\\x00 \\x1b[31m");
    assertThat(explanation.clause()).map(Object::toString).contains("RFC 5322 §4.5");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasWordsOfItsOwn(Reason reason) {
    var explanation = AmbiguityExplainer.explain(new Ambiguity(reason, ""));
    assertThat(explanation.sentence()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(explanation.mark()).isEqualTo(reason.kind() == Kind.AUTHOR ? Mark.BAD : Mark.WARN);
    assertThat(explanation.clause()).isPresent();
  }
}
