package org.signet.setup.doctor;

import java.util.Optional;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;

/// What was found, and what mends it.
///
/// @param topic what was looked at: `files`, `postfix`, `tls`, `socket`, `guard`, `keys`, `dns`,
///     `mail`, `clock`
/// @param mark [Mark#BAD] where mail is not guarded, or not signed, because of it
public record Finding(String topic, Mark mark, String sentence, Optional<String> mend) {
  static Finding of(String topic, Mark mark, String sentence) {
    return new Finding(topic, mark, sentence, Optional.empty());
  }

  Finding mend(String how) {
    return new Finding(topic, mark, sentence, Optional.of(how));
  }

  /// With the mend below it.
  public Explanation explanation() {
    var found = Explanation.of(mark, sentence);
    return mend.map(how -> found.because(Explanation.of(Mark.NOTE, how))).orElse(found);
  }
}
