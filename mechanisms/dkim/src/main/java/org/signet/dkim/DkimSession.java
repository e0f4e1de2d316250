package org.signet.dkim;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.signet.dns.Answer;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// One message on its way through the check: its body passes once.
public final class DkimSession {
  private final List<Candidate> candidates;
  private final HeaderIndex header;
  private final DkimLimits limits;
  private final BodyHasher hasher;
  private final Map<Domain, PendingLookup> lookups = new HashMap<>(2);

  DkimSession(
      List<Candidate> candidates,
      HeaderIndex header,
      Resolver dns,
      DkimLimits limits,
      BodyHasher hasher,
      Executor executor) {
    this.candidates = candidates;
    this.header = header;
    this.limits = limits;
    this.hasher = hasher;
    for (var candidate : candidates) {
      if (candidate instanceof Candidate.Open(_, _, var signature, var keyName)) {
        hasher.want(signature.bodyForm(), signature.algorithm().hash(), signature.length());
        lookups.computeIfAbsent(keyName, name -> started(dns, name, executor));
      }
    }
  }

  private static PendingLookup started(Resolver dns, Domain name, Executor executor) {
    var lookup = new PendingLookup(dns, name);
    executor.execute(lookup);
    return lookup;
  }

  /// The next octets of the body, from `from` up to `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    hasher.update(octets, from, to);
  }

  /// The end of the message: every signature, in the order of the header.
  public List<DkimResult> finish() {
    hasher.end();
    return finish(hasher);
  }

  /// The end of a message whose body did not pass here: it was hashed before, and this is a replay.
  public List<DkimResult> finish(BodyDigests recorded) {
    return candidates.stream()
        .map(
            candidate ->
                switch (candidate) {
                  case Candidate.Settled(var result) -> result;
                  case Candidate.Open open -> result(open, recorded);
                })
        .toList();
  }

  private DkimResult result(Candidate.Open open, BodyDigests bodies) {
    var signature = open.signature();
    var algorithm = signature.algorithm();
    var lookup = Objects.requireNonNull(lookups.get(open.keyName())).answer();
    var body = bodies.digest(signature.bodyForm(), algorithm.hash(), signature.length());
    return switch (lookup.choose(algorithm, KeyLookup.EMAIL, limits)) {
      case KeyChoice.None(var why) -> result(open, lookup, body, Optional.empty(), why);
      case KeyChoice.Chosen(var key) when body.isPresent() -> {
        var check = new DkimCheck(open.field(), open.at(), signature, key);
        var hash = check.headerHash(header);
        var base64 = Optional.of(Base64.getEncoder().encodeToString(hash));
        yield result(open, lookup, body, base64, check.judge(header, hash, body.get()));
      }
      case KeyChoice.Chosen _ -> result(open, lookup, body, Optional.empty(), notRecorded());
    };
  }

  private static DkimResult result(
      Candidate.Open open,
      KeyLookup lookup,
      Optional<BodyDigest> body,
      Optional<String> headerHash,
      DkimOutcome outcome) {
    var signature = Parsed.ok(open.signature());
    return new DkimResult(open.field(), signature, Optional.of(lookup), body, headerHash, outcome);
  }

  private static DkimOutcome notRecorded() {
    var cause = Answer.Cause.NOT_RECORDED;
    return new DkimOutcome.TempError(
        new Answer.Failed<>(cause, "the recording does not hold the hash of the body"));
  }
}
