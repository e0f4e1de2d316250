package org.signet.cli;

import org.signet.dmarc.DmarcOutcome;
import org.signet.verifier.Verification;

/// What became of an input.
sealed interface Judged {
  String name();

  /// It was a message, and this is the proof.
  record Letter(String name, Arrival arrival, Verification proof) implements Judged {}

  /// It could not be read.
  ///
  /// @param why as the rest of "cannot read x: "
  record Unreadable(String name, String why) implements Judged {}

  /// Judging it ran into a bug.
  record Bug(String name, Throwable thrown) implements Judged {}

  /// How the command ends that judged this alone.
  default Exit exit() {
    return switch (this) {
      case Letter(_, _, var proof) -> exit(proof);
      case Unreadable _ -> Exit.UNREADABLE;
      case Bug _ -> Exit.BUG;
    };
  }

  /// Where the author's domain asks for nothing, nothing can fail; but what is unknown may have
  /// been a signature that counts for the reader.
  private static Exit exit(Verification proof) {
    return switch (proof.dmarc().outcome()) {
      case DmarcOutcome.Pass _ -> Exit.GOOD;
      case DmarcOutcome.Fail _, DmarcOutcome.PermError _ -> Exit.FAILED;
      case DmarcOutcome.TempError _ -> Exit.UNDETERMINED;
      case DmarcOutcome.None _ -> hasUnknown(proof) ? Exit.UNDETERMINED : Exit.GOOD;
    };
  }

  private static boolean hasUnknown(Verification proof) {
    return proof.spf().mailFrom().outcome().word().equals("temperror")
        || proof.dkim().stream().anyMatch(one -> one.outcome().word().equals("temperror"));
  }
}
