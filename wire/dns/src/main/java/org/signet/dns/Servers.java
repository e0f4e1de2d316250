package org.signet.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Exchange.Outcome;
import org.signet.dns.StubResolver.Patience;
import org.signet.foundation.text.Ascii;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/// Recursive servers, asked one after another, the one that answered last first: over UDP, and over
/// TCP where the answer does not fit. Each gets a try of [Patience#first()], then all that were
/// silent one of twice the time, and one of twice that. A server that says it cannot answer is not
/// asked again.
final class Servers {
  /// Times that a silent server is asked.
  private static final int MOST_ROUNDS = 3;

  private static final int MOST_DETAIL = 120;

  /// What came of a question.
  sealed interface Heard {
    /// A message; where it tells only that its server cannot answer, no other server could either.
    record Said(Message message) implements Heard {}

    record Nothing(Cause cause, String detail) implements Heard {}
  }

  private final List<NameServer> all;
  private final Patience patience;
  private final Exchange exchange;

  /// The index of the server that answered last.
  private volatile int preferred = 0;

  /// @param all at least one
  /// @param random for message ids; must not be foreseeable
  Servers(List<NameServer> all, Patience patience, RandomGenerator random) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a stub resolver needs a server");
    }
    this.all = List.copyOf(all);
    this.patience = patience;
    exchange = new Exchange(random);
  }

  List<NameServer> all() {
    return all;
  }

  Heard ask(Question<?> question, Asking asking, Deadline deadline) {
    return new Round(question, asking, deadline).heard();
  }

  /// One question put to the servers in turn.
  private final class Round {
    private final Question<?> question;
    private final Asking asking;
    private final Deadline deadline;

    /// Indexes of the servers that may still answer.
    private final List<Integer> hopes = new ArrayList<>();

    private Optional<Heard> refusal = Optional.empty();
    private Optional<String> obstacle = Optional.empty();
    private boolean wasSilent = false;
    private boolean wasTruncated = false;

    Round(Question<?> question, Asking asking, Deadline deadline) {
      this.question = question;
      this.asking = asking;
      this.deadline = deadline;
      int first = preferred;
      for (int i = 0; i < all.size(); i++) {
        hopes.add((first + i) % all.size());
      }
    }

    Heard heard() {
      var tryFor = patience.first();
      for (int round = 0; round < MOST_ROUNDS; round++) {
        for (var server : List.copyOf(hopes)) {
          if (Thread.currentThread().isInterrupted()) {
            return nothing(Cause.TIMEOUT);
          }
          if (deadline.hasPassed()) {
            return failure();
          }
          var until = deadline.orEarlier(Deadline.in(tryFor));
          if (ask(all.get(server), until) instanceof Outcome.Reply(var message)) {
            if (!Reading.isRefusal(message)) {
              preferred = server;
              return new Heard.Said(message);
            }
            refusal = Optional.of(new Heard.Said(message));
            hopes.remove((Object) server);
          }
        }
        tryFor = tryFor.multipliedBy(2);
      }
      return failure();
    }

    private Outcome ask(NameServer server, Deadline until) {
      var to = server.toSocketAddress();
      var outcome = exchange.ask(to, Transport.UDP, question, asking, until);
      if (outcome instanceof Outcome.Reply(var message) && message.getHeader().getFlag(Flags.TC)) {
        wasTruncated = true;
        outcome = exchange.ask(to, Transport.TCP, question, asking, until);
      }
      switch (outcome) {
        case Outcome.Reply _ -> {}
        case Outcome.Silence _ -> wasSilent = true;
        case Outcome.Unreachable(var why) -> obstacle = Optional.of(why);
        case Outcome.Garbage(var why) ->
            refusal = Optional.of(new Heard.Nothing(Cause.MALFORMED, why));
      }
      return outcome;
    }

    /// What a server said outranks that another was silent.
    private Heard failure() {
      var isSilence = wasSilent || obstacle.isEmpty();
      return refusal.orElseGet(() -> nothing(isSilence ? Cause.TIMEOUT : Cause.UNREACHABLE));
    }

    private Heard nothing(Cause cause) {
      var asked = all.stream().map(NameServer::toString).collect(Collectors.joining(", "));
      var detail =
          "no answer from "
              + asked
              + obstacle.map(why -> ": " + Ascii.printable(why, MOST_DETAIL)).orElse("")
              + (wasTruncated ? "; over UDP it is too large" : "");
      return new Heard.Nothing(cause, detail);
    }
  }
}
