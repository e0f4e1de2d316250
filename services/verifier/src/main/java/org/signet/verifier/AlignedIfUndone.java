package org.signet.verifier;

import java.util.List;
import org.signet.dkim.DkimSignature;

/// A signature of the author's domain that fails on the message as it came, and that holds once
/// changes which mail systems are known to make are undone. It never authenticates anything:
/// whoever
/// made the changes could have meant harm. It tells a person, or the operator's rules, what broke
/// the signature.
///
/// @param changes what was undone, at least one
/// @param added the octets that were added and that the signer did not write, one char per octet,
/// at
///     most [#SHOWN_OCTETS] of them; empty where nothing was added
/// @param addedOctets how many octets were added in all
public record AlignedIfUndone(
    DkimSignature signature, List<Change> changes, String added, long addedOctets) {
  /// Added octets that are kept to be shown.
  public static final int SHOWN_OCTETS = 1_000;

  public AlignedIfUndone {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("nothing was undone");
    }
  }
}
