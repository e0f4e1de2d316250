package org.signet.setup.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.milter.Listen;

/// Asks a guard about a message as a mail server does, and ends the connection before anything is
/// delivered: there is no message but this question.
final class MilterProbe {
  /// Every action and every step that the protocol has in version 6.
  private static final int VERSION = 6;

  private static final int ACTIONS = 0x1ff;
  private static final int STEPS = 0x1f_ffff;

  /// Replies read, at most: one a step, and changes of the message.
  private static final int MOST_REPLIES = 500;

  private static final String FINAL = "acdrty";
  private static final String END = "\0";

  /// A step, the bit of the negotiation that leaves it out, and the bit that asks for no reply.
  private enum Step {
    CONNECT('C', 0x1, 0x1000),
    HELO('H', 0x2, 0x2000),
    MAIL('M', 0x4, 0x4000),
    RCPT('R', 0x8, 0x8000),
    DATA('T', 0x200, 0x1_0000),
    FIELD('L', 0x20, 0x80),
    END_OF_HEADER('N', 0x40, 0x4_0000),
    BODY('B', 0x10, 0x8_0000),
    END_OF_MESSAGE('E', 0, 0);

    private final char code;
    private final int left;
    private final int silent;

    Step(char code, int left, int silent) {
      this.code = code;
      this.left = left;
      this.silent = silent;
    }
  }

  /// The message that is asked about.
  ///
  /// @param fields each `NAME:VALUE`
  record Question(String host, String address, String from, String to, List<String> fields) {}

  /// What came of it.
  sealed interface Outcome {
    /// Nobody is there.
    record Absent(String why) implements Outcome {}

    /// Somebody is there, but the conversation broke off.
    record Broken(String why) implements Outcome {}

    /// The last reply, and the fields that were put in, each `NAME: VALUE`.
    ///
    /// @param reply `c` and `a` to go on, `y` with a text, `r`, `t`, `d`
    record Answered(char reply, String text, List<String> added, int removed) implements Outcome {}
  }

  private final MilterTalk talk;
  private final List<String> added = new ArrayList<>();
  private int removed;
  private int negotiated;
  private int replies;

  private MilterProbe(MilterTalk talk) {
    this.talk = talk;
  }

  static Outcome ask(Listen listen, Question question, Duration patience) {
    MilterTalk talk;
    try {
      talk = MilterTalk.connect(listen, patience);
    } catch (IOException e) {
      return new Outcome.Absent(String.valueOf(e.getMessage()));
    }
    try (talk) {
      return new MilterProbe(talk).ask(question);
    } catch (IOException e) {
      var said = e.getMessage();
      return new Outcome.Broken(said == null ? "it did not answer in time" : said);
    }
  }

  private Outcome ask(Question question) throws IOException {
    talk.add(
        'O', MilterTalk.number(VERSION) + MilterTalk.number(ACTIONS) + MilterTalk.number(STEPS));
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
    said.add(new Said(Step.RCPT, "<" + question.to() + ">" + END));
    said.add(new Said(Step.DATA, ""));
    for (var field : question.fields()) {
      int colon = field.indexOf(':');
      var data = field.substring(0, colon) + END + field.substring(colon + 1) + END;
      said.add(new Said(Step.FIELD, data));
    }
    said.add(new Said(Step.END_OF_HEADER, ""));
    said.add(new Said(Step.BODY, "This is a test.\r\n"));
    said.add(new Said(Step.END_OF_MESSAGE, ""));
    return said;
  }

  private void macros(Step step) {
    talk.add(
        'D',
        step.code
            + (step == Step.CONNECT
                ? String.join(END, "j", "doctor", "{daemon_name}", "smtpd", "")
                : String.join(END, "i", "doctor", "")));
  }

  /// Says it, and answers the outcome where it was the last.
  private Optional<Outcome> say(Said said) throws IOException {
    if ((negotiated & said.step().left) != 0) {
      return Optional.empty();
    }
    talk.add(said.step().code, said.data());
    talk.send();
    if ((negotiated & said.step().silent) != 0) {
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
    return step == Step.END_OF_MESSAGE || (reply != 'c' && reply != 's');
  }

  private Outcome outcome(MilterTalk.Packet reply) throws IOException {
    talk.add('A', "").add('Q', "");
    talk.send();
    return new Outcome.Answered(
        reply.code(), reply.data().replace(END, ""), List.copyOf(added), removed);
  }

  /// A change of the message: a field put in, or one that is replaced by nothing.
  private void change(MilterTalk.Packet reply) {
    var text = reply.data().substring(Math.min(reply.code() == 'h' ? 0 : 4, reply.data().length()));
    var parts = List.of(text.split(END, -1));
    if (reply.code() == 'i' || reply.code() == 'h') {
      added.add(parts.getFirst() + ":" + (parts.size() > 1 ? parts.get(1) : ""));
    } else if (reply.code() == 'm' && parts.size() > 1 && parts.get(1).isEmpty()) {
      removed++;
    }
  }
}
