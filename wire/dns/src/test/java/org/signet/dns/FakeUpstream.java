package org.signet.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.signet.foundation.text.Domain;

/// A resolver that answers as a test wants, and remembers what it was asked.
final class FakeUpstream implements Resolver {
  final List<Question<?>> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> patiences = Collections.synchronizedList(new ArrayList<>());
  private final Function<Question<?>, Answer<?>> answers;

  FakeUpstream(Function<Question<?>, Answer<?>> answers) {
    this.answers = answers;
  }

  static Answer<Rdata.Txt> txt(Domain owner, String text, Duration ttl) {
    return new Answer.Found<>(
        owner,
        List.of(new Rdata.Txt(List.of(text))),
        Answer.Source.direct(Security.UNCHECKED, ttl));
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    var question = new Question<>(name, type);
    asked.add(question);
    return question.own(answers.apply(question));
  }

  @Override
  public Resolver within(Duration patience) {
    patiences.add(patience);
    return this;
  }
}
