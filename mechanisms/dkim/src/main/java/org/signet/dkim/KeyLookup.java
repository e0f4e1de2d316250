package org.signet.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// The question for a key, and its answer.
///
/// @param name `selector._domainkey.domain`
/// @param keys what each record of the answer is, in its order
public record KeyLookup(Domain name, Answer<Rdata.Txt> answer, List<DkimKey> keys) {
  public KeyLookup {
    keys = List.copyOf(keys);
  }

  /// The name at which the key of a selector stands (RFC 6376 §3.6.2.1); empty where that would be
  /// too long for a name.
  public static Optional<Domain> nameOf(Domain selector, Domain domain) {
    var labels = new ArrayList<String>(selector.labels());
    labels.add("_domainkey");
    labels.addAll(domain.labels());
    return Domain.ofLabels(labels);
  }
}
