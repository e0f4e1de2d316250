package org.signet.milter;

/// A filter as a whole: what a [MilterServer] asks, for each connection in a thread of its own, so
/// that any method may be called by many threads at once, and may block.
///
/// What a method throws is a bug: the message is refused for now (4.3.0), and the [Observer] hears
/// of it.
public interface MailFilter {
  /// What the filter wants to hear and to do; asked once for each connection.
  Needs needs();

  /// A client connected to the MTA.
  default Decision connected(Conversation conversation) {
    return new Decision.Continue();
  }

  /// The client greeted, or did so again after STARTTLS.
  default Decision greeted(Conversation conversation) {
    return new Decision.Continue();
  }

  /// A message begins; what comes of it is told to the answer, by one thread at a time.
  MessageFilter begin(Conversation conversation);
}
