package org.signet.arc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.signet.dkim.BodyDigests;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.DkimAlgorithm;
import org.signet.dkim.DkimCheck;
import org.signet.dkim.DkimKey;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimOutcome.Fail;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.HeaderIndex;
import org.signet.dkim.KeyChoice;
import org.signet.dkim.Reservation;
import org.signet.dkim.SignatureFinding;
import org.signet.dns.Answer;

/// The single signatures of a chain.
final class ArcChecks {
  /// RFC 8617 §4.1.2, §4.1.3 take the algorithms of DKIM: those of RFC 8301 §3.1 and RFC 8463 §3.
  private static final Set<DkimAlgorithm> ACCEPTED =
      Set.of(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256);

  private final Keys keys;
  private final Instant earliest;
  private final Instant latest;

  ArcChecks(Keys keys, InstantSource clock, DkimLimits limits) {
    this.keys = keys;
    var now = clock.instant();
    this.earliest = now.minus(limits.skew());
    this.latest = now.plus(limits.skew());
  }

  /// Asks for whatever will be needed of the body and of the DNS.
  void prepare(List<ArcSet> sets, BodyHasher hasher) {
    for (var set : sets) {
      set.message().readings().forEach(each -> want(each, hasher));
      keys.start(set.seal().keyName());
    }
    keys.start(sets.getLast().message().signature().keyName());
  }

  private static void want(DkimSignature signature, BodyHasher hasher) {
    if (ACCEPTED.contains(signature.algorithm())) {
      hasher.want(signature.bodyForm(), signature.algorithm().hash(), signature.length());
    }
  }

  /// What a signature over the message comes to, as a DKIM signature would: by the first of its
  /// readings that holds.
  DkimOutcome message(ArcMessageSignature ams, HeaderIndex header, BodyDigests bodies) {
    var readings = ams.readings();
    var outcome = message(ams, readings.getFirst(), header, bodies);
    if (!(outcome instanceof Fail) || readings.size() == 1) {
      return outcome;
    }
    var other = message(ams, readings.getLast(), header, bodies);
    return counts(other) ? other : outcome;
  }

  private DkimOutcome message(
      ArcMessageSignature ams, DkimSignature signature, HeaderIndex header, BodyDigests bodies) {
    if (!ACCEPTED.contains(signature.algorithm())) {
      return new PermError.AlgorithmForbidden(signature.algorithm());
    }
    if (signature.expires().filter(earliest::isAfter).isPresent()) {
      return new PermError.Expired(signature.expires().get());
    }
    if (signature.signedAt().filter(latest::isBefore).isPresent()) {
      return new PermError.FutureDated(signature.signedAt().get());
    }
    var hash = signature.algorithm().hash();
    var body = bodies.digest(signature.bodyForm(), hash, signature.length());
    return switch (keys.choose(signature.keyName(), signature.algorithm())) {
      case KeyChoice.None(var why) -> why;
      case KeyChoice.Chosen(var key) when body.isPresent() -> {
        var check = new DkimCheck(ams.field(), ams.at(), signature, key);
        yield check.judge(header, check.headerHash(header), body.get());
      }
      case KeyChoice.Chosen _ ->
          new DkimOutcome.TempError(
              new Answer.Failed<>(
                  Answer.Cause.NOT_RECORDED, "the recording does not hold the hash of the body"));
    };
  }

  /// What a seal comes to.
  ///
  /// @param hash of the sets up to its own
  DkimOutcome seal(ArcSeal seal, byte[] hash) {
    if (!ACCEPTED.contains(seal.algorithm())) {
      return new PermError.AlgorithmForbidden(seal.algorithm());
    }
    return switch (keys.choose(seal.keyName(), seal.algorithm())) {
      case KeyChoice.None(var why) -> why;
      case KeyChoice.Chosen(var key) -> judge(seal, key, hash);
    };
  }

  private static DkimOutcome judge(ArcSeal seal, DkimKey.Usable key, byte[] hash) {
    var octets = Base64.getDecoder().decode(seal.signature());
    return switch (key.key().check(octets, seal.algorithm().hash(), hash)) {
      case SignatureFinding.Right _ ->
          new DkimOutcome.Pass(key.isTesting() ? List.of(new Reservation.Testing()) : List.of());
      case SignatureFinding.OtherHash(var signed) ->
          new Fail.HeaderChanged(signed, Base64.getEncoder().encodeToString(hash));
      case SignatureFinding.Wrong _ -> new Fail.SignatureWrong();
    };
  }

  /// Whether a signature counts: it holds, nothing stands behind its `l=`, and its key is not only
  /// being tried out.
  static boolean counts(DkimOutcome outcome) {
    return outcome instanceof DkimOutcome.Pass pass && pass.vouches();
  }
}
