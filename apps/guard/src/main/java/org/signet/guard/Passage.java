package org.signet.guard;

import java.util.List;
import java.util.Optional;
import org.signet.guard.Decided.Deed;
import org.signet.guard.Decided.Place;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.verifier.Verification;

/// One message on its way past the guard.
public final class Passage {
  private final Guard guard;
  private final Direction direction;
  private final Envelope envelope;
  private final Header header;
  private final Outbound outbound;

  Passage(Guard guard, Direction direction, Envelope envelope, Header header, Outbound outbound) {
    this.guard = guard;
    this.direction = direction;
    this.envelope = envelope;
    this.header = header;
    this.outbound = outbound;
  }

  public Direction direction() {
    return direction;
  }

  /// Who signs it.
  public Outbound outbound() {
    return outbound;
  }

  /// The envelope that it is to be verified with; empty where it is not judged.
  public Optional<Envelope> toVerify() {
    return switch (direction) {
      case Direction.Inbound _ -> Optional.of(envelope);
      case Direction.Relay relay -> Optional.of(relay.envelope(envelope));
      case Direction.Submission _, Direction.Local _, Direction.Reinjected _ -> Optional.empty();
    };
  }

  /// What is done with a message that was verified.
  ///
  /// @throws IllegalStateException where it is not to be judged
  public Decided judged(Verification proof) {
    if (toVerify().isEmpty()) {
      throw new IllegalStateException("not to be judged");
    }
    var decided = guard.receiver().handle(proof, direction, guard.memory().recall(proof));
    var handling = decided.with(guard.impersonation().cautions(header, proof));
    var done = isObserving() ? handling.observed() : handling;
    guard.memory().note(proof, done);
    return new Decided(direction, handling, done.action(), outbound, deed(done, proof));
  }

  private Deed deed(Handling done, Verification proof) {
    var reply = HandlingExplainer.reply(done);
    return reply.isPresent()
        ? new Deed.Refuse(reply.get())
        : take(Stamps.of(authservId(), proof, done), place(done));
  }

  private static Place place(Handling done) {
    return done instanceof Handling.Quarantine(_, _, var way)
        ? switch (way) {
          case QuarantineWay.Marked _ -> new Place.Recipients();
          case QuarantineWay.Held _ -> new Place.Queue();
          case QuarantineWay.Redirected(var to) -> new Place.Instead(to);
        }
        : new Place.Recipients();
  }

  /// What is done with a message that is not judged.
  ///
  /// @throws IllegalStateException where it is to be judged
  public Decided unjudged() {
    if (toVerify().isPresent()) {
      throw new IllegalStateException("to be judged");
    }
    var handling = new Handling.Deliver(new Reason.NotJudged(direction));
    var deed = deed();
    var done = deed instanceof Deed.Refuse ? Handling.Action.REJECT : handling.action();
    return new Decided(direction, handling, done, outbound, deed);
  }

  private Deed deed() {
    if (outbound instanceof Outbound.Refuse refusal && !isObserving()) {
      return new Deed.Refuse(OutboundExplainer.reply(refusal));
    }
    List<Field> stamps =
        direction instanceof Direction.Reinjected
            ? List.of()
            : List.of(Stamps.ours(authservId(), direction));
    return take(stamps, new Place.Recipients());
  }

  private Deed take(List<Field> onTop, Place place) {
    var ids = guard.configuration().ways().authservIds();
    return new Deed.Take(Deletion.of(direction, header, ids), onTop, place);
  }

  private String authservId() {
    return guard.configuration().ways().authservIds().getFirst();
  }

  private boolean isObserving() {
    return guard.configuration().mode() == Configuration.Mode.OBSERVE;
  }
}
