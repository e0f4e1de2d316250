package org.signet.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.verifier.EnvelopeText;

/// What a recording says, beside the answers of the DNS, about the run that it was made in: the
/// time, and what the command line said of the envelope. It stands in comments at the top, so that
/// the recording alone gives the same verdicts again.
///
/// @param authservId the name that header fields were written under
record RecordedRun(Instant at, String authservId, StatedEnvelope stated) {
  private static final String TITLE =
      "; Recorded by signet. To replay it: signet verify --zone THIS-FILE MESSAGE\n";

  private static final String COMMENT = "; ";
  private static final String AT = "at: ";
  private static final String AUTHSERV_ID = "authserv-id: ";
  private static final String TRUST_RECEIVED = "trust-received: ";
  private static final List<String> OWN = List.of(AT, AUTHSERV_ID, TRUST_RECEIVED);

  /// The comments, one char per octet.
  String text() {
    var lines = new StringBuilder();
    lines.append(AT).append(at).append('\n');
    lines.append(AUTHSERV_ID).append(authservId).append('\n');
    if (!stated.trusted().equals(TrustedHops.usual())) {
      lines.append(TRUST_RECEIVED).append(stated.trusted().text()).append('\n');
    }
    lines.append(EnvelopeText.write(stated.envelope()));
    return TITLE
        + lines.toString().lines().map(line -> COMMENT + line + "\n").collect(Collectors.joining())
        + "\n";
  }

  /// Reads the comments of zone text, up to the first line that is none; empty where it is no
  /// recording, or one whose comments somebody changed beyond recognition.
  static Optional<RecordedRun> of(String zone) {
    if (!zone.startsWith(TITLE)) {
      return Optional.empty();
    }
    var lines = new LinkedHashMap<String, String>();
    var envelope = new StringBuilder();
    for (var line : zone.lines().skip(1).takeWhile(l -> l.startsWith(COMMENT)).toList()) {
      var said = line.substring(COMMENT.length());
      var name = OWN.stream().filter(said::startsWith).findFirst();
      name.ifPresentOrElse(
          own -> lines.put(own, said.substring(own.length())),
          () -> envelope.append(said).append('\n'));
    }
    try {
      var at = Instant.parse(lines.getOrDefault(AT, ""));
      var trusted = TrustedHops.parse(lines.getOrDefault(TRUST_RECEIVED, ""));
      return EnvelopeText.parse(envelope.toString())
          .optional()
          .map(known -> new StatedEnvelope(known, trusted))
          .map(stated -> new RecordedRun(at, lines.getOrDefault(AUTHSERV_ID, ""), stated));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
