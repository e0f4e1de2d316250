package org.signet.guard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.guard.serve.Letters.example;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Circumstances;
import org.signet.guard.PolicyEvaluated;
import org.signet.guard.PolicyEvaluated.Disposition;
import org.signet.guard.PolicyEvaluated.OverrideReason;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.verifier.KeptProof;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

class KeptPassageTest {
  private static final Circumstances KNOWN =
      new Circumstances(
          Optional.of("=bob"), Optional.of(" =x"), Optional.of(IpAddress.of("2001:db8::1")));

  private Optional<KeptProof> kept = Optional.empty();

  @BeforeEach
  void judge() throws Exception {
    var message = Message.of(example("genuine.eml").getBytes(StandardCharsets.ISO_8859_1));
    var world = World.of(ZoneResolver.of(""), () -> Harbour.NOW);
    try (var stream = MessageStream.open(message)) {
      var session = new Verifier(world).begin(Envelope.unknown(), stream.header());
      stream.transferTo(session::body);
      kept = Optional.of(session.kept(session.finish(message)));
    }
  }

  private String octets(Circumstances known) {
    return octets(known, new Treatment(Optional.empty(), Optional.empty()));
  }

  private String octets(Circumstances known, Treatment treatment) {
    return new KeptPassage(known, treatment, kept.orElseThrow()).octets().orElseThrow();
  }

  @Test
  void whatIsKeptReadsBack() {
    for (var known : new Circumstances[] {KNOWN, Circumstances.unknown()}) {
      var back = KeptPassage.read(octets(known)).orThrow();
      assertThat(back.known()).isEqualTo(known);
      assertThat(back.octets()).hasValue(octets(known));
    }
  }

  @Test
  void whatWasDoneReadsBack() {
    var evaluated =
        new PolicyEvaluated(
            Disposition.QUARANTINE,
            List.of(
                new OverrideReason(PolicyEvaluated.Type.MAILING_LIST, "dkim=pass d=lists.example"),
                new OverrideReason(PolicyEvaluated.Type.OTHER, "")));
    for (var place :
        List.<Treatment.Aside>of(new Treatment.Aside.Held(), new Treatment.Aside.At("a b@c"))) {
      var treatment = new Treatment(Optional.of(place), Optional.of(evaluated));
      assertThat(KeptPassage.read(octets(KNOWN, treatment)).orThrow().treatment())
          .isEqualTo(treatment);
    }
    assertThat(KeptPassage.read(octets(KNOWN)).orThrow().treatment())
        .isEqualTo(new Treatment(Optional.empty(), Optional.empty()));
  }

  /// Nothing that a login holds can put another client or proof in place of what was.
  @Test
  void aLineMoreIsNotKept() {
    var known =
        new Circumstances(Optional.of("bob\n=x\r\n=192.0.2.9"), KNOWN.daemon(), KNOWN.client());
    var back = KeptPassage.read(octets(known)).orThrow().known();
    assertThat(back)
        .isEqualTo(new Circumstances(Optional.of("bob"), KNOWN.daemon(), KNOWN.client()));
  }

  @Test
  void anyOctetsGiveAPassageOrAProblem() {
    assertThat(KeptPassage.read("")).isInstanceOf(Parsed.Malformed.class);
    assertThat(KeptPassage.read("\n\n\n\n\n")).isInstanceOf(Parsed.Malformed.class);
    var random = new Random(11);
    var octets = octets(KNOWN);
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(octets);
      text.setCharAt(random.nextInt(Math.min(80, text.length())), (char) random.nextInt(256));
      text.setLength(random.nextInt(text.length() + 1));
      assertThat(KeptPassage.read(text.toString())).isNotNull();
    }
  }
}
