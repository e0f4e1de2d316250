package org.signet.dkim;

import java.time.Instant;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Problem;

/// What a signature came to. RFC 6376 §3.9, with the result words of RFC 8601 §2.7.1.
public sealed interface DkimOutcome {
  /// The word for Authentication-Results.
  default String word() {
    return switch (this) {
      case Pass _ -> "pass";
      case Fail _ -> "fail";
      case PermError _ -> "permerror";
      case TempError _ -> "temperror";
      case NotEvaluated _ -> "policy";
    };
  }

  /// The domain signed these octets.
  record Pass(List<Reservation> reservations) implements DkimOutcome {
    public Pass {
      reservations = List.copyOf(reservations);
    }

    /// Whether the domain answers for the message as it arrived: nothing stands behind `l=`, and
    /// the key is not only being tried out. DMARC counts no other signature.
    public boolean vouches() {
      return reservations.stream().allMatch(Pass::leavesWhole);
    }

    private static boolean leavesWhole(Reservation reservation) {
      return switch (reservation) {
        case Reservation.WeakKey _, Reservation.UnsignedFields _ -> true;
        case Reservation.LengthLimited limited -> limited.unsigned() == 0;
        case Reservation.Testing _ -> false;
      };
    }
  }

  /// Signature and key are well-formed, and the message is not what was signed.
  sealed interface Fail extends DkimOutcome {
    /// The body is another. RFC 6376 §6.1.3.
    ///
    /// @param expected the hash in `bh=`
    /// @param computed the hash of the body that arrived
    /// @param headerHolds whether the signature fits the fields, so that only the body changed
    record BodyChanged(String expected, String computed, boolean headerHolds) implements Fail {}

    /// The body is as it was; a signed field, or the signature's own field, is another: the key did
    /// sign, but a hash other than that of these fields. Only RSA shows this.
    ///
    /// @param signed the hash that the key signed, in Base64
    /// @param computed the hash of the fields that arrived
    record HeaderChanged(String signed, String computed) implements Fail {}

    /// The body is as it was, and the signature does not fit: a signed field is another, or the
    /// signature was made with another key or damaged.
    record SignatureWrong() implements Fail {}
  }

  /// The signature cannot be checked, and trying again will not help. RFC 6376 §6.1, PERMFAIL.
  sealed interface PermError extends DkimOutcome {
    /// The field does not follow its grammar or breaks a rule of §3.5 or §6.1.1.
    record Malformed(Problem problem) implements PermError {}

    /// It has run out (`x=`).
    record Expired(Instant at) implements PermError {}

    /// It claims to be from the future (`t=`).
    record FutureDated(Instant signedAt) implements PermError {}

    /// RFC 8301 §3.1: rsa-sha1.
    record AlgorithmForbidden(DkimAlgorithm algorithm) implements PermError {}

    /// There is no such name, or no TXT record at it.
    record NoKey() implements PermError {}

    /// The records there hold no key that can be used.
    record KeyUnusable(Problem why) implements PermError {}

    /// `p=` is empty.
    record KeyRevoked() implements PermError {}

    /// More than one key record at the name. RFC 6376 §3.6.2.2 leaves open which would count.
    record SeveralKeys(int count) implements PermError {}

    /// RFC 8301 §3.2.
    record KeyTooSmall(int bits, int least) implements PermError {}

    /// Checking would cost more than we spend.
    record KeyTooLarge(int bits, int most) implements PermError {}

    /// Numbers that no sound RSA key has, or a point that lets anybody sign.
    record KeyUnsafe(Flaw flaw) implements PermError {}

    /// The private half of this key is public knowledge: it is on the operator's list.
    record KeyCompromised() implements PermError {}

    /// The key says that it is not for this.
    record NotPermittedByKey(Restriction restriction) implements PermError {}

    /// `l=` counts more octets than the body has. RFC 6376 §3.5.
    record LengthBeyondBody(long length, long octets) implements PermError {}
  }

  /// The key could not be asked for now. RFC 6376 §6.1.2, TEMPFAIL.
  record TempError(Answer.Failed<Rdata.Txt> cause) implements DkimOutcome {}

  /// One more signature than we check for one message. RFC 6376 §6.1 allows a limit.
  record NotEvaluated(int most) implements DkimOutcome {}

  /// What a key rules out. RFC 6376 §3.6.1.
  enum Restriction {
    /// `h=` does not name the hash.
    HASH,
    /// `s=` does not name mail.
    SERVICE,
    /// `k=` is another type than `a=` wants.
    KEY_TYPE,
    /// `t=s`, and `i=` is below `d=`.
    SUBDOMAIN
  }

  /// Why a key is unsafe.
  enum Flaw {
    /// An RSA exponent below 3, even, or above 64 bits.
    EXPONENT,
    /// An RSA modulus that is even, a square, or has a small factor.
    MODULUS,
    /// An Ed25519 key that is no point, or one of small order.
    POINT
  }
}
