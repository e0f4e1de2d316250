package org.signet.verifier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.arc.ArcResult;
import org.signet.arc.ArcTrust;
import org.signet.dkim.DkimResult;
import org.signet.dmarc.DmarcResult;
import org.signet.message.Ambiguity;
import org.signet.message.Author;
import org.signet.message.Envelope;
import org.signet.spf.SpfChecks;

/// Every verdict on one message, with all that was seen on the way: the proof. What the proof is
/// told as (an [org.signet.foundation.explain.Explanation], JSON, a header field) follows from it
/// alone.
///
/// @param at when it was judged
/// @param author who the message says wrote it
/// @param content what readers of the message may see differently, beside who wrote it
/// @param iprev empty where the client's address is unknown
/// @param dkim one for each signature, in the order of the header
/// @param sealer whether the operator believes who sealed the chain; it changes no verdict here
/// @param undone signatures of the author's domain that failed, and would hold if a known change
///     on the way were undone; only looked for where the message can be read again
public record Verification(
    Instant at,
    Envelope envelope,
    Author author,
    List<Ambiguity> content,
    Optional<Iprev> iprev,
    SpfChecks spf,
    List<DkimResult> dkim,
    ArcResult arc,
    ArcTrust.Standing sealer,
    DmarcResult dmarc,
    List<AlignedIfUndone> undone,
    Spent spent) {
  public Verification {
    content = List.copyOf(content);
    dkim = List.copyOf(dkim);
    undone = List.copyOf(undone);
  }

  /// Every ambiguity, those about the author first.
  public List<Ambiguity> ambiguities() {
    var all = new ArrayList<>(author.ambiguities());
    all.addAll(content);
    return List.copyOf(all);
  }

  Verification withUndone(List<AlignedIfUndone> found) {
    return new Verification(
        at, envelope, author, content, iprev, spf, dkim, arc, sealer, dmarc, found, spent);
  }
}
