package org.signet.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.signet.dkim.BodyDigest;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.DkimCheck;
import org.signet.dkim.DkimKey;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.HeaderIndex;
import org.signet.dmarc.DmarcOutcome;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.message.MessageStream.Sink;

/// Finds out what broke the signatures of the author's domain: changes that mail systems are known
/// to make are undone on trial, one after another, and the signature is checked again with the key
/// that is already known. Body and header have a hash each, so that they are searched apart: first
/// the body that fits `bh=`, then the header that fits `b=`.
///
/// Costs at most [#MOST_TRIALS] trials and [#MOST_OCTETS] octets read for a message.
final class Undoing {
  /// Trials for one message, bodies and headers together.
  static final int MOST_TRIALS = 12;

  /// Octets of bodies that are read in all trials of one message.
  static final long MOST_OCTETS = 10 << 20;

  /// Octets that may have been added at the end and still are a footer.
  static final int MOST_ADDED_OCTETS = 4 << 10;

  private final Message message;
  private final Header arrived;
  private int trialsLeft = MOST_TRIALS;
  private long octetsLeft = MOST_OCTETS;

  private Undoing(Message message, Header arrived) {
    this.message = message;
    this.arrived = arrived;
  }

  /// The broken signatures of the author's domain that a known change explains; nothing is looked
  /// for where the message passed.
  ///
  /// @param aligns whether a signature of this domain would authenticate the author's, if it held
  static List<AlignedIfUndone> of(
      Message message, Header header, Verification proof, Predicate<Domain> aligns)
      throws IOException {
    if (proof.dmarc().outcome() instanceof DmarcOutcome.Pass) {
      return List.of();
    }
    var undoing = new Undoing(message, header);
    var explained = new ArrayList<AlignedIfUndone>();
    for (var result : proof.dkim()) {
      if (result.outcome() instanceof DkimOutcome.Fail fail
          && result.signature() instanceof Parsed.Ok<DkimSignature>(var signature)
          && aligns.test(signature.domain())) {
        undoing.explain(result, signature, fail).ifPresent(explained::add);
      }
    }
    return explained;
  }

  private Optional<AlignedIfUndone> explain(
      DkimResult result, DkimSignature signature, DkimOutcome.Fail fail) throws IOException {
    var body =
        switch (fail) {
          case DkimOutcome.Fail.BodyChanged _ -> body(signature);
          case DkimOutcome.Fail.HeaderChanged _, DkimOutcome.Fail.SignatureWrong _ ->
              Optional.of(new Fit(List.of(), arrived, "", 0));
        };
    if (body.isEmpty()) {
      return Optional.empty();
    }
    return header(result, signature, body.get());
  }

  /// A body that fits, and what goes with it.
  private record Fit(List<Change> changes, Header header, String added, long addedOctets) {}

  private Optional<Fit> body(DkimSignature signature) throws IOException {
    if (signature.length().isPresent()) {
      return Optional.empty();
    }
    for (var undoing : bodyTrials(signature)) {
      var fit = fit(signature, undoing);
      if (fit.isPresent()) {
        return fit;
      }
    }
    return Optional.empty();
  }

  private List<Function<Sink, BodyUndoing>> bodyTrials(DkimSignature signature) {
    var trials = new ArrayList<Function<Sink, BodyUndoing>>();
    trials.add(AsItCame::new);
    var boundary =
        arrived.first("Content-Type").flatMap(field -> MimeParts.boundary(field.value()));
    boundary.ifPresent(
        text -> {
          trials.add(out -> new WithoutLastPart(text, out));
          trials.add(out -> new FirstPartAlone(text, out));
        });
    for (var direction : Recoding.Direction.values()) {
      trials.add(out -> new Recoding(direction, arrived, out));
    }
    trials.add(JoinedLines::new);
    if (signature.bodyForm() == Canonicalization.SIMPLE) {
      trials.add(WithoutTrailingBlanks::new);
    }
    return trials;
  }

  private Optional<Fit> fit(DkimSignature signature, Function<Sink, BodyUndoing> trial)
      throws IOException {
    if (trialsLeft == 0 || octetsLeft <= 0) {
      return Optional.empty();
    }
    trialsLeft--;
    var hasher = new BodyHasher();
    var sought =
        hasher.seek(signature.bodyForm(), signature.algorithm().hash(), signature.bodyHash());
    var tail = new Tail(hasher::update);
    var undoing = trial.apply(tail);
    try (var stream = MessageStream.open(message)) {
      var chunk = new byte[16 << 10];
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        octetsLeft -= n;
        if (octetsLeft < 0) {
          return Optional.empty();
        }
        undoing.accept(chunk, 0, n);
      }
    }
    undoing.end();
    hasher.end();
    return sought
        .result()
        .filter(found -> found.octets() > 0 && found.beyond() <= MOST_ADDED_OCTETS)
        .map(found -> fit(undoing, tail, signature, found.beyond()));
  }

  private Fit fit(BodyUndoing undoing, Tail tail, DkimSignature signature, long beyond) {
    var changes = new ArrayList<>(undoing.changes());
    var added = new StringBuilder(undoing.added());
    if (beyond > 0) {
      added.insert(0, tail.last(beyond, signature.bodyForm()));
      if (!changes.contains(Change.FOOTER_ADDED)) {
        changes.add(Change.FOOTER_ADDED);
      }
    }
    int shown = Math.min(added.length(), AlignedIfUndone.SHOWN_OCTETS);
    return new Fit(
        List.copyOf(changes),
        undoing.header(arrived),
        added.substring(0, shown),
        undoing.addedOctets() + beyond);
  }

  private Optional<AlignedIfUndone> header(DkimResult result, DkimSignature signature, Fit body) {
    for (var trial : HeaderUndoing.trials(body.header(), signature)) {
      if (trialsLeft == 0) {
        return Optional.empty();
      }
      trialsLeft--;
      var changes = new ArrayList<>(body.changes());
      changes.addAll(trial.changes());
      if (!changes.isEmpty() && holds(result, signature, trial.header())) {
        return Optional.of(
            new AlignedIfUndone(signature, changes, body.added(), body.addedOctets()));
      }
    }
    return Optional.empty();
  }

  /// Whether the signature holds for this header and for a body that has the hash in `bh=`.
  private static boolean holds(DkimResult result, DkimSignature signature, Header header) {
    var body =
        new BodyDigest(
            signature.bodyForm(),
            signature.algorithm().hash(),
            signature.length(),
            0,
            signature.bodyHash());
    int at = header.fields().indexOf(result.field());
    var index = new HeaderIndex(header);
    return usableKey(result)
        .map(key -> new DkimCheck(result.field(), at, signature, key))
        .map(check -> check.judge(index, check.headerHash(index), body))
        .filter(DkimOutcome.Pass.class::isInstance)
        .isPresent();
  }

  private static Optional<DkimKey.Usable> usableKey(DkimResult result) {
    return result.key().stream()
        .flatMap(lookup -> lookup.keys().stream())
        .filter(DkimKey.Usable.class::isInstance)
        .map(DkimKey.Usable.class::cast)
        .findFirst();
  }
}
