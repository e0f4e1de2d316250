package org.signet.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.signet.foundation.text.Domain;

/// What the TLS policy server told a mail server about one domain, for as long as it told the same.
///
/// @param domain the next hop that was asked about
/// @param basis what the answer rests on
/// @param answer what the mail server got, such as `dane-only`
/// @param reason why, in words
/// @param first when it was told first, to the microsecond
/// @param last when it was told last; it may be older than the truth by [TlsAnswers#STALE]
public record TlsAnswer(
    Domain domain, Basis basis, String answer, String reason, Instant first, Instant last) {
  private static final int MOST_ANSWER = 2_000;
  private static final int MOST_REASON = 500;

  /// What an answer rests on.
  public enum Basis {
    /// TLSA records in a signed zone.
    DANE,
    /// The policy that the domain serves over HTTPS.
    MTA_STS,
    /// What the operator said about this domain.
    OVERRIDE,
    /// The domain demands nothing, so that the mail server's own setting stands.
    NOTHING,
    /// It could not be determined then, and mail was told to wait.
    UNDETERMINED
  }

  /// What is longer than the store takes is cut, and what is not ASCII is left out.
  public TlsAnswer {
    answer = cut(answer, MOST_ANSWER);
    reason = cut(reason, MOST_REASON);
    first = first.truncatedTo(ChronoUnit.MICROS);
    last = last.truncatedTo(ChronoUnit.MICROS);
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("the last time is before the first");
    }
  }

  private static String cut(String text, int most) {
    boolean isPlain = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    var plain = isPlain ? text : text.replaceAll("[^ -~]", "");
    return plain.length() > most ? plain.substring(0, most) : plain;
  }

  /// Whether the mail server got the same, for the same sort of reason.
  boolean isLike(TlsAnswer other) {
    return domain.equals(other.domain) && basis == other.basis && answer.equals(other.answer);
  }

  /// The same, told until then.
  TlsAnswer until(Instant time) {
    return new TlsAnswer(domain, basis, answer, reason, first, time.isBefore(last) ? last : time);
  }
}
