package org.signet.spf;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;

/// A zone that remembers what it was asked.
final class Counting implements Resolver {
  private final Resolver zone;
  private final List<Question<?>> questions = new ArrayList<>();

  Counting(String zone) {
    this(ZoneResolver.of(zone));
  }

  Counting(Resolver zone) {
    this.zone = zone;
  }

  List<Question<?>> questions() {
    return questions;
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    questions.add(new Question<>(name, type));
    return zone.lookup(name, type);
  }
}
