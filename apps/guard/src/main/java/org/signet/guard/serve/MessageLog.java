package org.signet.guard.serve;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.signet.dkim.DkimResult;
import org.signet.dkim.Signing;
import org.signet.foundation.text.Domain;
import org.signet.guard.Decided;
import org.signet.guard.LogWords;
import org.signet.guard.Outbound;
import org.signet.guard.OwnFaults;
import org.signet.guard.Reason;
import org.signet.message.ReversePath;
import org.signet.milter.Conversation;
import org.signet.milter.Ending;
import org.signet.milter.EndingExplainer;
import org.signet.milter.Listen;
import org.signet.milter.Observer;
import org.signet.store.StoreObserver;
import org.signet.store.StoreProblem;
import org.signet.verifier.Verification;

/// Writes a line for each message, and for what goes wrong.
public final class MessageLog implements GuardObserver, Observer, StoreObserver {
  /// How often it is said that our own DNS fails.
  private static final Duration ALARM = Duration.ofMinutes(15);

  private final Consumer<String> lines;
  private final AtomicLong nextAlarm = new AtomicLong(System.nanoTime());

  /// @param lines takes each line, without its end; called by many threads at once
  public MessageLog(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void done(Done message) {
    var decided = message.decided();
    var line =
        new LogLine("message")
            .with("queue", message.queueId())
            .with("direction", LogWords.of(decided.direction()))
            .with("by", LogWords.of(decided.direction().by()));
    message.envelope().client().ifPresent(client -> line.with("client", client.toString()));
    line.with("helo", message.envelope().helo());
    line.with("mail_from", words(message.envelope().mailFrom()));
    line.with("author", message.author().domains().stream().map(Domain::text).toList());
    message.proof().ifPresent(proof -> judged(line, proof));
    handled(line, decided);
    if (message.proof().isEmpty()) {
      sent(line, decided.outbound(), message.signing());
    }
    line.with("ms", Long.toString(message.took().toMillis()));
    if (decided.handling().why() instanceof Reason.OwnFault(_, var share)) {
      alarm(share);
    }
    lines.accept(line.toString());
  }

  private static String words(ReversePath path) {
    return switch (path) {
      case ReversePath.Mailbox(var address) -> address.toString();
      case ReversePath.Null _ -> "<>";
      case ReversePath.Invalid(var text, _) -> text;
      case ReversePath.Unknown _ -> "";
    };
  }

  private void alarm(OwnFaults.Share share) {
    long now = System.nanoTime();
    long next = nextAlarm.get();
    if (now - next >= 0 && nextAlarm.compareAndSet(next, now + ALARM.toNanos())) {
      lines.accept(
          new LogLine("alarm")
              .with("what", "own_fault")
              .with("failing", Integer.toString(share.failing()))
              .with("domains", Integer.toString(share.domains()))
              .toString());
    }
  }

  private static void judged(LogLine line, Verification proof) {
    line.with("spf", proof.spf().mailFrom().outcome().word());
    line.with("helo_spf", proof.spf().helo().outcome().word());
    line.with("dkim", proof.dkim().stream().map(MessageLog::dkim).toList());
    line.with("arc", proof.arc().outcome().word());
    line.with("dmarc", proof.dmarc().outcome().word());
  }

  private static void handled(LogLine line, Decided decided) {
    var handling = decided.handling();
    line.with("action", LogWords.of(decided.done()));
    if (decided.done() != handling.action()) {
      line.with("would", LogWords.of(handling.action()));
    }
    line.with("reason", LogWords.of(handling.why()));
    line.with("cautions", handling.cautions().stream().map(LogWords::of).toList());
  }

  private static void sent(LogLine line, Outbound outbound, Optional<Signing> signing) {
    line.with("outbound", LogWords.of(outbound));
    switch (outbound) {
      case Outbound.Sign(var signatories) ->
          line.with(
              "signers", signatories.stream().map(one -> one.domain().text()).distinct().toList());
      case Outbound.DoNotSign(var why) -> line.with("reason", LogWords.of(why));
      case Outbound.Refuse(var why, _) -> line.with("reason", LogWords.of(why));
    }
    if (signing.isPresent()) {
      line.with("signed", signing.get() instanceof Signing.Signed ? "yes" : "no");
      line.with("hazards", Integer.toString(signing.get().hazards().size()));
    }
  }

  private static String dkim(DkimResult result) {
    return result
        .signature()
        .optional()
        .map(signature -> signature.domain().text() + ':' + result.outcome().word())
        .orElse(result.outcome().word());
  }

  @Override
  public void ended(Conversation conversation, Ending ending) {
    switch (ending) {
      case Ending.Quit _, Ending.Stopped _, Ending.Failed _ -> {}
      case Ending.PeerClosed(var inMessage) when !inMessage -> {}
      case Ending.PeerClosed _,
          Ending.Fault _,
          Ending.TooLarge _,
          Ending.TimedOut _,
          Ending.Broken _ ->
          lines.accept(
              new LogLine("connection")
                  .with("number", Long.toString(conversation.number()))
                  .with("ended", EndingExplainer.sentence(ending))
                  .toString());
    }
  }

  @Override
  public void failed(Conversation conversation, Throwable thrown) {
    var stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    lines.accept(
        new LogLine("bug")
                .with("queue", conversation.macro("i").orElse(""))
                .with("what", thrown.toString())
            + "\n"
            + stack.toString().stripTrailing());
  }

  /// Writes a line of another kind.
  void write(LogLine line) {
    lines.accept(line.toString());
  }

  @Override
  public void works() {
    lines.accept(new LogLine("store").with("state", "works").toString());
  }

  @Override
  public void fails(StoreProblem why) {
    lines.accept(
        new LogLine("store")
            .with("state", "fails")
            .with("why", String.valueOf(why.getMessage()))
            .toString());
  }

  @Override
  public void refused() {
    lines.accept(new LogLine("connection").with("refused", "as many as allowed").toString());
  }

  @Override
  public void notAccepted(Listen where, Throwable why) {
    lines.accept(
        new LogLine("connection")
            .with("at", where.toString())
            .with("not_accepted", why.toString())
            .toString());
  }
}
