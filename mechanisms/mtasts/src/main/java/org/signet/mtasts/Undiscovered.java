package org.signet.mtasts;

import java.time.Instant;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Problem;
import org.signet.https.Fetched;

/// Why no policy was discovered, in the order of discovery. RFC 8461 §3.1, §3.3
public sealed interface Undiscovered {
  /// The domain publishes no record, so that it has no policy; or, where one is cached, somebody
  /// hides the record. §3.1
  record NoRecord() implements Undiscovered {}

  /// The DNS did not answer.
  record RecordUnanswered(Answer.Failed<Rdata.Txt> answer) implements Undiscovered {}

  /// There is more than one record, which counts as none. §3.1
  record SeveralRecords(int count) implements Undiscovered {}

  /// The record does not follow its grammar. §3.1
  record RecordInvalid(Problem problem) implements Undiscovered {}

  /// The host was asked lately and is left alone for now, although the record has another id. §3.3
  record TooSoon(String id, Instant notBefore) implements Undiscovered {}

  /// There was no answer over HTTPS. §3.3
  record Unfetched(Fetched.Failed failed) implements Undiscovered {}

  /// The answer has a status other than 200; a redirect is not followed. §3.3
  record StatusNotOk(int status) implements Undiscovered {}

  /// The answer is not `text/plain`. §3.2
  record NotPlainText(String mediaType) implements Undiscovered {}

  /// The policy does not follow its grammar. §3.2
  record PolicyInvalid(Problem problem) implements Undiscovered {}

  /// As a report to the domain tells it (RFC 8460 §4.3.2.1); empty for what is no fault of its
  /// policy.
  default Optional<PolicyFault> fault() {
    return switch (this) {
      case NoRecord _, RecordUnanswered _, TooSoon _ -> Optional.empty();
      case Unfetched(Fetched.Failed(var cause, _)) ->
          Optional.of(
              cause == Fetched.Cause.CERTIFICATE
                  ? PolicyFault.WEBPKI_INVALID
                  : PolicyFault.FETCH_ERROR);
      case StatusNotOk _ -> Optional.of(PolicyFault.FETCH_ERROR);
      case SeveralRecords _, RecordInvalid _, NotPlainText _, PolicyInvalid _ ->
          Optional.of(PolicyFault.INVALID);
    };
  }
}
