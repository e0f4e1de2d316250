package org.signet.guard.serve;

import org.signet.guard.ConfigProblem;

/// A file that the configuration names is wrong.
public final class Misconfigured extends Exception {
  private static final long serialVersionUID = 1L;

  Misconfigured(ConfigProblem problem) {
    super(problem.toString());
  }
}
