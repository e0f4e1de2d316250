package org.signet.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.InstantSource;
import org.signet.dkim.DkimLimits;
import org.signet.dns.StubResolver;
import org.signet.testing.DkimPeer;

/// We, in a lab: says of messages what their chain comes to, by the real DNS.
final class OurPeer {
  private OurPeer() {}

  public static void main(String... arguments) throws IOException {
    var verifier =
        new ArcVerifier(StubResolver.system(), InstantSource.system(), DkimLimits.standard());
    DkimPeer.serve(
        "chain",
        message -> {
          var outcome = Arc.verify(new String(message, ISO_8859_1), verifier).outcome();
          return new DkimPeer.Answer(outcome.word(), outcome.toString());
        });
  }
}
