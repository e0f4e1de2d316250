package org.signet.guard.serve;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Parsed;
import org.signet.queue.HeldMail;
import org.signet.queue.MailQueue;
import org.signet.queue.QueueProblem;
import org.signet.store.Archive;
import org.signet.store.KeptMessage;
import org.signet.store.StoreProblem;

/// What the guard put aside in the queue of the mail server. A message is one of these where it is
/// held now, and a proof says that the guard held it; what others hold is nobody's here.
public final class Quarantine {
  /// A message comes into the queue before it is judged: by the clock of the mail server, in whole
  /// seconds.
  private static final Duration EARLIEST = Duration.ofMinutes(1);

  /// How long a client may take to send a message, which is judged at its end.
  private static final Duration LATEST = Duration.ofDays(1);

  /// A message that the guard put aside.
  ///
  /// @param then as it was judged
  public record Message(HeldMail held, KeptMessage then) {
    /// Since when.
    public Instant since() {
      return then.at();
    }
  }

  /// What is held.
  ///
  /// @param ours the eldest first
  /// @param others how many are held that the guard did not hold, or whose proofs are forgotten
  public record Listing(List<Message> ours, int others) {
    public Listing {
      ours = List.copyOf(ours);
    }
  }

  private final MailQueue queue;
  private final Archive archive;

  public Quarantine(MailQueue queue, Archive archive) {
    this.queue = queue;
    this.archive = archive;
  }

  /// All that are held now.
  ///
  /// @throws QueueProblem where the queue cannot be looked at
  /// @throws StoreProblem where the proofs cannot
  public Listing list() throws IOException {
    var ours = new ArrayList<Message>();
    var held = queue.held();
    for (var one : held) {
      ours(one).ifPresent(ours::add);
    }
    return new Listing(ours, held.size() - ours.size());
  }

  /// The message, where the guard held it.
  Optional<Message> ours(HeldMail held) throws StoreProblem {
    return archive.find(held.id()).stream()
        .filter(then -> isSame(held, then) && isHeld(then))
        .findFirst()
        .map(then -> new Message(held, then));
  }

  /// Whether they are one message: a mail server may use a queue id again.
  private static boolean isSame(HeldMail held, KeptMessage then) {
    return !then.at().isBefore(held.arrived().minus(EARLIEST))
        && !then.at().isAfter(held.arrived().plus(LATEST));
  }

  private static boolean isHeld(KeptMessage then) {
    return place(then).filter(Treatment.Aside.Held.class::isInstance).isPresent();
  }

  private static Optional<Treatment.Aside> place(KeptMessage then) {
    return KeptPassage.read(then.proof()) instanceof Parsed.Ok<KeptPassage>(var kept)
        ? kept.treatment().place()
        : Optional.empty();
  }

  /// The address to which a message went instead of its recipients; empty where it did not.
  public static Optional<String> sentTo(KeptMessage then) {
    return place(then)
        .flatMap(
            place ->
                place instanceof Treatment.Aside.At(var address)
                    ? Optional.of(address)
                    : Optional.empty());
  }
}
