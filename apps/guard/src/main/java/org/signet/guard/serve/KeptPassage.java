package org.signet.guard.serve;

import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.ArrayList;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Circumstances;
import org.signet.verifier.KeptProof;

/// What is kept of a message that was judged, so that it can be decided about again: how it came,
/// what was done with it, and the proof.
///
/// As octets: a line for each of login, daemon, client, place and what was evaluated, then the
/// octets of the proof. A value of more than one line, which no mail server tells, is kept without
/// what follows the first.
record KeptPassage(Circumstances known, Treatment treatment, KeptProof proof) {
  private static final int LINES = 5;
  private static final Clause FORM = SIGNET.section("kept passage");

  /// One char each; empty where the proof is larger than what is kept.
  Optional<String> octets() {
    return proof
        .octets()
        .map(
            octets ->
                line(known.login())
                    + line(known.daemon())
                    + line(known.client().map(IpAddress::toString))
                    + line(treatment.placeText())
                    + line(treatment.evaluatedText())
                    + octets);
  }

  private static String line(Optional<String> value) {
    var line = value.stream().flatMap(String::lines).findFirst();
    return line.map(text -> "=" + text).orElse("") + "\n";
  }

  /// Never throws for what the octets are.
  static Parsed<KeptPassage> read(String octets) {
    var lines = new ArrayList<Optional<String>>(LINES);
    int from = 0;
    for (int i = 0; i < LINES; i++) {
      int end = octets.indexOf('\n', from);
      if (end < 0) {
        return Parsed.malformed(octets, octets.length(), LINES + " lines before the proof", FORM);
      }
      lines.add(value(octets.substring(from, end)));
      from = end + 1;
    }
    var known =
        new Circumstances(
            lines.get(0),
            lines.get(1),
            lines.get(2).flatMap(text -> IpAddress.parse(text).optional()));
    var treatment = Treatment.read(lines.get(3), lines.get(4));
    return switch (KeptProof.read(octets.substring(from))) {
      case Parsed.Ok<KeptProof>(var proof) -> Parsed.ok(new KeptPassage(known, treatment, proof));
      case Parsed.Malformed<KeptProof> malformed -> malformed.as();
    };
  }

  private static Optional<String> value(String line) {
    return line.startsWith("=") ? Optional.of(line.substring(1)) : Optional.empty();
  }
}
