package org.signet.guard.hosting;

import java.util.Optional;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.mtasts.MtaSts;
import org.signet.mtasts.MtaStsExplainer;
import org.signet.mtasts.MtaStsOutcome;
import org.signet.mtasts.MtaStsResult;
import org.signet.verifier.World;

/// One of our policies, looked up as a sender without any memory would: by the DNS and over HTTPS.
///
/// @param hosted what should be seen
/// @param seen what was
public record PolicySighting(Hosting.Hosted hosted, MtaStsResult seen) {
  public static PolicySighting of(Hosting.Hosted hosted, World world) {
    var sender = new MtaSts(world.dns(), world.https(), world.clock());
    return new PolicySighting(hosted, sender.lookup(hosted.domain()));
  }

  /// Whether the record and the policy are ours, and the newest.
  public boolean isAsWanted() {
    return seen.outcome() instanceof MtaStsOutcome.Policy(var held, _)
        && held.policy().text().equals(hosted.policy().text())
        && held.id().equals(hosted.record().id());
  }

  /// What a sender sees, and where that is not what it should be.
  public Explanation explain() {
    var domain = hosted.domain();
    var what = MtaStsExplainer.explain(seen);
    if (isAsWanted()) {
      return Explanation.of(Mark.GOOD, "A sender sees the policy of " + domain + " as it is meant.")
          .because(what);
    }
    return difference()
        .map(words -> Explanation.of(Mark.BAD, words).because(what))
        .orElseGet(
            () ->
                Explanation.of(Mark.BAD, "A sender sees no policy of " + domain + '.')
                    .because(what));
  }

  private Optional<String> difference() {
    if (!(seen.outcome() instanceof MtaStsOutcome.Policy(var held, _))) {
      return Optional.empty();
    }
    var isText = held.policy().text().equals(hosted.policy().text());
    return Optional.of(
        isText
            ? "A sender sees the policy of "
                + hosted.domain()
                + ", but the record has the id "
                + held.id()
                + " and not "
                + hosted.record().id()
                + ": who knows an older policy does not ask for this one."
            : "A sender sees another policy of " + hosted.domain() + " than the one meant.");
  }
}
