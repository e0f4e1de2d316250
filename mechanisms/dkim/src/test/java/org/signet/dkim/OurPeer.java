package org.signet.dkim;

import java.io.IOException;
import java.time.InstantSource;
import org.signet.dns.StubResolver;
import org.signet.testing.DkimPeer;

/// We, in a lab: says of messages what the topmost signature comes to, by the real DNS.
final class OurPeer {
  private OurPeer() {}

  public static void main(String... arguments) throws IOException {
    var verifier =
        new DkimVerifier(StubResolver.system(), InstantSource.system(), DkimLimits.standard());
    DkimPeer.serve(
        "verify",
        message -> {
          var outcome = Messages.verify(verifier, message).getFirst().outcome();
          return new DkimPeer.Answer(outcome.word(), outcome.toString());
        });
  }
}
