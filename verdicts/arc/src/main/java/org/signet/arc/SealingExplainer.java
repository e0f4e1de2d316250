package org.signet.arc;

import static org.signet.foundation.spec.Spec.RFC8617;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.message.AmbiguityExplainer;

/// Says in words what became of a message that was to be sealed.
public final class SealingExplainer {
  private SealingExplainer() {}

  public static Explanation explain(Sealing sealing) {
    return switch (sealing) {
      case Sealing.Sealed(int instance, var chain, _) ->
          Explanation.of(
              chain == ChainValidation.FAIL ? Mark.WARN : Mark.GOOD,
              "The message is sealed as set %d of its chain: %s".formatted(instance, found(chain)),
              RFC8617.section("5.1"));
      case Sealing.AlreadyFailed(int instance) ->
          Explanation.of(
              Mark.NOTE,
              ("The message is not sealed: host %d of its chain has sealed that the chain does not"
                      + " hold, and that ends it.")
                  .formatted(instance),
              RFC8617.section("5.1"));
      case Sealing.ChainFull(int sets) ->
          Explanation.of(
              Mark.WARN,
              "The message is not sealed: its chain has the %d sets that a chain may have."
                  .formatted(sets),
              RFC8617.section("4.2.1"));
      case Sealing.ChainChanged(var arrived) ->
          Explanation.of(
              Mark.BAD,
              ("The message is not sealed: its ARC fields are not those of which the result on"
                      + " arrival is '%s'. Seal the message with the ARC fields that it came with.")
                  .formatted(arrived.word()),
              RFC8617.section("5.1"));
      case Sealing.HeaderUnclear(var why) ->
          Explanation.of(
                  Mark.BAD,
                  "The message is not sealed, because it is not clear what its header is.",
                  RFC8617.section("5.1"))
              .because(why.stream().map(AmbiguityExplainer::explain).toList());
    };
  }

  private static String found(ChainValidation chain) {
    return switch (chain) {
      case NONE -> "nobody sealed it before.";
      case PASS -> "the chain before it holds.";
      case FAIL -> "the chain before it does not hold, which its seal says.";
    };
  }
}
