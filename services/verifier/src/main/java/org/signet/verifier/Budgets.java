package org.signet.verifier;

import java.time.Duration;
import org.signet.dns.BudgetedResolver;
import org.signet.dns.BudgetedResolver.Budget;

/// How the DNS budget of a message is shared, so that what one check spends is never missing to a
/// more important one. Whoever sends a message decides what its envelope and its ARC sets cost. If
/// they could spend what DMARC needs, a forgery would come to "not known now" and not to "fail".
final class Budgets {
  /// For the author's policy and the keys of signatures: 64 queries and 10 keys at the most.
  private static final int AUTHOR = 80;

  /// For SPF; the largest records of real domains need a third of it.
  private static final int SENDER = 80;

  private final BudgetedResolver author;
  private final BudgetedResolver sender;
  private final BudgetedResolver rest;

  Budgets(World world, Budget budget) {
    int whole = budget.questions();
    int each = whole * AUTHOR / Budget.OF_A_MESSAGE.questions();
    int second = whole * SENDER / Budget.OF_A_MESSAGE.questions();
    author = share(world, each, budget.time());
    sender = share(world, second, budget.time());
    rest = share(world, whole - each - second, budget.time());
  }

  private static BudgetedResolver share(World world, int questions, Duration time) {
    return new BudgetedResolver(world.dns(), new Budget(questions, time), world.clock());
  }

  Shares shares() {
    return new Shares(author, sender, rest);
  }

  int questions() {
    return author.questions() + sender.questions() + rest.questions();
  }

  HeardAnswers heard() {
    return HeardAnswers.of(author.heard(), sender.heard(), rest.heard());
  }
}
