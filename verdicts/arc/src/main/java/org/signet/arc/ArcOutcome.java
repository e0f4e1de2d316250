package org.signet.arc;

/// What a chain comes to: the Chain Validation Status (RFC 8617 §4.4).
public sealed interface ArcOutcome {
  /// The result in the words of RFC 8617 §10.1, as header fields write it.
  default String word() {
    return switch (this) {
      case None _ -> "none";
      case Pass _ -> "pass";
      case Fail _ -> "fail";
    };
  }

  /// Nobody sealed the message.
  record None() implements ArcOutcome {}

  /// The chain holds: the hosts are who they say, and nobody changed what they said.
  ///
  /// @param oldestPass the first host since which the message was not changed; 0 where it was never
  ///     changed since the first (§5.2, step 5)
  record Pass(int oldestPass) implements ArcOutcome {}

  /// It does not hold. The message is as good as one that nobody sealed, and no worse.
  record Fail(ArcFault why) implements ArcOutcome {}
}
