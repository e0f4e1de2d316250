package org.signet.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// A resolver that keeps what was asked, and refuses names that no mail domain can have.
final class Asked implements Resolver {
  private final Resolver inner;
  private final List<Domain> names = new ArrayList<>();

  Asked(Resolver inner) {
    this.inner = inner;
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    if (!name.isMailName()) {
      throw new AssertionError("asked for " + name);
    }
    names.add(name);
    return inner.lookup(name, type);
  }

  List<Domain> names() {
    return names;
  }
}
