package org.signet.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.dns.Answer.Cause;
import org.signet.foundation.text.Domain;

/// The DNS as one message may use it: so many questions, and so much time, in all. What exceeds
/// either is [Cause#BUDGET]. The same question is asked once, and costs nothing again.
///
/// The time is that in which at least one question was under way: a body that arrives slowly spends
/// nothing, and questions asked side by side count once.
public final class BudgetedResolver implements Resolver {
  /// What a message may cost.
  public record Budget(int questions, Duration time) {
    /// For one message, with all that is checked about it.
    public static final Budget OF_A_MESSAGE = new Budget(200, Duration.ofSeconds(30));
  }

  private final Resolver upstream;
  private final Deadline deadline;
  private final Account account;

  public BudgetedResolver(Resolver upstream, Budget budget, InstantSource clock) {
    this(upstream, Deadline.never(), new Account(budget, clock));
  }

  private BudgetedResolver(Resolver upstream, Deadline deadline, Account account) {
    this.upstream = upstream;
    this.deadline = deadline;
    this.account = account;
  }

  /// Questions that went upstream so far.
  public int questions() {
    return account.questions();
  }

  /// Time spent so far.
  public Duration spent() {
    return account.spent();
  }

  /// What was answered to each question so far, to whoever asked it here; of a question that one
  /// asker had no patience for, what another heard.
  public Map<Question<?>, Answer<?>> heard() {
    var heard = new HashMap<Question<?>, Answer<?>>(account.unanswered);
    heard.putAll(account.memo);
    return heard;
  }

  @Override
  public Resolver within(Duration patience) {
    return new BudgetedResolver(upstream, deadline.orEarlier(Deadline.in(patience)), account);
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    var question = new Question<>(name, type);
    var known = account.known(question);
    if (known.isPresent()) {
      return known.get();
    }
    var answer =
        account.flights.ask(question, this::ask, deadline, heard -> account.keep(question, heard));
    if (answer instanceof Answer.Failed<R>) {
      account.unanswered.put(question, answer);
    }
    return answer;
  }

  private <R extends Rdata> Answer<R> ask(Domain name, Type<R> type) {
    // Another thread may have heard it since we looked.
    var known = account.known(new Question<>(name, type));
    if (known.isPresent()) {
      return known.get();
    }
    if (!account.begin()) {
      return new Answer.Failed<>(Cause.BUDGET, account.words());
    }
    try {
      var left = account.left();
      var patience = left.compareTo(deadline.left()) < 0 ? left : deadline.left();
      var answer = upstream.within(patience).lookup(name, type);
      var isTimeout = answer instanceof Answer.Failed<R>(var cause, _) && cause == Cause.TIMEOUT;
      return isTimeout && account.left().isZero()
          ? new Answer.Failed<>(Cause.BUDGET, account.words())
          : answer;
    } finally {
      account.end();
    }
  }

  /// What this resolver and those made of it by [#within] share.
  private static final class Account {
    private final Budget budget;
    private final InstantSource clock;
    private final Flights flights = new Flights();
    private final Map<Question<?>, Answer<?>> memo = new ConcurrentHashMap<>();
    private final Map<Question<?>, Answer<?>> unanswered = new ConcurrentHashMap<>(0);
    private int questions = 0;
    private int underWay = 0;
    private Instant since = Instant.EPOCH;
    private Duration spent = Duration.ZERO;

    Account(Budget budget, InstantSource clock) {
      this.budget = budget;
      this.clock = clock;
    }

    <R extends Rdata> Optional<Answer<R>> known(Question<R> question) {
      return Optional.ofNullable(memo.get(question)).map(question::own);
    }

    void keep(Question<?> question, Answer<?> answer) {
      if (!(answer instanceof Answer.Failed<?>(var cause, _) && cause == Cause.BUDGET)) {
        memo.put(question, answer);
      }
    }

    /// False where nothing is left to spend.
    synchronized boolean begin() {
      if (questions >= budget.questions() || left().isZero()) {
        return false;
      }
      questions++;
      if (underWay++ == 0) {
        since = clock.instant();
      }
      return true;
    }

    synchronized void end() {
      spent = spent();
      since = clock.instant();
      underWay--;
    }

    synchronized Duration spent() {
      var now = underWay == 0 ? Duration.ZERO : Duration.between(since, clock.instant());
      return now.isNegative() ? spent : spent.plus(now);
    }

    synchronized int questions() {
      return questions;
    }

    Duration left() {
      var left = budget.time().minus(spent());
      return left.isNegative() ? Duration.ZERO : left;
    }

    String words() {
      return left().isZero()
          ? "the message took " + budget.time().toSeconds() + " s of DNS time, which is all it may"
          : "the message asked " + budget.questions() + " DNS questions, which is all it may";
    }
  }
}
