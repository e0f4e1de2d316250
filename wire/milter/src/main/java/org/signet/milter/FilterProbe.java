package org.signet.milter;

import static org.signet.milter.PacketBuffer.uint32Text;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks a filter about a message as an MTA does, and ends the connection before anything is
/// delivered: there is no message but this question.
public final class FilterProbe {
  /// Every action and every step that the protocol has.
  private static final int ACTIONS = 0x1ff;

  private static final int STEPS = 0x1f_ffff;

  /// Replies read, at most: one a step, and changes of the message.
  private static final int MOST_REPLIES = 500;

  private static final String FINAL = "acdrty";
  private static final String END = "\0";

  /// The message that is asked about.
  ///
  /// @param fields each `NAME:VALUE`
  public record Question(
      String host, String address, String from, String to, List<String> fields) {}

  /// What came of it.
  public sealed interface Outcome {
    /// Nobody is there.
    record Absent(String why) implements Outcome {}

    /// Somebody is there, but the conversation broke off.
    record Broken(String why) implements Outcome {}

    /// The last reply, and the fields that were put in, each `NAME: VALUE`.
    ///
    /// @param reply `c` and `a` to go on, `y` with a text, `r`, `t`, `d`
    record Answered(char reply, String text, List<String> added, int removed) implements Outcome {}
  }

  private final FilterTalk talk;
  private final List<String> added = new ArrayList<>();
  private int removed;
  private int negotiated;
  private int replies;

  private FilterProbe(FilterTalk talk) {
    this.talk = talk;
  }

  /// Leads one conversation to its last reply; whatever goes wrong is an outcome.
  ///
  /// @param patience how long all of it may take
  public static Outcome ask(Listen listen, Question question, Duration patience) {
    FilterTalk talk;
    try {
      talk = FilterTalk.connect(listen, patience);
    } catch (IOException e) {
      return new Outcome.Absent(String.valueOf(e.getMessage()));
    }
    try (talk) {
      return new FilterProbe(talk).ask(question);
    } catch (IOException e) {
      var said = e.getMessage();
      return new Outcome.Broken(said == null ? "it did not answer in time" : said);
    }
  }

  private Outcome ask(Question question) throws IOException {
    talk.add('O', uint32Text(Negotiation.NEWEST) + uint32Text(ACTIONS) + uint32Text(STEPS));
    talk.send();
    var agreed = talk.read();
    if (agreed.code() != 'O') {
      throw new IOException("it does not speak the milter protocol");
    }
    negotiated = agreed.number(8);
    for (var said : conversation(question)) {
      macros(said.step());
      var end = say(said);
      if (end.isPresent()) {
        return end.get();
      }
    }
    throw new IOException("it gave no verdict");
  }

  /// A step, and what is said at it.
  private record Said(Step step, String data) {}

  private static List<Said> conversation(Question question) {
    var said = new ArrayList<Said>();
    var client = question.host() + END + '4' + (char) 0 + (char) 25 + question.address() + END;
    said.add(new Said(Step.CONNECT, client));
    said.add(new Said(Step.HELO, question.host() + END));
    said.add(new Said(Step.MAIL, "<" + question.from() + ">" + END));
    said.add(new Said(Step.RECIPIENT, "<" + question.to() + ">" + END));
    said.add(new Said(Step.DATA, ""));
    for (var field : question.fields()) {
      int colon = field.indexOf(':');
      var data = field.substring(0, colon) + END + field.substring(colon + 1) + END;
      said.add(new Said(Step.FIELD, data));
    }
    said.add(new Said(Step.END_OF_HEADER, ""));
    said.add(new Said(Step.BODY, "This is a test.\r\n"));
    said.add(new Said(Step.END, ""));
    return said;
  }

  private void macros(Step step) {
    talk.add(
        'D',
        step.command
            + (step == Step.CONNECT
                ? String.join(END, "j", "doctor", "{daemon_name}", "smtpd", "")
                : String.join(END, "i", "doctor", "")));
  }

  /// Says it, and answers the outcome where it was the last.
  private Optional<Outcome> say(Said said) throws IOException {
    if ((negotiated & said.step().unheard) != 0) {
      return Optional.empty();
    }
    talk.add(said.step().command, said.data());
    talk.send();
    if ((negotiated & said.step().unanswered) != 0) {
      return Optional.empty();
    }
    while (replies++ < MOST_REPLIES) {
      var reply = talk.read();
      if (reply.code() == 's' || FINAL.indexOf(reply.code()) >= 0) {
        return isLast(said.step(), reply.code()) ? Optional.of(outcome(reply)) : Optional.empty();
      }
      change(reply);
    }
    throw new IOException("it gave no verdict");
  }

  private static boolean isLast(Step step, char reply) {
    return step == Step.END || (reply != 'c' && reply != 's');
  }

  private Outcome outcome(FilterTalk.Packet reply) throws IOException {
    talk.add('A', "").add('Q', "");
    talk.send();
    return new Outcome.Answered(
        reply.code(), reply.data().replace(END, ""), List.copyOf(added), removed);
  }

  /// A change of the message: a field put in, or one that is replaced by nothing.
  private void change(FilterTalk.Packet reply) {
    var text = reply.data().substring(Math.min(reply.code() == 'h' ? 0 : 4, reply.data().length()));
    var parts = List.of(text.split(END, -1));
    if (reply.code() == 'i' || reply.code() == 'h') {
      added.add(parts.getFirst() + ":" + (parts.size() > 1 ? parts.get(1) : ""));
    } else if (reply.code() == 'm' && parts.size() > 1 && parts.get(1).isEmpty()) {
      removed++;
    }
  }
}
