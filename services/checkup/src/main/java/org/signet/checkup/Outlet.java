package org.signet.checkup;

import java.util.List;
import org.signet.foundation.text.Domain;

/// Whether mail servers can be reached from here at all: many networks close port 25 to the
/// outside, and then no host says anything about itself.
public sealed interface Outlet {
  /// A mail server was reached, of the domain or of somebody else.
  record Open() implements Outlet {}

  /// Neither a host of the domain was reached nor one of these, which nobody has in common with it:
  /// port 25 is blocked from here. What the domain's hosts do could not be determined.
  record Blocked(List<Domain> tried) implements Outlet {
    public Blocked {
      tried = List.copyOf(tried);
    }
  }

  /// No host of the domain was reached, and the DNS names nobody else who could be asked.
  record Undetermined() implements Outlet {}

  /// There was nothing to connect to.
  record NotNeeded() implements Outlet {}
}
