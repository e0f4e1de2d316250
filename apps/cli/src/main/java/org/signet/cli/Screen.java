package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Where a command writes its results, in UTF-8 whatever the locale: the same input gives the same
/// octets everywhere.
final class Screen {
  private final OutputStream out;
  private boolean isGone;

  Screen(OutputStream out) {
    this.out = new BufferedOutputStream(out, 16 << 10);
  }

  /// Writes the text, at once.
  void print(String text) {
    print(text.getBytes(UTF_8));
  }

  void print(byte[] octets) {
    if (isGone) {
      return;
    }
    try {
      out.write(octets);
      out.flush();
    } catch (IOException _) {
      isGone = true;
    }
  }

  /// Whether nobody reads any more, as behind `| head`: there is no use in going on.
  boolean isGone() {
    return isGone;
  }
}
