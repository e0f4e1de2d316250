package org.signet.cli;

import java.io.IOException;
import org.signet.verifier.Verifier;

/// Judges inputs, whatever they hold.
final class Judge {
  private final Verifier verifier;
  private final StatedEnvelope stated;

  Judge(Verifier verifier, StatedEnvelope stated) {
    this.verifier = verifier;
    this.stated = stated;
  }

  /// A bug in judging one message must not keep the others from being judged.
  Judged judge(Input input) {
    try {
      return switch (input) {
        case Input.Unreadable(var name, var why) -> new Judged.Unreadable(name, why);
        case Input.Letter letter -> {
          var arrival = Arrival.of(stated, letter.header());
          var proof = verifier.verify(letter.message(), arrival.envelope());
          yield new Judged.Letter(letter.name(), arrival, proof);
        }
      };
    } catch (IOException e) {
      return new Judged.Unreadable(input.name(), Shown.reason(e));
    } catch (RuntimeException | StackOverflowError e) {
      return new Judged.Bug(input.name(), e);
    }
  }
}
