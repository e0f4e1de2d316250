package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.signet.dns.StubResolver;
import org.signet.foundation.text.Ascii;
import org.signet.testing.DkimPeer;
import org.signet.testing.Lab;

/// We, in a lab: a program that checks messages by the real DNS and speaks as the peers do.
final class OurPeer {
  private OurPeer() {}

  static DkimPeer startInLab(Path zones) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    return DkimPeer.start(
        Lab.command(
            zones, List.of(java, "-XX:+UseSerialGC", "-cp", classes, OurPeer.class.getName())));
  }

  /// Answers `verify TAB message` with what the topmost signature came to.
  public static void main(String... arguments) throws IOException {
    var verifier =
        new DkimVerifier(StubResolver.system(), InstantSource.system(), DkimLimits.standard());
    var in = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1));
    for (var line = in.readLine(); line.startsWith("verify\t"); line = in.readLine()) {
      var message = HexFormat.of().parseHex(line.substring(line.indexOf('\t') + 1));
      var outcome = Messages.verify(verifier, message).getFirst().outcome();
      var why = Ascii.printable(outcome.toString(), 500);
      System.out.println("result\t" + outcome.word() + "\t" + why);
    }
  }
}
