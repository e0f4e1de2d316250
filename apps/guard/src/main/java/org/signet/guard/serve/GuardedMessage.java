package org.signet.guard.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Practice;
import org.signet.dkim.Signing;
import org.signet.foundation.text.IpAddress;
import org.signet.guard.Circumstances;
import org.signet.guard.Decided;
import org.signet.guard.Decided.Deed;
import org.signet.guard.Decided.Place;
import org.signet.guard.Outbound;
import org.signet.guard.Passage;
import org.signet.guard.Reply;
import org.signet.message.Author;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.ReversePath;
import org.signet.milter.Client;
import org.signet.milter.Conversation;
import org.signet.milter.Decision;
import org.signet.milter.MessageFilter;
import org.signet.milter.Modification;
import org.signet.milter.Progress;
import org.signet.milter.SmtpReply;
import org.signet.milter.Verdict;
import org.signet.verifier.Verification;

/// One message on its way through the guard. Whose it is shows with its header; then the body
/// passes once, to those who judge it or those who sign it.
final class GuardedMessage implements MessageFilter {
  /// Above all that is there; Postfix puts it above its own Received field.
  private static final int TOP = 0;

  private final Duty duty;
  private final GuardObserver observer;
  private final Conversation conversation;
  private final long began = System.nanoTime();
  private final Header.Builder fields = new Header.Builder();
  private final List<String> recipients = new ArrayList<>(1);
  private ReversePath sender = new ReversePath.Unknown();
  private Optional<Started> started = Optional.empty();

  /// What is known from the end of the header on.
  private record Started(
      Header header, Envelope envelope, Circumstances known, Passage passage, Course course) {}

  GuardedMessage(Duty duty, GuardObserver observer, Conversation conversation) {
    this.duty = duty;
    this.observer = observer;
    this.conversation = conversation;
  }

  @Override
  public Decision mail(String path, List<String> parameters) {
    sender = ReversePath.parse(path);
    return new Decision.Continue();
  }

  @Override
  public Decision recipient(String path, List<String> parameters) {
    recipients.add(path);
    return new Decision.Continue();
  }

  @Override
  public Decision field(String name, String rawValue) {
    fields.add(name, rawValue);
    return new Decision.Continue();
  }

  @Override
  public Decision endOfHeader() {
    var header = fields.build();
    var envelope = new Envelope(client(), conversation.greeting(), sender, recipients);
    var known =
        new Circumstances(
            conversation.macro("auth_authen"), conversation.macro("daemon_name"), client());
    var passage = duty.guard().begin(known, envelope, header);
    started = Optional.of(new Started(header, envelope, known, passage, course(header, passage)));
    return new Decision.Continue();
  }

  private Optional<IpAddress> client() {
    return conversation.client() instanceof Client.Inet(_, var address, _)
        ? Optional.of(address)
        : Optional.empty();
  }

  private Course course(Header header, Passage passage) {
    var toVerify = passage.toVerify();
    if (toVerify.isPresent()) {
      var held = header.first(DkimSignature.FIELD).map(_ -> duty.bodies().hold());
      return new Course.Judging(duty.verifier().begin(toVerify.get(), header), held);
    }
    return passage.outbound() instanceof Outbound.Sign(var signatories)
        ? new Course.Signing(
            new DkimSigner(signatories, Practice.USUAL, duty.clock()).begin(header))
        : new Course.Passing();
  }

  private Started started() {
    return started.orElseThrow(() -> new IllegalStateException("the header has not ended"));
  }

  @Override
  public Decision body(byte[] octets, int from, int to) {
    var course = started().course;
    try {
      return course.body(octets, from, to) ? new Decision.Continue() : new Decision.Skip();
    } catch (RuntimeException bug) {
      course.end(); // for after a bug nothing more is called
      throw bug;
    }
  }

  @Override
  public void aborted() {
    started.ifPresent(one -> one.course.end());
  }

  @Override
  public Verdict end(Progress progress) {
    try {
      return end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      started().course.end();
    }
  }

  private Verdict end() throws IOException {
    var passage = started().passage;
    return switch (started().course) {
      case Course.Judging judging -> {
        var proof = judging.finish(started().header);
        var decided = passage.judged(proof);
        Supplier<KeptPassage> kept =
            () ->
                new KeptPassage(
                    started().known, Treatment.of(proof, decided), judging.session().kept(proof));
        yield done(decided, Optional.of(proof), Optional.of(kept), Optional.empty());
      }
      case Course.Signing(var session) -> sent(passage.unjudged(), Optional.of(session.finish()));
      case Course.Passing _ -> sent(passage.unjudged(), Optional.empty());
    };
  }

  private Verdict sent(Decided decided, Optional<Signing> signing) {
    return done(decided, Optional.empty(), Optional.empty(), signing);
  }

  private Verdict done(
      Decided decided,
      Optional<Verification> proof,
      Optional<Supplier<KeptPassage>> kept,
      Optional<Signing> signing) {
    observer.done(
        new Done(
            conversation.macro("i").orElse(""),
            started().envelope,
            proof.map(Verification::author).orElseGet(() -> Author.of(started().header)),
            proof,
            kept,
            decided,
            signing,
            Duration.ofNanos(System.nanoTime() - began)));
    return switch (decided.deed()) {
      case Deed.Refuse(var reply) -> Verdict.respond(smtp(reply));
      case Deed.Take take ->
          new Verdict(changes(take, signatures(signing)), new Decision.Continue());
    };
  }

  private static SmtpReply smtp(Reply reply) {
    return new SmtpReply(reply.code().reply(), reply.code().status(), reply.text());
  }

  private static List<Field> signatures(Optional<Signing> signing) {
    return signing.orElse(null) instanceof Signing.Signed(var fields, _) ? fields : List.of();
  }

  /// The changes in the order of the protocol; what is inserted at one place stays in its order.
  private List<Modification> changes(Deed.Take take, List<Field> signatures) {
    var changes = new ArrayList<Modification>();
    take.deletions()
        .forEach(one -> changes.add(new Modification.DeleteField(one.name(), one.index())));
    Stream.concat(signatures.stream(), take.onTop().stream())
        .map(field -> new Modification.InsertField(TOP, field.name(), field.rawValue()))
        .forEach(changes::add);
    switch (take.place()) {
      case Place.Recipients _ -> {}
      case Place.Queue _ -> changes.add(new Modification.Quarantine("put aside by Signet"));
      case Place.Instead(var to) -> {
        recipients.forEach(one -> changes.add(new Modification.DeleteRecipient(one)));
        changes.add(new Modification.AddRecipient(to.toString()));
      }
    }
    return changes;
  }
}
