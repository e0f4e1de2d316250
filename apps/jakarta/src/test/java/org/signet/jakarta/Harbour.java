package org.signet.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.KeyKind;
import org.signet.dkim.Practice;
import org.signet.dkim.Signatory;
import org.signet.dkim.SigningKey;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;
import org.signet.verifier.Verification;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// Who sends, boats.example with a key of each type, and who receives.
final class Harbour {
  static final Envelope ENVELOPE =
      new Envelope(
          Optional.empty(), "app.boats.example", ReversePath.parse("<a@boats.example>"), List.of());

  private static final Domain SENDER = Domain.of("boats.example");
  private static final SecureRandom CHANCE = new SecureRandom();

  private static final List<Signatory> SIGNATORIES =
      List.of(
          new Signatory(SENDER, Domain.of("r1"), SigningKey.make(KeyKind.RSA_2048, CHANCE)),
          new Signatory(SENDER, Domain.of("e1"), SigningKey.make(KeyKind.ED25519, CHANCE)));

  static final Verifier VERIFIER = new Verifier(world());

  private Harbour() {}

  private static World world() {
    var zone = new StringBuilder("_dmarc.boats.example. TXT \"v=DMARC1; p=reject\"\n");
    SIGNATORIES.forEach(who -> zone.append(who.record().zoneText()).append('\n'));
    return World.of(ZoneResolver.of(zone.toString()), InstantSource.system());
  }

  static DkimSigner signer(Practice practice) {
    return new DkimSigner(SIGNATORIES, practice, InstantSource.system());
  }

  /// What a receiver comes to.
  static Verification verify(String message) throws IOException {
    return VERIFIER.verify(Message.of(message.getBytes(ISO_8859_1)), ENVELOPE);
  }

  /// The results of its signatures.
  static List<String> dkim(Verification verification) {
    return verification.dkim().stream().map(result -> result.outcome().word()).toList();
  }
}
