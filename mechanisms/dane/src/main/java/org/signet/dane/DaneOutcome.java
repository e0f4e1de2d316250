package org.signet.dane;

import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.foundation.text.Domain;

/// What a host demands of those who bring it mail.
public sealed interface DaneOutcome {
  /// Keys are pinned: TLS, with a certificate that matches (RFC 7672 §2.2).
  ///
  /// @param base where the TLSA records stand below; the name for SNI (§8.1)
  /// @param pins what counts, at least one, in the order of the answer
  /// @param outranked usable records that a stronger digest takes the place of (RFC 7671 §9)
  /// @param names for a certificate under a DANE-TA record, the base domain first
  record Pinned(
      Domain base, List<Pin> pins, List<Pin> outranked, List<Unusable> unusable, List<Domain> names)
      implements DaneOutcome {
    public Pinned {
      pins = List.copyOf(pins);
      outranked = List.copyOf(outranked);
      unusable = List.copyOf(unusable);
      names = List.copyOf(names);
      if (pins.isEmpty()) {
        throw new IllegalArgumentException("without a usable record nothing is pinned");
      }
    }
  }

  /// There are records, and none is usable: TLS, unauthenticated (RFC 7672 §2.2).
  record EncryptOnly(Domain base, List<Unusable> unusable) implements DaneOutcome {
    public EncryptOnly {
      unusable = List.copyOf(unusable);
    }
  }

  /// It is proved that there are no TLSA records.
  record NoRecords() implements DaneOutcome {}

  /// Nothing is pinned, since the addresses or the TLSA records are not signed.
  record NotSecure(Part part) implements DaneOutcome {
    /// What is not signed.
    public enum Part {
      /// The addresses: the TLSA records are not asked for then (RFC 7672 §2.2.2).
      ADDRESSES,
      /// The TLSA records, or the denial of them.
      RECORDS
    }
  }

  /// The host has no address, so that it cannot be tried.
  record NoAddress() implements DaneOutcome {}

  /// It could not be found out, so that the host must not be tried now: whoever keeps the answer
  /// back would else choose that mail goes in clear (RFC 7672 §2.1.2).
  record Failed(Failure why) implements DaneOutcome {}

  /// Why nothing was found out.
  sealed interface Failure {
    /// This question was not answered.
    record Unanswered(Question<?> question, Answer.Cause cause, String detail) implements Failure {}

    /// There are more than [Dane#MOST_RECORDS] TLSA records.
    record TooManyRecords(Domain base, int records) implements Failure {}
  }
}
