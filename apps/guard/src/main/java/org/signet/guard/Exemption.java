package org.signet.guard;

import java.time.Instant;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;
import org.signet.verifier.Verification;

/// Mail that the operator wants delivered, marked, whatever is known against it. It runs out by
/// itself, so that nobody has to remember it.
public record Exemption(Scope scope, Instant until) {
  /// Which mail.
  public sealed interface Scope {
    /// Of this author. Anybody can write that name: what it excepts is not protected meanwhile.
    record Author(Address address) implements Scope {}

    /// Of every author of this domain; likewise.
    record AuthorDomain(Domain domain) implements Scope {}

    /// By way of this list or network, known by what cannot be forged.
    record Way(Intermediary.Place place) implements Scope {}
  }

  boolean covers(Verification proof) {
    return proof.at().isBefore(until) && isOf(proof);
  }

  private boolean isOf(Verification proof) {
    var author = proof.author();
    return switch (scope) {
      case Scope.Author(var address) ->
          author.isCertain() && author.addresses().stream().allMatch(one -> isSame(one, address));
      case Scope.AuthorDomain(var domain) ->
          author.isCertain() && author.domains().contains(domain);
      case Scope.Way(var place) -> Intermediary.sign(place, proof).isPresent();
    };
  }

  /// Local parts are compared without case: an exemption should work for what people write.
  private static boolean isSame(Address one, Address other) {
    return Ascii.equalsIgnoreCase(one.localPart(), other.localPart())
        && one.domain().isPresent()
        && one.domain().equals(other.domain());
  }
}
