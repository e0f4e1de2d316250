package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Received;
import org.signet.message.ReversePath;

class BorderTest {
  private static final Ways WAYS =
      new Ways(
          List.of("mx.victim.com", "mx2.victim.com"),
          Map.of(
              "MX", Ways.Door.INBOUND,
              "SUBMIT", Ways.Door.SUBMISSION,
              "PICKUP", Ways.Door.LOCAL,
              "GATE", Ways.Door.RELAY,
              "BACK", Ways.Door.REINJECTION),
          List.of(Network.of("127.0.0.0/8"), Network.of("192.0.2.0/28")),
          List.of(Network.of("192.0.2.16/28")),
          List.of(Network.of("192.0.2.32/28")));

  @TestFactory
  Stream<DynamicTest> whoseMessageItIs() {
    return CaseFile.read("directions.cases").cases().stream()
        .map(
            one ->
                dynamicTest(
                    one.line() + ": " + one.question(),
                    () -> assertThat(answer(one.question())).isEqualTo(one.answer())));
  }

  private static String answer(String question) {
    var parts = List.of(question.split(" *\\| *", -1));
    var facts = new HashMap<String, String>();
    for (var fact : parts.getFirst().split(", *", -1)) {
      int blank = fact.indexOf(' ');
      facts.put(blank < 0 ? fact : fact.substring(0, blank), fact.substring(blank + 1));
    }
    var known =
        new Circumstances(
            Optional.ofNullable(facts.get("login")),
            Optional.ofNullable(facts.get("daemon")),
            Optional.ofNullable(facts.get("client")).map(IpAddress::of));
    var header = new Header(parts.stream().skip(1).map(Field::of).toList());
    var ways = facts.containsKey("unlisted") ? Ways.of("mx.victim.com") : WAYS;
    return words(new Border(ways).direction(known, header));
  }

  private static String words(Direction direction) {
    var who =
        switch (direction) {
          case Direction.Submission(var login, _) -> login.map(name -> " " + name).orElse("");
          case Direction.Relay(var entry, _) ->
              " of " + entry.flatMap(Received::client).map(Object::toString).orElse("nobody");
          case Direction.Inbound _, Direction.Local _, Direction.Reinjected _ -> "";
        };
    return LogWords.of(direction) + who + ", " + LogWords.of(direction.by());
  }

  /// ML-2: nothing is kept from one message to the next.
  @Test
  void aLoginOfTheLastMessageIsForgotten() {
    var border = new Border(WAYS);
    var client = Optional.of(IpAddress.of("203.0.113.9"));
    var header = new Header(List.of());
    border.direction(new Circumstances(Optional.of("bob"), Optional.empty(), client), header);
    assertThat(
            border.direction(new Circumstances(Optional.empty(), Optional.empty(), client), header))
        .isInstanceOf(Direction.Inbound.class);
  }

  /// Some servers name a login for each client, which is empty for who has not logged in.
  @Test
  void anEmptyLoginIsNone() {
    var client = Optional.of(IpAddress.of("203.0.113.9"));
    var stranger = new Circumstances(Optional.of(""), Optional.of(""), client);
    assertThat(new Border(WAYS).direction(stranger, new Header(List.of())))
        .isInstanceOf(Direction.Inbound.class);
  }

  @Test
  void aRelayedMessageIsJudgedAsItCameIn() {
    var handedOver =
        new Envelope(
            Optional.of(IpAddress.of("192.0.2.33")),
            "backup.victim.com",
            ReversePath.parse("<a@example.com>"),
            List.of("<v@victim.com>"));
    var entry = Received.parse("from out.example.com (out [203.0.113.9]) by backup.victim.com");
    var by = new Direction.Rule.Otherwise();
    var judged = new Direction.Relay(Optional.of(entry), by).envelope(handedOver);
    assertThat(judged)
        .isEqualTo(
            new Envelope(
                Optional.of(IpAddress.of("203.0.113.9")),
                "out.example.com",
                handedOver.mailFrom(),
                handedOver.recipients()));
    assertThat(new Direction.Relay(Optional.empty(), by).envelope(handedOver).client()).isEmpty();
  }
}
