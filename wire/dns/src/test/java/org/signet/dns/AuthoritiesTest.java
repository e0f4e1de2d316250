package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dns.ScriptedServer.record;
import static org.signet.dns.ScriptedServer.replyTo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Authorities.Statement;
import org.signet.dns.Authorities.Survey;
import org.signet.dns.zone.RecordingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class AuthoritiesTest {
  private static final Domain KEY = Domain.of("k._domainkey.example.com");

  private static final String SERVERS =
      """
      example.com.      NS  ns2.example.net.
      example.com.      NS  ns1.example.net.
      ns1.example.net.  A     192.0.2.1
      ns1.example.net.  AAAA  2001:db8::1
      ns2.example.net.  A     192.0.2.2
      $STATUS timeout
      ns2.example.net.  AAAA  -
      $STATUS unchecked
      """;

  private static Survey<Rdata.Txt> survey(ZoneResolver zone) {
    return new Authorities(zone, zone.direct()).ask(KEY, Type.TXT);
  }

  private static List<String> lines(Survey<Rdata.Txt> survey) {
    return switch (survey) {
      case Survey.NoServers<Rdata.Txt>(var why) -> List.of("no servers: " + words(why));
      case Survey.Heard<Rdata.Txt>(_, var statements) ->
          statements.stream().map(AuthoritiesTest::line).toList();
    };
  }

  private static String line(Statement<Rdata.Txt> statement) {
    return switch (statement) {
      case Statement.NoAddress<Rdata.Txt>(var server, var why) -> server + ": " + words(why);
      case Statement.Said<Rdata.Txt>(var server, var transport, var answer) ->
          server + " " + transport + ": " + words(answer);
    };
  }

  private static String words(Answer<?> answer) {
    return switch (answer) {
      case Answer.Found<?> found ->
          found.records().getFirst() instanceof Rdata.Txt txt ? txt.joined() : "found";
      case Answer.NoData<?> _ -> "no data";
      case Answer.NoSuchName<?> _ -> "no such name";
      case Answer.Failed<?>(var cause, _) -> cause.toString();
    };
  }

  @Test
  void serversMayDisagree() {
    var zone =
        ZoneResolver.of(
            SERVERS
                + """
                k._domainkey.example.com. TXT new
                $SERVER ns2.example.net.
                k._domainkey.example.com. TXT old
                $SERVER ns1.example.net. 2001:db8::1
                k._domainkey.example.com. TXT -
                $SERVER ns1.example.net. 192.0.2.1 tcp
                $STATUS timeout
                k._domainkey.example.com. ANY -
                $SERVER -
                """);
    assertThat(((Survey.Heard<Rdata.Txt>) survey(zone)).zone()).isEqualTo(Domain.of("example.com"));
    assertThat(lines(survey(zone)))
        .containsExactly(
            "ns1.example.net (192.0.2.1) UDP: new",
            "ns1.example.net (192.0.2.1) TCP: TIMEOUT",
            "ns1.example.net (2001:db8::1) UDP: no data",
            "ns1.example.net (2001:db8::1) TCP: no data",
            "ns2.example.net (192.0.2.2) UDP: old",
            "ns2.example.net (192.0.2.2) TCP: old");
    assertThat(words(zone.lookup(KEY, Type.TXT))).isEqualTo("new");
  }

  @Test
  void anAliasOfOneServerStandsAlone() {
    var zone =
        ZoneResolver.of(
            SERVERS
                + """
                k._domainkey.example.com. TXT   own
                k.example.org.            TXT   hosted
                $SERVER ns2.example.net.
                k._domainkey.example.com. CNAME k.example.org.
                """);
    assertThat(lines(survey(zone)))
        .contains(
            "ns1.example.net (192.0.2.1) UDP: own", "ns2.example.net (192.0.2.2) UDP: hosted");
  }

  @Test
  void aSurveyIsRecordedAndReplayed() {
    var zone =
        ZoneResolver.of(
            SERVERS
                + "k._domainkey.example.com. TXT x\n$SERVER ns2.example.net.\n"
                + "k._domainkey.example.com. TXT y");
    var recorder = new RecordingResolver(zone);
    var survey = new Authorities(recorder, recorder.recording(zone.direct())).ask(KEY, Type.TXT);
    assertThat(survey(ZoneResolver.of(recorder.text()))).isEqualTo(survey).isEqualTo(survey(zone));
  }

  @Test
  void theClosestZoneAboveTheNameIsAsked() {
    var zone =
        ZoneResolver.of(
            """
            com.                  NS    ns.com.
            ns.com.               A     192.0.2.3
            example.com.          NS    ns.example.com.
            ns.example.com.       A     192.0.2.4
            _domainkey.example.com. CNAME example.com.
            """);
    assertThat(lines(survey(zone)))
        .containsExactly(
            "ns.example.com (192.0.2.4) UDP: no such name",
            "ns.example.com (192.0.2.4) TCP: no such name");
  }

  @Test
  void whatCannotBeAskedIsSaid() {
    assertThat(lines(survey(ZoneResolver.of("")))).containsExactly("no servers: no such name");
    assertThat(lines(survey(ZoneResolver.of("$STATUS servfail\nexample.com. NS -"))))
        .containsExactly("no servers: SERVFAIL");
    assertThat(lines(survey(ZoneResolver.of("example.com. NS gone.example."))))
        .containsExactly("gone.example: no such name");
  }

  @Test
  void S17_26_theNumberOfServersAndAddressesIsBounded() {
    var text = new StringBuilder();
    for (int server = 0; server < 50; server++) {
      text.append("example.com. NS ns").append(server).append(".\n");
      for (int address = 0; address < 50; address++) {
        text.append("ns").append(server).append(". A 192.0.2.").append(address).append('\n');
      }
    }
    assertThat(lines(survey(ZoneResolver.of(text.toString())))).hasSize(16 * 4 * 2);
  }

  /// The servers of a test listen on loopback at a port of their own.
  private static Survey<Rdata.Txt> overNetwork(ScriptedServer server) {
    var zone =
        ZoneResolver.of(
            """
            example.com.     NS  ns.example.com.
            ns.example.com.  A   127.0.0.1
            far.example.org. TXT "from afar"
            """);
    return new Authorities(zone, new NetworkQuery(zone, server.address().port()))
        .ask(KEY, Type.TXT);
  }

  @Test
  void serversAreAskedWithoutRecursionOverBothTransports() throws IOException {
    var sawRecursion = new AtomicReference<>(false);
    try (var server =
        new ScriptedServer(
            (transport, query, send) -> {
              if (query.getHeader().getFlag(Flags.RD)) {
                sawRecursion.set(true);
              }
              var reply = replyTo(query);
              reply.getHeader().setFlag(Flags.AA);
              if (transport == Transport.UDP) {
                reply.getHeader().setFlag(Flags.TC);
                send.accept(reply.toWire());
              } else {
                var name = query.getQuestion().getName().toString();
                reply.addRecord(record(name, 60, "TXT", "large"), Section.ANSWER);
                send.accept(ScriptedServer.framed(reply.toWire()));
              }
            })) {
      assertThat(lines(overNetwork(server)))
          .containsExactly(
              "ns.example.com (127.0.0.1) UDP: TRUNCATED", "ns.example.com (127.0.0.1) TCP: large");
      assertThat(sawRecursion.get()).isFalse();
    }
  }

  @Test
  void anAliasOutOfTheZoneIsFollowedByTheResolver() throws IOException {
    try (var server =
        ScriptedServer.answering(
            reply -> {
              var name = reply.getQuestion().getName().toString();
              reply.getHeader().setFlag(Flags.AA);
              reply.addRecord(record(name, 60, "CNAME", "far.example.org."), Section.ANSWER);
            })) {
      assertThat(lines(overNetwork(server)))
          .containsExactly(
              "ns.example.com (127.0.0.1) UDP: from afar",
              "ns.example.com (127.0.0.1) TCP: from afar");
    }
  }

  @Test
  void aServerWithoutAuthorityIsNoAnswer() throws IOException {
    try (var referring =
            ScriptedServer.answering(
                reply -> reply.addRecord(record("com.", 60, "NS", "a.com."), Section.AUTHORITY));
        var cached =
            ScriptedServer.answering(
                reply -> {
                  var name = reply.getQuestion().getName().toString();
                  reply.addRecord(record(name, 60, "TXT", "stale"), Section.ANSWER);
                });
        var failing =
            ScriptedServer.answering(reply -> reply.getHeader().setRcode(Rcode.REFUSED))) {
      assertThat(lines(overNetwork(referring))).allMatch(line -> line.endsWith("MALFORMED"));
      assertThat(lines(overNetwork(cached))).allMatch(line -> line.endsWith("MALFORMED"));
      assertThat(lines(overNetwork(failing))).allMatch(line -> line.endsWith("REFUSED"));
    }
  }

  @Test
  void S17_27_anInterruptEndsTheSurveyAndIsKept() throws Exception {
    var asked = new CountDownLatch(1);
    try (var server = new ScriptedServer((_, _, _) -> asked.countDown())) {
      var heard = new AtomicReference<Survey<Rdata.Txt>>();
      var isInterrupted = new AtomicReference<Boolean>();
      var thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    heard.set(overNetwork(server));
                    isInterrupted.set(Thread.currentThread().isInterrupted());
                  });
      asked.await();
      thread.interrupt();
      thread.join();
      assertThat(isInterrupted.get()).isTrue();
      assertThat(lines(heard.get())).first().asString().endsWith(Cause.TIMEOUT.toString());
    }
  }
}
