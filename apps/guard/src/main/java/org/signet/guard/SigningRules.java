package org.signet.guard;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;

/// Who signs what the operator's people send.
///
/// @param table the first that fits an author decides; where none does, the author's domain signs,
///     or the nearest one above it that has keys
/// @param refusesUnowned whether mail under an address that the login does not own is refused,
///     instead of sent without a signature
public record SigningRules(List<Entry> table, boolean refusesUnowned) {
  public SigningRules {
    table = List.copyOf(table);
  }

  /// The author's domain signs, and nothing is refused.
  public static SigningRules usual() {
    return new SigningRules(List.of(), false);
  }

  /// A line of the table.
  ///
  /// @param localPart of the author; empty for every author of the domain
  /// @param signers the domains that sign; none for mail that is not to be signed
  public record Entry(Optional<String> localPart, Domain domain, List<Domain> signers) {
    public Entry {
      signers = List.copyOf(signers);
    }

    boolean fits(Address author) {
      return author.domain().equals(Optional.of(domain))
          && localPart
              .filter(local -> !Ascii.equalsIgnoreCase(local, author.localPart()))
              .isEmpty();
    }
  }

  /// The domains that the table names for an author; empty where it does not name him.
  Optional<List<Domain>> signers(Address author) {
    return table.stream().filter(entry -> entry.fits(author)).findFirst().map(Entry::signers);
  }
}
