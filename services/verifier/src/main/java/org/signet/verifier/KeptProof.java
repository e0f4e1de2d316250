package org.signet.verifier;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.BodyDigest;
import org.signet.dkim.BodyDigests;
import org.signet.dkim.BodyHasher;
import org.signet.foundation.text.Parsed;
import org.signet.message.Ambiguity;
import org.signet.message.Envelope;
import org.signet.message.Header;

/// What a verdict rests on, without the body: it comes to the same verdict again years later,
/// without a network, and shows what other settings would have come to.
///
/// ```java
/// var session = verifier.begin(envelope, header);
/// // … the body
/// var verdict = session.finish();
/// var octets = session.kept(verdict).octets(); // kept, and years later:
/// var again = KeptProof.read(octets.get()).orThrow().replay(VerifierSettings.defaults());
/// ```
///
/// Of the body it holds only what the verdict itself shows: some octets where readers could differ,
/// and the start of what a list added.
///
/// Other settings may ask what was not asked then: a question to the DNS, or a hash of the body for
/// a signature that was passed over, is then a temporary error, "not recorded".
///
/// @param at when it was judged
/// @param digests every hash of the body that was made
/// @param content what readers of the message may see differently, as [Verification] has it
/// @param undone as [Verification] has it
/// @param spent what judging cost then
public record KeptProof(
    Instant at,
    Envelope envelope,
    Header header,
    List<BodyDigest> digests,
    List<Ambiguity> content,
    List<AlignedIfUndone> undone,
    Spent spent,
    HeardAnswers dns) {
  /// Octets of a proof before they are compressed, of which a header may be the half; a larger one
  /// is not kept.
  public static final int MOST_OCTETS = 2 << 20;

  public KeptProof {
    digests = List.copyOf(digests);
    content = List.copyOf(content);
    undone = List.copyOf(undone);
  }

  /// The verdict again; with the settings that it was judged by, the same. What depends on the
  /// course of time is not: an SPF check that ran out of it is one whose question was not answered.
  public Verification replay(VerifierSettings settings) {
    var checks =
        new Checks(
            InstantSource.fixed(at),
            settings,
            envelope,
            header,
            dns.shares(),
            new BodyHasher(),
            _ -> {});
    return checks.finish(BodyDigests.of(digests), content, () -> spent).withUndone(undone);
  }

  /// The proof as octets, compressed, one char each; empty where it is larger than what is read,
  /// which only the mail of somebody who means harm is.
  public Optional<String> octets() {
    return ProofText.write(this).map(PackedText::pack);
  }

  /// Reads a proof. Never throws for what the octets are, and unpacks no more than [#MOST_OCTETS].
  public static Parsed<KeptProof> read(String octets) {
    return switch (PackedText.unpack(octets, MOST_OCTETS)) {
      case Parsed.Malformed<String> malformed -> malformed.as();
      case Parsed.Ok<String>(var text) -> ProofText.read(text);
    };
  }
}
