package org.signet.guard.serve;

import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Circumstances;
import org.signet.verifier.KeptProof;

/// What is kept of a message that was judged, so that it can be decided about again: how it came,
/// and the proof.
///
/// As octets: a line for each of login, daemon and client, then the octets of the proof. A value of
/// more than one line, which no mail server tells, is kept without what follows the first.
record KeptPassage(Circumstances known, KeptProof proof) {
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
                    + octets);
  }

  private static String line(Optional<String> value) {
    var line = value.stream().flatMap(String::lines).findFirst();
    return line.map(text -> "=" + text).orElse("") + "\n";
  }

  /// Never throws for what the octets are.
  static Parsed<KeptPassage> read(String octets) {
    int login = octets.indexOf('\n');
    int daemon = octets.indexOf('\n', login + 1);
    int client = octets.indexOf('\n', daemon + 1);
    if (login < 0 || daemon < 0 || client < 0) {
      return Parsed.malformed(octets, octets.length(), "three lines before the proof", FORM);
    }
    var known =
        new Circumstances(
            value(octets.substring(0, login)),
            value(octets.substring(login + 1, daemon)),
            value(octets.substring(daemon + 1, client))
                .flatMap(text -> IpAddress.parse(text).optional()));
    return switch (KeptProof.read(octets.substring(client + 1))) {
      case Parsed.Ok<KeptProof>(var proof) -> Parsed.ok(new KeptPassage(known, proof));
      case Parsed.Malformed<KeptProof> malformed -> malformed.as();
    };
  }

  private static Optional<String> value(String line) {
    return line.startsWith("=") ? Optional.of(line.substring(1)) : Optional.empty();
  }
}
