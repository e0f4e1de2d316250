package org.signet.spf;

import static org.signet.dns.Type.A;
import static org.signet.dns.Type.AAAA;
import static org.signet.dns.Type.PTR;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// The names of the client as the owner of its address tells them, and those of them that lead back
/// to the address. Whatever the DNS does not answer is passed over. RFC 7208 §5.5
record ClientNames(List<Query<?>> queries, List<Domain> validated) {
  /// The value of `%{p}` where no name is validated. §7.3
  private static final String UNKNOWN = "unknown";

  ClientNames {
    queries = List.copyOf(queries);
    validated = List.copyOf(validated);
  }

  static ClientNames of(IpAddress client, Questions questions) {
    var queries = new ArrayList<Query<?>>();
    var validated = new ArrayList<Domain>();
    var names = questions.ask(client.reverseName(), PTR);
    queries.add(names);
    for (var each : names.answer().records()) {
      var name = each.target();
      if (queries.size() > SpfLimits.CLIENT_NAMES) {
        break;
      }
      if (!name.isRoot()) {
        var addresses = questions.ask(name, client.isV4() ? A : AAAA);
        queries.add(addresses);
        if (addresses.answer().records().stream().anyMatch(a -> a.address().equals(client))) {
          validated.add(name);
        }
      }
    }
    return new ClientNames(queries, validated);
  }

  boolean isAnyWithin(Domain domain) {
    return validated.stream().anyMatch(name -> name.isWithin(domain));
  }

  /// The value of `%{p}` in the record of a domain: that domain itself, else a name below it, else
  /// any. §7.3
  String seenFrom(Domain domain) {
    if (validated.contains(domain)) {
      return domain.text();
    }
    for (var name : validated) {
      if (name.isUnder(domain)) {
        return name.text();
      }
    }
    return validated.isEmpty() ? UNKNOWN : validated.getFirst().text();
  }
}
