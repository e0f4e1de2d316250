package org.signet.arc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.BodyDigests;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.HeaderIndex;

/// One message on its way through the check: its body passes once.
public final class ArcSession {
  private final Chain chain;
  private final HeaderIndex header;
  private final BodyHasher hasher;
  private final ArcChecks checks;

  ArcSession(Chain chain, HeaderIndex header, BodyHasher hasher, ArcChecks checks) {
    this.chain = chain;
    this.header = header;
    this.hasher = hasher;
    this.checks = checks;
    if (chain instanceof Chain.Sound(var sets)) {
      checks.prepare(sets, hasher);
    }
  }

  /// The next octets of the body, from `from` up to `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    hasher.update(octets, from, to);
  }

  /// The end of the message.
  public ArcResult finish() {
    hasher.end();
    return finish(hasher);
  }

  /// The end of a message whose body passed elsewhere: through a hasher that this session shares,
  /// or before, and this is a replay.
  public ArcResult finish(BodyDigests bodies) {
    return switch (chain) {
      case Chain.None _ -> new ArcResult(List.of(), new ArcOutcome.None());
      case Chain.Broken(var why, _) -> new ArcResult(List.of(), new ArcOutcome.Fail(why));
      case Chain.Sound(var sets) -> judge(sets, bodies);
    };
  }

  /// §5.2, steps 4 to 7; what is optional comes last, when the chain is known to hold.
  private ArcResult judge(List<ArcSet> sets, BodyDigests bodies) {
    var results = new ArrayList<ArcSetResult>(sets.size());
    sets.forEach(set -> results.add(new ArcSetResult(set, Optional.empty(), Optional.empty())));
    var latest = sets.getLast();
    var message = checks.message(latest.message(), header, bodies);
    results.set(sets.size() - 1, new ArcSetResult(latest, Optional.of(message), Optional.empty()));
    if (!ArcChecks.counts(message)) {
      var why = new ArcFault.MessageSignature(latest.instance(), message);
      return new ArcResult(results, new ArcOutcome.Fail(why));
    }
    var fault = checkSeals(sets, results);
    if (fault.isPresent()) {
      return new ArcResult(results, new ArcOutcome.Fail(fault.get()));
    }
    int oldestPass = checkOlder(results, bodies);
    return new ArcResult(results, new ArcOutcome.Pass(oldestPass));
  }

  /// Step 6: every seal, the latest first, up to one that does not hold.
  private Optional<ArcFault> checkSeals(List<ArcSet> sets, List<ArcSetResult> results) {
    var hashes = SealHashes.of(sets);
    for (int i = sets.size() - 1; i >= 0; i--) {
      var set = sets.get(i);
      var outcome = checks.seal(set.seal(), hashes.get(i));
      results.set(i, new ArcSetResult(set, results.get(i).message(), Optional.of(outcome)));
      if (!ArcChecks.counts(outcome)) {
        return Optional.of(new ArcFault.Seal(set.instance(), outcome));
      }
    }
    return Optional.empty();
  }

  /// Step 5: the older signatures over the message, up to one that does not hold. Answers the
  /// oldest instance from which on all hold; 0 where all do.
  private int checkOlder(List<ArcSetResult> results, BodyDigests bodies) {
    for (int i = results.size() - 2; i >= 0; i--) {
      var set = results.get(i).set();
      DkimOutcome outcome = checks.message(set.message(), header, bodies);
      results.set(i, new ArcSetResult(set, Optional.of(outcome), results.get(i).seal()));
      if (!ArcChecks.counts(outcome)) {
        return set.instance() + 1;
      }
    }
    return 0;
  }
}
