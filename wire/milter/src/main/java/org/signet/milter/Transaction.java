package org.signet.milter;

import java.util.List;
import java.util.function.Supplier;

/// One message of a session, from MAIL to its end: how far it has come, and what the filter
/// decided. Once something is decided the filter is not asked again.
final class Transaction {
  private enum Phase {
    ENVELOPE,
    AFTER_DATA,
    HEADER,
    BODY
  }

  private final MessageFilter filter;
  private final Asking asking;
  private final Negotiation negotiation;

  private Phase phase = Phase.ENVELOPE;
  private Decision decision;
  private boolean skipsBody;

  Transaction(MessageFilter filter, Asking asking, Negotiation negotiation) {
    this(filter, asking, negotiation, new Decision.Continue());
  }

  private Transaction(
      MessageFilter filter, Asking asking, Negotiation negotiation, Decision decision) {
    this.filter = filter;
    this.asking = asking;
    this.negotiation = negotiation;
    this.decision = decision;
  }

  /// A message about which everything is decided as it begins.
  static Transaction decided(Decision decision, Asking asking, Negotiation negotiation) {
    return new Transaction(_ -> Verdict.deliver(), asking, negotiation, decision);
  }

  /// Goes on to a step of the message; false where it cannot come now. RFC 5321 §3.3 has the order;
  /// a step that the MTA leaves out is left out.
  boolean reach(Step step) {
    var next =
        switch (step) {
          case CONNECT, HELO, MAIL, RECIPIENT -> Phase.ENVELOPE;
          case DATA -> Phase.AFTER_DATA;
          case FIELD -> Phase.HEADER;
          case END_OF_HEADER, BODY, END -> Phase.BODY;
        };
    var can =
        switch (step) {
          case CONNECT, HELO, MAIL -> false;
          case RECIPIENT, DATA -> phase == Phase.ENVELOPE;
          case FIELD, END_OF_HEADER -> phase != Phase.BODY;
          case BODY -> phase == Phase.BODY;
          case END -> true;
        };
    if (can) {
      phase = next;
    }
    return can;
  }

  private boolean isDecided() {
    return !(decision instanceof Decision.Continue);
  }

  private Decision decide(Step step, Supplier<Decision> question) {
    if (!isDecided()) {
      decision = asking.ask(step, question);
    }
    return decision;
  }

  Decision mail(String path, List<String> parameters) {
    return decide(Step.MAIL, () -> filter.mail(path, parameters));
  }

  Decision recipient(String path, List<String> parameters) {
    if (isDecided()) {
      return decision;
    }
    var answer = asking.ask(Step.RECIPIENT, () -> filter.recipient(path, parameters));
    if (!Asking.isOfOneRecipient(answer) || answer.equals(Asking.FAILED)) {
      decision = answer;
    }
    return answer;
  }

  Decision data() {
    return decide(Step.DATA, filter::data);
  }

  Decision field(String name, String rawValue) {
    return decide(Step.FIELD, () -> filter.field(name, rawValue));
  }

  Decision endOfHeader() {
    return decide(Step.END_OF_HEADER, filter::endOfHeader);
  }

  /// A piece of the body; what is said of the whole packet is [#bodyAnswer].
  void body(byte[] octets, int from, int to) {
    if (isDecided() || skipsBody) {
      return;
    }
    var answer = asking.ask(Step.BODY, () -> filter.body(octets, from, to));
    if (answer instanceof Decision.Skip) {
      skipsBody = true;
    } else {
      decision = answer;
    }
  }

  Decision bodyAnswer() {
    var skips = skipsBody && !isDecided() && negotiation.skipsBodies();
    return skips ? new Decision.Skip() : decision;
  }

  /// Answers the end of the message.
  void end(Progress progress, PacketBuffer out) {
    if (!isDecided()) {
      try {
        Answers.write(filter.end(progress), negotiation, out);
        return;
      } catch (Throwable thrown) {
        decision = asking.failed(thrown);
      }
    }
    Answers.write(decision, out);
  }

  /// The message will not come to its end.
  void abandon() {
    if (!isDecided()) {
      try {
        filter.aborted();
      } catch (Throwable thrown) {
        decision = asking.failed(thrown);
      }
    }
  }
}
