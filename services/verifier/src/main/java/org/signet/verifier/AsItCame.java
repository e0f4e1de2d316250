package org.signet.verifier;

import java.util.List;
import org.signet.message.MessageStream.Sink;

/// Nothing undone: the body fits, perhaps but for text at its end.
final class AsItCame extends BodyUndoing {
  AsItCame(Sink out) {
    super(out);
  }

  @Override
  List<Change> changes() {
    return List.of();
  }

  @Override
  void line(byte[] octets, int length, boolean ends) {
    pass(octets, 0, length);
  }
}
