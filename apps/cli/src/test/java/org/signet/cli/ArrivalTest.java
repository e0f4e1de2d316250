package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.ReversePath;

class ArrivalTest {
  private static final String OURS =
      "Received: from out.example (out.example [192.0.2.1])\r\n by mx.example.net; x\r\n";
  private static final String RELAY =
      "Received: from mx.example.net (mx.example.net [203.0.113.7])\r\n by in.example.net; x\r\n";
  private static final String PRIVATE =
      "Received: from filter (localhost [127.0.0.1])\r\n by mx.example.net; x\r\n";
  private static final String ALICE = "Return-Path: <alice@example.org>\r\n";

  @Test
  void aReturnPathAboveEveryReceivedFieldCounts() throws IOException {
    var arrival = arrival(ALICE + OURS);
    assertThat(arrival.mailFrom()).isEqualTo(Arrival.Origin.RETURN_PATH);
    assertThat(arrival.envelope().mailFrom()).isEqualTo(ReversePath.parse("alice@example.org"));
  }

  @Test
  void aReturnPathBelowCameWithTheMessage() throws IOException {
    assertThat(arrival(OURS + ALICE).mailFrom()).isEqualTo(Arrival.Origin.UNKNOWN);
  }

  @Test
  void aReturnPathWithoutAnyReceivedFieldCameWithTheMessage() throws IOException {
    assertThat(arrival(ALICE + "Subject: x\r\n").mailFrom()).isEqualTo(Arrival.Origin.UNKNOWN);
  }

  @Test
  void ofSeveralReturnPathsTheTopmostCounts() throws IOException {
    var arrival = arrival("Return-Path: <>\r\n" + ALICE + OURS);
    assertThat(arrival.envelope().mailFrom()).isInstanceOf(ReversePath.Null.class);
  }

  @Test
  void theEnvelopeSenderMayBeStatedInTheReceivedField() throws IOException {
    var arrival =
        arrival(
            "Received: from out.example ([192.0.2.1]) by mx.example.net"
                + " (envelope-from <bob@example.org>); x\r\n");
    assertThat(arrival.mailFrom()).isEqualTo(Arrival.Origin.RECEIVED);
    assertThat(arrival.envelope().mailFrom()).isEqualTo(ReversePath.parse("bob@example.org"));
  }

  @Test
  void hostAndGreetingComeFromTheSameField() throws IOException {
    var arrival = arrival(PRIVATE + OURS);
    assertThat(arrival.client()).isEqualTo(Arrival.Origin.RECEIVED);
    assertThat(arrival.place()).isEqualTo(2);
    assertThat(arrival.envelope().client()).contains(IpAddress.of("192.0.2.1"));
    assertThat(arrival.envelope().helo()).isEqualTo("out.example");
  }

  @Test
  void aStatedHostDoesNotTakeItsGreetingFromAField() throws IOException {
    var said =
        new Envelope(
            Optional.of(IpAddress.of("192.0.2.9")), "", new ReversePath.Unknown(), List.of());
    var arrival = Arrival.of(new StatedEnvelope(said, TrustedHops.usual()), header(ALICE + OURS));
    assertThat(arrival.client()).isEqualTo(Arrival.Origin.OPTION);
    assertThat(arrival.envelope().helo()).isEmpty();
    assertThat(arrival.hop()).isEmpty();
    assertThat(arrival.mailFrom()).isEqualTo(Arrival.Origin.RETURN_PATH);
  }

  @Test
  void ownHopsArePassedOver() throws IOException {
    assertThat(client(RELAY + OURS, "")).contains("203.0.113.7");
    assertThat(client(RELAY + OURS, "2")).contains("192.0.2.1");
    assertThat(client(RELAY + OURS, "3")).isEmpty();
    assertThat(client(RELAY + OURS, "203.0.113.0/24")).contains("192.0.2.1");
    assertThat(client(RELAY + OURS, "2001:db8::/32, 203.0.113.7")).contains("192.0.2.1");
    assertThat(client(RELAY + OURS, "203.0.113.0/24,192.0.2.0/24")).isEmpty();
    assertThat(client(PRIVATE + OURS, "1")).contains("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "100", "192.0.2.0/24,2001:db8::/32"})
  void ownHopsReadBack(String text) {
    assertThat(TrustedHops.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "101",
        "-1",
        "x",
        "192.0.2.0/",
        "192.0.2.0/33",
        "::/129",
        "1,2",
        ",",
        "\u0661"
      })
  void whatSaysNothingOfHops(String text) {
    assertThatThrownBy(() -> TrustedHops.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<String> client(String fields, String hops) throws IOException {
    var stated = new StatedEnvelope(Envelope.unknown(), TrustedHops.parse(hops));
    return Arrival.of(stated, header(fields)).envelope().client().map(IpAddress::toString);
  }

  private static Arrival arrival(String fields) throws IOException {
    return Arrival.of(StatedEnvelope.NOTHING, header(fields));
  }

  private static Header header(String fields) throws IOException {
    var octets = (fields + "From: a@example.org\r\n\r\n").getBytes(ISO_8859_1);
    return new Input.Letter("test", Message.of(octets)).header();
  }
}
