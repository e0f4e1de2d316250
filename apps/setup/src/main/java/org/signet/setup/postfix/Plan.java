package org.signet.setup.postfix;

import java.util.List;

/// What to change in a Postfix, so that it asks the guard.
///
/// @param guard where the guard is, as Postfix writes it
/// @param steps none where all is as it should be, or where it cannot be made so
public record Plan(String guard, List<Step> steps, List<Remark> remarks) {
  public Plan {
    steps = List.copyOf(steps);
    remarks = List.copyOf(remarks);
  }

  /// Whether Postfix could reach the guard at all.
  public boolean isPossible() {
    return remarks.stream().noneMatch(one -> one instanceof Remark.OutOfReach);
  }
}
