package org.signet.dane;

import java.util.List;
import java.util.stream.Stream;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.foundation.text.IpAddress;

/// What was found out about one host, and what it rests on.
///
/// @param asked every question with its answer, in order: A, AAAA, then what followed
public record DaneResult(DaneHost host, List<Heard<?>> asked, DaneOutcome outcome) {
  public DaneResult {
    asked = List.copyOf(asked);
  }

  /// A question and its answer.
  public record Heard<R extends Rdata>(Question<R> question, Answer<R> answer) {}

  /// The addresses of the host, those of IPv4 first.
  public List<IpAddress> addresses() {
    return asked.stream()
        .flatMap(heard -> heard.answer().records().stream())
        .flatMap(data -> data instanceof Rdata.Address(var one) ? Stream.of(one) : Stream.empty())
        .toList();
  }
}
