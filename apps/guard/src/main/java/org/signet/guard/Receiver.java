package org.signet.guard;

import org.signet.verifier.Verification;

/// Decides what is done with a message that was judged: a pure function of the operator's rules,
/// the proof, the direction and what is remembered. RFC 9989 §5.4 and §7.4, as docs/policy.md says.
public final class Receiver {
  private final Rules rules;

  public Receiver(Rules rules) {
    this.rules = rules;
  }

  public Handling handle(Verification proof, Direction direction, History history) {
    return switch (direction) {
      case Direction.Submission _, Direction.Local _, Direction.Reinjected _ ->
          new Handling.Deliver(new Reason.NotJudged(direction));
      case Direction.Inbound _ -> new Judgement(rules, proof, history, false).handling();
      case Direction.Relay _ -> new Judgement(rules, proof, history, true).handling();
    };
  }
}
