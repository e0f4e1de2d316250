package org.signet.dkim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Remembers what was asked.
final class Counting implements Resolver {
  final List<Domain> names = Collections.synchronizedList(new ArrayList<>());
  private final Resolver upstream;

  Counting(Resolver upstream) {
    this.upstream = upstream;
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    names.add(name);
    return upstream.lookup(name, type);
  }
}
