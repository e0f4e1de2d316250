package org.signet.milter;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks the filter what it decides. Where it throws, or answers what it may not, that is told, and
/// the message refused for now.
record Asking(Needs needs, Consumer<Throwable> failures) {
  /// What a client is told when the filter failed.
  static final Decision FAILED =
      new Decision.Respond(new SmtpReply(451, "4.3.0", "The mail filter failed; try again later"));

  Decision ask(Step step, Supplier<Decision> question) {
    if (!needs.heard().contains(step)) {
      return new Decision.Continue();
    }
    try {
      var decision = Objects.requireNonNull(question.get(), "no decision");
      require(step, decision);
      return decision;
    } catch (Throwable thrown) {
      return failed(thrown);
    }
  }

  Decision failed(Throwable thrown) {
    failures.accept(thrown);
    return FAILED;
  }

  private void require(Step step, Decision decision) {
    if (decision instanceof Decision.Skip && step != Step.BODY) {
      throw new IllegalStateException("only a body can be skipped");
    }
    // Held, it would refuse them all.
    if (step == Step.RECIPIENT && isOfOneRecipient(decision) && !needs.answered().contains(step)) {
      throw new IllegalStateException("a filter that refuses a recipient must answer that step");
    }
  }

  /// Whether a decision at RCPT is about that recipient and no other.
  static boolean isOfOneRecipient(Decision decision) {
    return switch (decision) {
      case Decision.Reject _, Decision.TempFail _, Decision.Respond _ -> true;
      case Decision.Continue _, Decision.Accept _, Decision.Discard _, Decision.Skip _ -> false;
    };
  }
}
