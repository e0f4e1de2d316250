package org.signet.tlspolicy;

import java.util.Comparator;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// The hosts that take a domain's mail, as the DNS names them (RFC 5321 §5.1).
public sealed interface Exchanges {
  /// MX records that are looked at; the most preferred ones. Our bound: a message that these cannot
  /// take waits rather than costing more questions. Postfix tries 5 addresses.
  int MOST_HOSTS = 20;

  /// MX records.
  ///
  /// @param hosts at least one, in the order in which they are tried; those of one preference in
  ///     any order
  /// @param leftOut how many more there are
  /// @param answer all records, with what is known of their security
  record Listed(List<Rdata.Mx> hosts, int leftOut, Answer.Found<Rdata.Mx> answer)
      implements Exchanges {
    public Listed {
      hosts = List.copyOf(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("a list without hosts is Nobody");
      }
    }
  }

  /// There is no MX record: the domain itself is the host, if it has an address.
  record Implicit(Domain host) implements Exchanges {}

  /// The domain takes no mail: a null MX (RFC 7505 §3).
  record Nobody() implements Exchanges {}

  /// There is no such domain.
  ///
  /// @param missing the name that does not exist: the domain, or what it is an alias of
  record NoSuchDomain(Domain missing) implements Exchanges {}

  /// It could not be found out.
  record Unknown(Answer.Failed<Rdata.Mx> failure) implements Exchanges {}

  /// What an answer for the MX records of a domain names.
  static Exchanges of(Answer<Rdata.Mx> answer) {
    return switch (answer) {
      case Answer.Found<Rdata.Mx> found -> named(found);
      case Answer.NoData<Rdata.Mx>(var owner, _) -> new Implicit(owner);
      case Answer.NoSuchName<Rdata.Mx>(var owner, _) -> new NoSuchDomain(owner);
      case Answer.Failed<Rdata.Mx> failed -> new Unknown(failed);
    };
  }

  /// The root is no host; a domain that names others beside it does not mean it (RFC 7505 §3).
  private static Exchanges named(Answer.Found<Rdata.Mx> found) {
    var hosts =
        found.records().stream()
            .filter(mx -> !mx.exchange().isRoot())
            .sorted(Comparator.comparingInt(Rdata.Mx::preference).thenComparing(Rdata.Mx::exchange))
            .distinct()
            .toList();
    if (hosts.isEmpty()) {
      return new Nobody();
    }
    int looked = Math.min(hosts.size(), MOST_HOSTS);
    return new Listed(hosts.subList(0, looked), hosts.size() - looked, found);
  }
}
