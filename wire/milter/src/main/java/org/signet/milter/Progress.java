package org.signet.milter;

/// Keeps the MTA waiting while the end of a message is judged.
@FunctionalInterface
public interface Progress {
  /// Tells the MTA that an answer will come; its time limit begins anew. Any thread may do so, and
  /// nothing happens once the message is answered.
  void tick();
}
