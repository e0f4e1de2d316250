package org.signet.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// One message that was judged: what became of it, and the proof of the verdict.
///
/// @param queueId by which the mail server knows it; it may use the same one again later
/// @param at when it was judged, to the microsecond
/// @param direction whose message it is, in a word
/// @param action what was done with it, in a word
/// @param author the domain that it is from; empty where that is uncertain
/// @param dmarc the result, in a word
/// @param proof its octets, one char each; whoever made them reads them
public record KeptMessage(
    String queueId,
    Instant at,
    String direction,
    String action,
    Optional<Domain> author,
    String dmarc,
    String proof) {
  /// Octets of a proof; a larger one is not kept, so that one message cannot take the place of
  /// many. That of an ordinary message has 1,500.
  public static final int MOST_OCTETS = 512 << 10;

  static final int MOST_QUEUE_ID = 100;
  static final int MOST_WORD = 30;

  /// @throws IllegalArgumentException for a word that is longer than words are
  public KeptMessage {
    queueId = queueId(queueId);
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (direction.length() > MOST_WORD
        || action.length() > MOST_WORD
        || dmarc.length() > MOST_WORD) {
      throw new IllegalArgumentException("too long for a word: " + direction + action + dmarc);
    }
  }

  /// The queue id as it is kept and looked for: no more of it than queue ids have.
  static String queueId(String id) {
    return Ascii.printable(id, MOST_QUEUE_ID - 1);
  }
}
