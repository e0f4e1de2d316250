package org.signet.milter;

/// What a filter says after a step.
///
/// Where the MTA waits for no answer, a decision is held until it does, at the latest until the end
/// of the message. A decision about the connection or the greeting holds for every message of the
/// connection. What is decided is not asked again.
public sealed interface Decision {
  /// Nothing is decided yet; at the end, the message is taken as it is.
  record Continue() implements Decision {}

  /// The message is taken, and the filter wants to hear no more of it.
  record Accept() implements Decision {}

  /// The message is taken, so far as the client knows, and thrown away.
  record Discard() implements Decision {}

  /// Refused for good, in the words of the MTA.
  record Reject() implements Decision {}

  /// Refused for now, in the words of the MTA.
  record TempFail() implements Decision {}

  /// Refused in these words.
  record Respond(SmtpReply reply) implements Decision {}

  /// The filter wants no more of this body; only [MessageFilter#body] may say so.
  record Skip() implements Decision {}

  /// Whether the message will not be delivered.
  default boolean refuses() {
    return switch (this) {
      case Discard _, Reject _, TempFail _, Respond _ -> true;
      case Continue _, Accept _, Skip _ -> false;
    };
  }
}
