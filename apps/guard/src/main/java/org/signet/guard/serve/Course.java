package org.signet.guard.serve;

import java.io.IOException;
import java.util.Optional;
import org.signet.dkim.SigningSession;
import org.signet.message.Header;
import org.signet.verifier.Verification;
import org.signet.verifier.VerificationSession;

/// Who reads the body of a message.
sealed interface Course {
  /// It is judged.
  ///
  /// @param held what is kept of it until then; empty for one without a signature
  record Judging(VerificationSession session, Optional<HeldBodies.Held> held) implements Course {
    /// @throws IOException never, for it is read from memory
    Verification finish(Header header) throws IOException {
      return held.filter(HeldBodies.Held::isWhole).isPresent()
          ? session.finish(held.get().message(header))
          : session.finish();
    }
  }

  /// It is signed.
  record Signing(SigningSession session) implements Course {}

  /// Nobody wants it.
  record Passing() implements Course {}

  /// Gives back what was held.
  default void end() {
    switch (this) {
      case Judging(_, var held) -> held.ifPresent(HeldBodies.Held::release);
      case Signing _, Passing _ -> {}
    }
  }

  /// Takes octets of the body; answers whether more are wanted.
  default boolean body(byte[] octets, int from, int to) {
    return switch (this) {
      case Judging(var session, var held) -> {
        session.body(octets, from, to);
        held.ifPresent(one -> one.body(octets, from, to));
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
