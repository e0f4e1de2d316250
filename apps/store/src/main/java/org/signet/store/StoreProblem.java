package org.signet.store;

import java.io.IOException;

/// Why a store cannot be opened, read or written: one or two sentences, of which the last says what
/// to do about it.
public final class StoreProblem extends IOException {
  private static final long serialVersionUID = 1;

  StoreProblem(String sentences) {
    super(sentences);
  }

  StoreProblem(String sentences, Throwable cause) {
    super(sentences, cause);
  }
}
