package org.signet.milter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.milter.Ending.Rule;

/// The filter's side of one connection: takes the commands of the MTA in their order, asks the
/// filter about them, and answers each once, but for those that have no answer (macros, abort,
/// quit, and what was negotiated to have none).
final class Session {
  private static final char NEGOTIATE = 'O';
  private static final char ABORT = 'A';
  private static final char OTHER_COMMAND = 'U';
  private static final char QUIT = 'Q';

  /// The client is gone, and the next one comes on the same socket.
  private static final char QUIT_NEXT_CLIENT = 'K';

  private final Wire wire;
  private final Watch watch;
  private final MailFilter filter;
  private final Conversation conversation;
  private final Observer observer;

  private Asking asking;
  private Optional<Transaction> transaction = Optional.empty();

  /// What is decided about every client, before anything is known of it.
  private Decision beforehand = new Decision.Continue();

  /// What was decided about the client, and so about each of its messages.
  private Decision standing = beforehand;

  private boolean isConnected;

  Session(Wire wire, Watch watch, MailFilter filter, Conversation conversation, Observer observer) {
    this.wire = wire;
    this.watch = watch;
    this.filter = filter;
    this.conversation = conversation;
    this.observer = observer;
    this.asking = new Asking(Needs.nothing(), this::failed);
  }

  private void failed(Throwable thrown) {
    try {
      observer.failed(conversation, thrown);
    } catch (RuntimeException | Error _) {
      // Nobody else is left to hear of it.
    }
  }

  /// Talks until the connection ends.
  Ending run() {
    try {
      var ending = converse();
      transaction.ifPresent(Transaction::abandon);
      return ending;
    } catch (RuntimeException | Error bug) {
      failed(bug);
      return new Ending.Failed();
    }
  }

  private Ending converse() {
    try {
      var ending = takeCommands();
      wire.flush();
      return ending;
    } catch (IOException broken) {
      return watch.why().orElseGet(() -> new Ending.Broken(broken));
    }
  }

  private Ending takeCommands() throws IOException {
    try {
      if (!negotiate()) {
        return new Ending.PeerClosed(false);
      }
      while (true) {
        int command = wire.next(transaction.isEmpty());
        if (command == Wire.END) {
          return new Ending.PeerClosed(transaction.isPresent());
        }
        if (command == QUIT) {
          return new Ending.Quit();
        }
        take((char) command);
      }
    } catch (Fault fault) {
      return fault.ending;
    }
  }

  private boolean negotiate() throws IOException, Fault {
    int command = wire.next(true);
    if (command == Wire.END) {
      return false;
    }
    if (command != NEGOTIATE) {
      throw new Fault(Rule.NEGOTIATION_FIRST, (char) command);
    }
    var data = wire.data();
    int version = data.uint32();
    if (Integer.compareUnsigned(version, Negotiation.OLDEST) < 0) {
      throw new Fault(Rule.VERSION, NEGOTIATE);
    }
    var needs = needs();
    var agreed = Negotiation.of(version, data.uint32(), data.uint32(), needs);
    asking = new Asking(needs, this::failed);
    conversation.agreed(agreed);
    wire.out().add(NEGOTIATE, agreed.onTheWire());
    wire.negotiated();
    return true;
  }

  private Needs needs() {
    try {
      return filter.needs();
    } catch (Throwable thrown) {
      beforehand = asking.failed(thrown);
      standing = beforehand;
      return Needs.nothing();
    }
  }

  private void take(char command) throws IOException, Fault {
    switch (command) {
      case Macros.COMMAND -> conversation.macros().tell(wire.data());
      case 'C' -> connect(wire.data());
      case 'H' -> helo(wire.data());
      case 'M' -> mail(wire.data());
      case 'R' -> recipient(wire.data());
      case 'T' -> {
        wire.data();
        answer(Step.DATA, message(Step.DATA).data());
      }
      case 'L' -> field(wire.data());
      case 'N' -> {
        wire.data();
        answer(Step.END_OF_HEADER, message(Step.END_OF_HEADER).endOfHeader());
      }
      case 'B' -> {
        var message = message(Step.BODY);
        wire.data(message::body);
        answer(Step.BODY, message.bodyAnswer());
      }
      case 'E' -> end();
      case ABORT -> {
        wire.data();
        abort();
      }
      case OTHER_COMMAND -> otherCommand();
      case QUIT_NEXT_CLIENT -> nextClient();
      case NEGOTIATE -> throw new Fault(Rule.NEGOTIATION_ONCE, command);
      default -> throw new Fault(Rule.KNOWN_COMMAND, command);
    }
  }

