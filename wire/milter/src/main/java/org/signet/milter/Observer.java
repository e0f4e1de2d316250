package org.signet.milter;

/// Who hears what becomes of connections, for logs and metrics. Called by many threads at once;
/// what it throws is lost.
public interface Observer {
  /// Nobody.
  Observer NONE = new Observer() {};

  /// A connection to the server ended.
  default void ended(Conversation conversation, Ending ending) {}

  /// The filter threw, or answered what it may not; the message was refused for now.
  default void failed(Conversation conversation, Throwable thrown) {}

  /// A connection was closed at once, because there are as many as allowed.
  default void refused() {}

  /// A connection could not be accepted.
  default void notAccepted(Listen where, Throwable why) {}
}
