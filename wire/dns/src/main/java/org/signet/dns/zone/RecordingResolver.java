package org.signet.dns.zone;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.signet.dns.Answer;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Authority;
import org.signet.dns.DirectQuery;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Transport;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Writes down every answer as zone text, from which a [ZoneResolver] gives the same answers again:
/// with their aliases, TTLs, DNSSEC standing and signatures, absences and failures too. A question
/// that was not asked is [Cause#NOT_RECORDED] there.
///
/// It stands before everything else, so that a spent budget is replayed too.
///
/// There is one answer for a question: one that is asked again is answered as before. Where no more
/// fits, a question is [Cause#BUDGET], so that nothing is concluded from what is not written down.
public final class RecordingResolver implements Resolver {
  /// Questions in one recording; a message may cost 200.
  public static final int MOST_QUESTIONS = 10_000;

  private static final String HEAD =
      """
      ; Answers of the DNS as they were heard. A question that is not here was not asked.
      $ELSE not-recorded
      """;

  private final Resolver upstream;
  private final Log log;

  public RecordingResolver(Resolver upstream) {
    this(upstream, new Log());
  }

  private RecordingResolver(Resolver upstream, Log log) {
    this.upstream = upstream;
    this.log = log;
  }

  /// A recording of answers that somebody else kept, of as many of them as fit.
  public static String textOf(Map<Question<?>, Answer<?>> heard) {
    var log = new Log();
    heard.forEach((question, answer) -> keep(log, question, answer));
    return log.text();
  }

  private static <R extends Rdata> void keep(Log log, Question<R> question, Answer<?> answer) {
    log.keep(new Asked<>(Optional.empty(), question), question.own(answer));
  }

  /// The recording so far, the same for the same questions in whatever order they were asked.
  public String text() {
    return log.text();
  }

  /// The questions so far that a resolver was asked, in the order of the recording.
  public List<Question<?>> questions() {
    return log.questions();
  }

  @Override
  public Resolver within(Duration patience) {
    return new RecordingResolver(upstream.within(patience), log);
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    var asked = new Asked<>(Optional.empty(), new Question<>(name, type));
    return log.known(asked).orElseGet(() -> log.keep(asked, upstream.lookup(name, type)));
  }

  /// Asks single servers, and writes what they say into this recording; [ZoneResolver#direct] says
  /// it again.
  public DirectQuery recording(DirectQuery direct) {
    return new DirectQuery() {
      @Override
      public <R extends Rdata> Answer<R> ask(
          Authority server, Transport transport, Question<R> question) {
        var one = new Server(server.name(), Optional.of(server.address()), Optional.of(transport));
        var asked = new Asked<>(Optional.of(one), question);
        return log.known(asked)
            .orElseGet(() -> log.keep(asked, direct.ask(server, transport, question)));
      }
    };
  }

  /// Who was asked what; a resolver where no server is named, and then it comes first.
  private record Asked<R extends Rdata>(Optional<Server> server, Question<R> question) {
    static final Comparator<Asked<?>> ORDER =
        Comparator.<Asked<?>, String>comparing(Asked::who)
            .thenComparing(asked -> asked.question.name())
            .thenComparingInt(asked -> asked.question.type().number());

    private String who() {
      return server.map(ZoneWriter::server).orElse("");
    }
  }

  /// @param text the answer as zone text
  private record Heard(Answer<?> answer, String text) {}

  private static final class Log {
    private final TreeMap<Asked<?>, Heard> heard = new TreeMap<>(Asked.ORDER);
    private int octets = HEAD.length();

    synchronized <R extends Rdata> Optional<Answer<R>> known(Asked<R> asked) {
      return Optional.ofNullable(heard.get(asked)).map(known -> asked.question.own(known.answer));
    }

    /// The answer that is written down: this one, or that of another thread which came first.
    synchronized <R extends Rdata> Answer<R> keep(Asked<R> asked, Answer<R> answer) {
      var known = known(asked);
      if (known.isPresent()) {
        return known.get();
      }
      var text = ZoneWriter.answer(asked.server, asked.question, answer);
      if (heard.size() == MOST_QUESTIONS || octets + text.length() > Zone.MOST_OCTETS) {
        return new Answer.Failed<>(Cause.BUDGET, "the recording is full");
      }
      heard.put(asked, new Heard(answer, text));
      octets += text.length();
      return answer;
    }

    synchronized List<Question<?>> questions() {
      return heard.keySet().stream()
          .filter(asked -> asked.server.isEmpty())
          .<Question<?>>map(Asked::question)
          .toList();
    }

    synchronized String text() {
      var out = new StringBuilder(octets).append(HEAD);
      heard.values().forEach(one -> out.append(one.text));
      return out.toString();
    }
  }
}
