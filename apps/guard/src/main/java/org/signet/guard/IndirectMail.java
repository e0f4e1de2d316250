package org.signet.guard;

import java.util.Optional;
import org.signet.arc.ArcTrust;
import org.signet.message.AuthenticationResults;
import org.signet.message.Idna;
import org.signet.verifier.Verification;

/// Looks for [IndirectEvidence] in a proof. What a sender can write himself (List-Id, Precedence, a
/// seal or a signature of his own) is not looked at.
final class IndirectMail {
  private final Rules rules;
  private final Verification proof;

  IndirectMail(Rules rules, Verification proof) {
    this.rules = rules;
    this.proof = proof;
  }

  Optional<IndirectEvidence> evidence() {
    return sealed().or(this::known).or(this::undone);
  }

  /// The author that the sealer saw is the author that is there now: a list may have changed it
  /// since.
  private Optional<IndirectEvidence> sealed() {
    return proof.sealer() instanceof ArcTrust.Standing.Listed(var sealer, var claims)
            && claims.results().stream().anyMatch(this::isPassOfTheAuthor)
        ? Optional.of(new IndirectEvidence.SealedPass(sealer))
        : Optional.empty();
  }

  private boolean isPassOfTheAuthor(AuthenticationResults.Result result) {
    return result.method().equals("dmarc")
        && result.methodVersion() == 1
        && result.result().equals("pass")
        && result.value("header", "from").filter(this::isTheAuthor).isPresent();
  }

  private boolean isTheAuthor(String from) {
    return proof.author().isCertain()
        && Idna.parse(from).optional().equals(Optional.of(proof.author().domains().getFirst()));
  }

  private Optional<IndirectEvidence> known() {
    return rules.known().stream()
        .flatMap(one -> one.sign(proof).map(by -> new IndirectEvidence.Known(one, by)).stream())
        .<IndirectEvidence>map(found -> found)
        .findFirst();
  }

  private Optional<IndirectEvidence> undone() {
    return proof.undone().stream().<IndirectEvidence>map(IndirectEvidence.Undone::new).findFirst();
  }
}
