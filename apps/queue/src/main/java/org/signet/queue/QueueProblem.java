package org.signet.queue;

import java.io.IOException;

/// Why the queue cannot be looked at, or changed: a sentence.
public final class QueueProblem extends IOException {
  private static final long serialVersionUID = 1;

  QueueProblem(String sentence) {
    super(sentence);
  }
}
