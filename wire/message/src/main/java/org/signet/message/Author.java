package org.signet.message;

import java.util.List;
import org.signet.foundation.text.Domain;

/// Who the From field says wrote the message.
///
/// @param addresses every address that the field holds, in order; several where there are several
///     authors
/// @param domains every distinct domain that any reader could take for the author's, the most
///     likely first, at most [#MOST_DOMAINS]: that of the one address of a sound field; more where
///     the field is ambiguous or has several authors
/// @param ambiguities the reasons of kind AUTHOR found in the header, none for a sound field
public record Author(List<Address> addresses, List<Domain> domains, List<Ambiguity> ambiguities) {
  /// Author domains that are evaluated (RFC 9989 §11.5 asks for a limit).
  public static final int MOST_DOMAINS = 4;

  public Author {
    addresses = List.copyOf(addresses);
    domains = List.copyOf(domains);
    ambiguities = List.copyOf(ambiguities);
  }

  /// The author that the header names, and whatever makes that uncertain.
  public static Author of(Header header) {
    return header.review().author();
  }

  /// Whether there is one author and every reader sees the same.
  public boolean isCertain() {
    return ambiguities.isEmpty() && domains.size() == 1;
  }
}
