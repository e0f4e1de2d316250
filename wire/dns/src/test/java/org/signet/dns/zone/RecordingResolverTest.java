package org.signet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Authority;
import org.signet.dns.DirectQuery;
import org.signet.dns.Question;
import org.signet.dns.RandomAnswers;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Transport;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

class RecordingResolverTest {
  private static final int RECORDINGS = Boolean.getBoolean("signet.thorough") ? 2_000 : 40;

  /// Answers from a map, and makes up what is not in it.
  private static final class Random implements Resolver {
    final Map<Question<?>, Answer<?>> answers = new LinkedHashMap<>();
    final RandomAnswers random;

    Random(long seed) {
      random = new RandomAnswers(seed);
    }

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      var question = new Question<>(name, type);
      var answer = random.answerTo(question);
      answers.put(question, answer);
      return answer;
    }
  }

  private static Answer<?> ask(Resolver resolver, Question<?> question) {
    return resolver.lookup(question.name(), question.type());
  }

  @Test
  void aReplayGivesTheSameAnswersWhateverTheyWere() {
    for (int seed = 0; seed < RECORDINGS; seed++) {
      var upstream = new Random(seed);
      var recorder = new RecordingResolver(upstream);
      for (int i = 0; i < 50; i++) {
        ask(recorder, upstream.random.question());
      }
      var text = recorder.text();
      var replay = ZoneResolver.of(text);
      upstream.answers.forEach(
          (question, answer) -> {
            assertThat(ask(replay, question)).isEqualTo(answer);
            assertThat(ask(recorder, question)).isEqualTo(answer);
          });
      var again = new RecordingResolver(replay);
      upstream.answers.keySet().forEach(question -> ask(again, question));
      assertThat(again.text()).isEqualTo(text);
    }
  }

  private static final Authority NS1 =
      new Authority(Domain.of("ns1.example"), IpAddress.of("192.0.2.1"));

  /// Says at each server and transport something of its own.
  private static final class RandomServers implements DirectQuery {
    final RandomAnswers random = new RandomAnswers(5);
    final Map<List<?>, Answer<?>> answers = new LinkedHashMap<>();

    @Override
    public <R extends Rdata> Answer<R> ask(
        Authority server, Transport transport, Question<R> question) {
      var answer = random.answerTo(question);
      answers.put(List.of(server, transport, question), answer);
      return answer;
    }
  }

  @Test
  void whatEachServerSaidIsReplayedToo() {
    var servers = new RandomServers();
    var recorder = new RecordingResolver(ZoneResolver.of(""));
    var recorded = recorder.recording(servers);
    var random = new RandomAnswers(6);
    for (int i = 0; i < 100; i++) {
      var question = random.question();
      for (var transport : Transport.values()) {
        recorded.ask(NS1, transport, question);
        recorded.ask(new Authority(random.name(), NS1.address()), transport, question);
      }
    }
    var replay = ZoneResolver.of(recorder.text()).direct();
    servers.answers.forEach(
        (asked, answer) -> {
          var server = (Authority) asked.get(0);
          var transport = (Transport) asked.get(1);
          assertThat(replay.ask(server, transport, (Question<?>) asked.get(2))).isEqualTo(answer);
        });
    var other = new Question<>(Domain.of("not.asked"), Type.TXT);
    assertThat(cause(replay.ask(NS1, Transport.UDP, other))).isEqualTo(Cause.NOT_RECORDED);
  }

  private static Cause cause(Answer<?> answer) {
    return ((Answer.Failed<?>) answer).cause();
  }

  @Test
  void aRecordingReadsLikeAZone() {
    var zone =
        ZoneResolver.of(
            """
            $STATUS secure
            www.example.com.  60 CNAME web.example.net.
            web.example.net.  30 A     192.0.2.1
            web.example.net.  30 RRSIG A 13 3 30 20261201000000 20261101000000 1 example.net. AA==
            $STATUS timeout
            slow.example.        TXT   -
            """);
    var recorder = new RecordingResolver(zone);
    recorder.lookup(Domain.of("www.example.com"), Type.A);
    recorder.lookup(Domain.of("slow.example"), Type.TXT);
    recorder.lookup(Domain.of("gone.example"), Type.TXT);
    assertThat(recorder.text())
        .isEqualTo(
            """
            ; Answers of the DNS as they were heard. A question that is not here was not asked.
            $ELSE not-recorded
            $QUESTION gone.example. TXT
            $STATUS unchecked nxdomain
            gone.example. 300 TXT -
            $QUESTION slow.example. TXT
            $STATUS timeout
            slow.example. TXT -
            $QUESTION www.example.com. A
            $STATUS secure
            www.example.com. 30 CNAME web.example.net.
            web.example.net. 30 RRSIG A 13 3 30 20261201000000 20261101000000 1 example.net. AA==
            web.example.net. 30 A 192.0.2.1
            """);
  }

  @Test
  void aQuestionThatWasNotAskedIsNotRecorded() {
    var recorder = new RecordingResolver(ZoneResolver.of("a.example. TXT x"));
    recorder.lookup(Domain.of("a.example"), Type.TXT);
    var replay = ZoneResolver.of(recorder.text());
    assertThat(cause(replay.lookup(Domain.of("a.example"), Type.A))).isEqualTo(Cause.NOT_RECORDED);
    assertThat(cause(replay.lookup(Domain.of("b.example"), Type.TXT)))
        .isEqualTo(Cause.NOT_RECORDED);
  }

  @Test
  void aQuestionHasOneAnswer() {
    var count = new int[1];
    Resolver changing =
        new Resolver() {
          @Override
          public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
            return new Answer.NoData<>(
                name, Answer.Source.direct(Security.UNCHECKED, Duration.ofSeconds(++count[0])));
          }
        };
    var recorder = new RecordingResolver(changing);
    var first = recorder.lookup(NS1.name(), Type.TXT);
    assertThat(recorder.within(Duration.ofSeconds(1)).lookup(NS1.name(), Type.TXT))
        .isEqualTo(first);
    assertThat(count[0]).isEqualTo(1);
  }

  @Test
  void aFullRecordingAnswersNothingMore() {
    var recorder = new RecordingResolver(ZoneResolver.of("$ELSE secure"));
    for (int i = 0; i < RecordingResolver.MOST_QUESTIONS; i++) {
      recorder.lookup(Domain.of("n" + i), Type.TXT);
    }
    assertThat(cause(recorder.lookup(Domain.of("one.more"), Type.TXT))).isEqualTo(Cause.BUDGET);
    assertThat(recorder.lookup(Domain.of("n1"), Type.TXT)).isInstanceOf(Answer.NoSuchName.class);
  }
}
