package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.guard.Configuration;
import org.signet.guard.Decided;
import org.signet.guard.Direction;
import org.signet.guard.Handling;
import org.signet.guard.Outbound;
import org.signet.guard.Reason;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;
import org.signet.store.KeptMessage;
import org.signet.verifier.Verification;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// What is told of a configuration by which messages would be refused. No real one refuses mail
/// that passed DMARC, so the decisions here are made by hand.
class RehearsalTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Domain BOATS = Domain.of("boats.example");
  private static final String ZONE =
      """
      boats.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.boats.example.  TXT "v=DMARC1; p=reject"
      """;

  private final Rehearsal rehearsal = new Rehearsal(Configuration.of(Domain.of("harbour.example")));

  private static Verification from(String client) throws IOException {
    var envelope =
        new Envelope(
            Optional.of(IpAddress.of(client)),
            "x.example",
            ReversePath.parse("<alice@boats.example>"),
            List.of("<bob@harbour.example>"));
    var message = "From: <alice@boats.example>\r\n\r\nx\r\n".getBytes(ISO_8859_1);
    return new Verifier(World.of(ZoneResolver.of(ZONE), () -> NOON))
        .verify(Message.of(message), envelope);
  }

  private void refuse(Verification proof) {
    var then = new KeptMessage("A", NOON, "inbound", "deliver", Optional.of(BOATS), "any", "proof");
    var direction = new Direction.Inbound(new Direction.Rule.Otherwise());
    var decided =
        new Decided(
            direction,
            new Handling.Deliver(new Reason.NotJudged(direction)),
            Handling.Action.REJECT,
            new Outbound.DoNotSign(new Outbound.Why.NotOurs(direction)),
            new Decided.Deed.Take(List.of(), List.of(), new Decided.Place.Recipients()));
    rehearsal.compare(then, proof, decided);
  }

  @Test
  void whoeverWouldRefuseWhatPassedDmarcIsTold() throws IOException {
    refuse(from("203.0.113.9"));
    assertThat(rehearsal.isGood()).isTrue();
    assertThat(rehearsal.summary()).contains("reject, was deliver").doesNotContain("DMARC");
    refuse(from("192.0.2.1"));
    assertThat(rehearsal.isGood()).isFalse();
    assertThat(rehearsal.summary())
        .contains("1 that passed DMARC would be rejected.", "; it passed DMARC");
  }
}
