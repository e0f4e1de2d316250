package org.signet.guard.serve;

import org.signet.dkim.SigningSession;
import org.signet.verifier.VerificationSession;

/// Who reads the body of a message.
sealed interface Course {
  /// It is judged.
  record Judging(VerificationSession session) implements Course {}

  /// It is signed.
  record Signing(SigningSession session) implements Course {}

  /// Nobody wants it.
  record Passing() implements Course {}

  /// Takes octets of the body; answers whether more are wanted.
  default boolean body(byte[] octets, int from, int to) {
    return switch (this) {
      case Judging(var session) -> {
        session.body(octets, from, to);
        yield true;
      }
      case Signing(var session) -> {
        session.body(octets, from, to);
        yield true;
      }
      case Passing _ -> false;
    };
  }
}
