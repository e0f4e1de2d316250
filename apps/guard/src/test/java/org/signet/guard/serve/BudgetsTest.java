package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// DoS-Σ of the threat catalogue: each budget that a message runs into is counted by its name.
class BudgetsTest {
  private static Set<String> hit(String zone, String header) throws IOException {
    var world = World.of(ZoneResolver.of(zone), InstantSource.fixed(Harbour.NOW));
    var envelope =
        new Envelope(
            Optional.of(IpAddress.of("192.0.2.1")),
            "x.example",
            ReversePath.parse("<a@a.example>"),
            List.of("<b@b.example>"));
    var message = Message.of((header + "\r\nText\r\n").getBytes(ISO_8859_1));
    return Budgets.hit(new Verifier(world).verify(message, envelope));
  }

  private static String lookups(int count) {
    var record = new StringBuilder("a.example. TXT \"v=spf1");
    var zone = new StringBuilder();
    for (int i = 0; i < count; i++) {
      record.append(" a:h").append(i).append(".a.example");
      zone.append("h").append(i).append(".a.example. A 192.0.2.200\n");
    }
    return record + " -all\"\n" + zone;
  }

  @Test
  void anOrdinaryMessageRunsIntoNone() throws IOException {
    assertThat(hit(lookups(10), "From: <a@a.example>\r\n")).isEmpty();
  }

  @Test
  void oneTooManyIsNamed() throws IOException {
    assertThat(hit(lookups(11), "From: <a@a.example>\r\n")).containsExactly("spf_lookups");
    assertThat(
            hit(
                "a.example. TXT \"v=spf1 a:n1.a.example a:n2.a.example a:n3.a.example -all\"\n",
                "From: <a@a.example>\r\n"))
        .containsExactly("spf_void_lookups");
    assertThat(hit("", "From: <a@a.example>\r\nX: " + "x".repeat(70_000) + "\r\n"))
        .contains("field_too_large");
    assertThat(hit("", "X: y\r\n".repeat(1_001) + "From: <a@a.example>\r\n"))
        .contains("too_many_fields");
    var hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    var signature =
        "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=" + hash + "; b=AAAA\r\n";
    assertThat(hit("", signature.repeat(11) + "From: <a@a.example>\r\n"))
        .contains("dkim_signatures");
  }
}
