package org.signet.verifier;

import java.util.Map;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.zone.RecordingResolver;
import org.signet.dns.zone.ZoneResolver;

/// Every answer of the DNS that the checks of one message heard, as zone text, one char per octet.
/// What they heard for the author, for the sender and for the rest is kept apart: where one had
/// spent its budget, another may still have been answered.
public record HeardAnswers(String author, String sender, String rest) {
  static HeardAnswers of(
      Map<Question<?>, Answer<?>> author,
      Map<Question<?>, Answer<?>> sender,
      Map<Question<?>, Answer<?>> rest) {
    return new HeardAnswers(
        RecordingResolver.textOf(author),
        RecordingResolver.textOf(sender),
        RecordingResolver.textOf(rest));
  }

  /// The same answers again.
  Shares shares() {
    return new Shares(ZoneResolver.of(author), ZoneResolver.of(sender), ZoneResolver.of(rest));
  }
}
