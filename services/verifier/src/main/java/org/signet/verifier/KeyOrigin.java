package org.signet.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// What there is to show that an answer of the DNS came from who it is about (RFC 4035 §5).
public sealed interface KeyOrigin {
  /// The answer is signed, and all that leads to its signature from the root is there. Whether the
  /// signatures hold is not said.
  ///
  /// @param zones from the one that holds the answer up to the root
  record Signed(List<Domain> zones) implements KeyOrigin {
    public Signed {
      zones = List.copyOf(zones);
    }
  }

  /// The answer is signed, and this, which leads to it from the root, is not there.
  record Incomplete(Question<?> missing) implements KeyOrigin {}

  /// The answer bears no signature.
  record Unsigned() implements KeyOrigin {}

  /// Looks in `dns` for what leads to an answer.
  static KeyOrigin of(Answer<Rdata.Txt> answer, Resolver dns) {
    if (!(answer instanceof Answer.Found<Rdata.Txt>(_, _, var source))
        || source.signatures().isEmpty()) {
      return new Unsigned();
    }
    for (var alias : source.aliases()) {
      if (!isSigned(dns.lookup(alias.name(), Type.CNAME))) {
        return new Incomplete(new Question<>(alias.name(), Type.CNAME));
      }
    }
    return climb(source.signatures().getFirst().signer(), dns);
  }

  /// Each zone has a name with fewer labels than the one before, so this ends.
  private static KeyOrigin climb(Domain start, Resolver dns) {
    var zones = new ArrayList<Domain>();
    var zone = start;
    while (true) {
      zones.add(zone);
      if (!isSigned(dns.lookup(zone, Type.DNSKEY))) {
        return new Incomplete(new Question<>(zone, Type.DNSKEY));
      }
      if (zone.isRoot()) {
        return new Signed(zones);
      }
      var above = signer(dns.lookup(zone, Type.DS));
      if (above.isEmpty() || !zone.isUnder(above.get())) {
        return new Incomplete(new Question<>(zone, Type.DS));
      }
      zone = above.get();
    }
  }

  private static boolean isSigned(Answer<?> answer) {
    return signer(answer).isPresent();
  }

  private static Optional<Domain> signer(Answer<?> answer) {
    return answer instanceof Answer.Found<?>(_, _, var source)
        ? source.signatures().stream().map(Rdata.Rrsig::signer).findFirst()
        : Optional.empty();
  }
}
