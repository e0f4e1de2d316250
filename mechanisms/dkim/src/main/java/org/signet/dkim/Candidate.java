package org.signet.dkim;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.message.Field;

/// A DKIM-Signature field of a message, before key and body are known. RFC 6376 §6.1.1.
sealed interface Candidate {
  /// Its outcome needs neither.
  record Settled(DkimResult result) implements Candidate {}

  /// It needs both.
  ///
  /// @param at the field's place in the header
  /// @param keyName where its key is
  record Open(int at, Field field, DkimSignature signature, Domain keyName) implements Candidate {
    /// 0 for a signature of a preferred domain, 1 for one above or below such, 2 for others.
    private int rank(List<Domain> preferred) {
      int rank = 2;
      for (var wanted : preferred) {
        if (signature.domain().equals(wanted)) {
          return 0;
        }
        if (signature.domain().isWithin(wanted) || wanted.isWithin(signature.domain())) {
          rank = 1;
        }
      }
      return rank;
    }
  }

  /// The signatures of a header, in its order. At most as many as the limit stay open, those of the
  /// preferred domains first.
  static List<Candidate> in(
      List<Field> fields,
      List<Domain> preferred,
      Instant now,
      DkimLimits limits,
      Set<DkimAlgorithm> accepted) {
    var all = new ArrayList<Candidate>(2);
    for (int at = 0; at < fields.size(); at++) {
      if (fields.get(at).is(DkimSignature.FIELD)) {
        all.add(of(at, fields.get(at), now, limits, accepted));
      }
    }
    if (all.size() > limits.signatures()) {
      var chosen = chosen(all, preferred, limits);
      all.replaceAll(
          candidate ->
              candidate instanceof Open open && !chosen.contains(open)
                  ? settled(
                      open.field,
                      Parsed.ok(open.signature),
                      new DkimOutcome.NotEvaluated(limits.signatures()))
                  : candidate);
    }
    return all;
  }

  private static Set<Open> chosen(List<Candidate> all, List<Domain> preferred, DkimLimits limits) {
    return all.stream()
        .filter(Open.class::isInstance)
        .map(Open.class::cast)
        .sorted(Comparator.comparingInt(open -> open.rank(preferred)))
        .limit(limits.signatures())
        .collect(toSet());
  }

  private static Candidate of(
      int at, Field field, Instant now, DkimLimits limits, Set<DkimAlgorithm> accepted) {
    var parsed = DkimSignature.parse(field);
    return switch (parsed) {
      case Parsed.Malformed<DkimSignature>(var problem) ->
          settled(field, parsed, new PermError.Malformed(problem));
      case Parsed.Ok<DkimSignature>(var signature) -> {
        if (!accepted.contains(signature.algorithm())) {
          var forbidden = new PermError.AlgorithmForbidden(signature.algorithm());
          yield settled(field, parsed, forbidden);
        }
        yield outsideItsTime(signature, now, limits)
            .map(outcome -> settled(field, parsed, outcome))
            .orElseGet(() -> new Open(at, field, signature, signature.keyName()));
      }
    };
  }

  private static Candidate settled(
      Field field, Parsed<DkimSignature> signature, DkimOutcome outcome) {
    return new Settled(
        new DkimResult(
            field, signature, Optional.empty(), Optional.empty(), Optional.empty(), outcome));
  }

  /// §3.5, `x=` and `t=`; a difference of the clocks is allowed for.
  private static Optional<DkimOutcome> outsideItsTime(
      DkimSignature signature, Instant now, DkimLimits limits) {
    var earliest = now.minus(limits.skew());
    var latest = now.plus(limits.skew());
    Optional<DkimOutcome> expired =
        signature.expires().filter(earliest::isAfter).map(PermError.Expired::new);
    return expired.or(
        () -> signature.signedAt().filter(latest::isBefore).map(PermError.FutureDated::new));
  }
}
