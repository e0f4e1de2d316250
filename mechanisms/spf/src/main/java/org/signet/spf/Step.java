package org.signet.spf;

import java.util.List;
import java.util.Optional;

/// One term that was tried: what was looked at, and what followed.
public sealed interface Step {
  Term term();

  /// A directive that was tried.
  sealed interface Tried extends Step {
    @Override
    Directive term();

    Effect effect();
  }

  /// A directive that needs nothing but the client's address: `all`, `ip4`, `ip6`.
  record Compared(Directive term, Effect effect) implements Tried {}

  /// A directive that asked the DNS: `a`, `mx`, `ptr`, `exists`.
  record Asked(Directive term, Target target, List<Query<?>> queries, Effect effect)
      implements Tried {
    public Asked {
      queries = List.copyOf(queries);
    }
  }

  /// An `include`.
  ///
  /// @param inner the run for the target; empty where the target is none to ask about
  record Included(Directive term, Target target, Optional<Walk> inner, Effect effect)
      implements Tried {}

  /// A `redirect` that was followed.
  ///
  /// @param inner the run for the target; empty where the target is none to ask about
  record Redirected(Modifier.Redirect term, Target target, Optional<Walk> inner) implements Step {}

  /// The `exp=` of a fail. RFC 7208 §6.2: whatever goes wrong with it, it is as if it were absent.
  ///
  /// @param text what the domain explains; empty where nothing usable was found
  record Explained(
      Modifier.Explanation term, Target target, List<Query<?>> queries, Optional<String> text)
      implements Step {
    public Explained {
      queries = List.copyOf(queries);
    }
  }

  /// A term that was not tried, because the check had asked the DNS often enough. §4.6.4
  record Refused(Term term) implements Step {}

  /// What followed from a directive.
  sealed interface Effect {
    /// The client is in the set: the record is decided.
    record Match() implements Effect {}

    /// The client is not in the set: the next term is tried.
    record NoMatch() implements Effect {}

    /// The whole check ends here.
    record Stop(SpfOutcome.Unfinished error) implements Effect {}
  }
}