  private void connect(PacketData data) throws Fault {
    if (isConnected || transaction.isPresent()) {
      throw new Fault(Rule.ORDER, Step.CONNECT.command);
    }
    isConnected = true;
    conversation.connected(ClientReader.read(data));
    stand(Step.CONNECT, () -> filter.connected(conversation));
  }

  /// A greeting resets the session (RFC 5321 §4.1.4), and so ends a message that has begun.
  private void helo(PacketData data) throws Fault {
    abort();
    conversation.greeted(data.strings().getFirst());
    stand(Step.HELO, () -> filter.greeted(conversation));
  }

  /// Asks about the connection, if nothing is decided. An MTA cannot throw away a connection, only
  /// its messages.
  private void stand(Step step, Supplier<Decision> question) {
    if (standing instanceof Decision.Continue) {
      standing = asking.ask(step, question);
    }
    answer(step, standing instanceof Decision.Discard ? new Decision.Continue() : standing);
  }

  /// A message that has begun and did not end is abandoned.
  private void mail(PacketData data) throws Fault {
    var words = data.strings();
    transaction.ifPresent(Transaction::abandon);
    conversation.macros().beginMessage();
    var begun = begin();
    transaction = Optional.of(begun);
    answer(Step.MAIL, begun.mail(words.getFirst(), behindFirst(words)));
  }

  private Transaction begin() {
    var negotiation = conversation.negotiation();
    if (!(standing instanceof Decision.Continue)) {
      return Transaction.decided(standing, asking, negotiation);
    }
    try {
      return new Transaction(filter.begin(conversation), asking, negotiation);
    } catch (Throwable thrown) {
      return Transaction.decided(asking.failed(thrown), asking, negotiation);
    }
  }

  private void recipient(PacketData data) throws Fault {
    var message = message(Step.RECIPIENT);
    conversation.macros().reached(Step.RECIPIENT.command);
    var words = data.strings();
    answer(Step.RECIPIENT, message.recipient(words.getFirst(), behindFirst(words)));
  }

  private static List<String> behindFirst(List<String> words) {
    return List.copyOf(words.subList(1, words.size()));
  }

  private void field(PacketData data) throws Fault {
    var message = message(Step.FIELD);
    var name = data.endedString();
    var value = FieldValue.received(data.rest(), conversation.fieldsAreExact());
    answer(Step.FIELD, message.field(name, value));
  }

  /// It may bring the last piece of the body. Where an MTA did not say that the header ended, it
  /// ends here.
  private void end() throws IOException, Fault {
    var message = current('E');
    if (message.reach(Step.END_OF_HEADER)) {
      message.endOfHeader();
    }
    wire.data(message::body);
    wire.flush();
    try (var progress = new Ticker(wire)) {
      message.end(progress, wire.out());
    }
    finish();
  }

  private void abort() {
    transaction.ifPresent(Transaction::abandon);
    finish();
  }

  private void otherCommand() throws IOException, Fault {
    wire.data();
    if (conversation.negotiation().answersOtherCommands()) {
      Answers.write(new Decision.Continue(), wire.out());
    }
  }

  private void nextClient() throws IOException, Fault {
    wire.data();
    abort();
    conversation.beginAnew();
    standing = beforehand;
    isConnected = false;
  }

  /// The message that goes on to this step.
  private Transaction message(Step step) throws Fault {
    var message = current(step.command);
    if (!message.reach(step)) {
      throw new Fault(Rule.ORDER, step.command);
    }
    return message;
  }

  private Transaction current(char command) throws Fault {
    return transaction.orElseThrow(() -> new Fault(Rule.ORDER, command));
  }

  /// Answers, if an answer is wanted. What is decided and said ends the message, unless it was said
  /// of one recipient.
  private void answer(Step step, Decision decision) {
    if (!conversation.negotiation().answers(step)) {
      return;
    }
    Answers.write(decision, wire.out());
    var goesOn =
        switch (decision) {
          case Decision.Continue _, Decision.Skip _ -> true;
          case Decision.Accept _, Decision.Discard _ -> false;
          case Decision.Reject _, Decision.TempFail _, Decision.Respond _ -> step == Step.RECIPIENT;
        };
    if (!goesOn) {
      finish();
    }
  }

  /// The message is over.
  private void finish() {
    transaction = Optional.empty();
    conversation.macros().forgetMessage();
  }
}
