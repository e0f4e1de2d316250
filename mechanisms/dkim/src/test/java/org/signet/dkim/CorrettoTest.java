package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.Provider;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.signet.message.Field;
import org.signet.message.Header;

/// Amazon's provider says what the others say, of signatures that are right and of those that are
/// not.
class CorrettoTest {
  private static final List<String> FIELDS = List.of("From: Joe <joe@example.com>");

  @Test
  void saysTheSame() {
    var corretto = CryptoProviders.findCorretto();
    assumeTrue(corretto.isPresent(), "skipped, because Corretto's native part does not load here");
    for (var signer : List.of(SlowSigner.RSA, SlowSigner.ED25519, SlowSigner.rsa(1024))) {
      saysTheSame(signer, corretto.get());
    }
  }

  private static void saysTheSame(SlowSigner signer, Provider corretto) {
    var key = ((DkimKey.Usable) DkimKey.parse(signer.record())).key();
    var tags = signer.tags().replace("From:To:Subject", "From");
    var field = Field.of(signer.field(tags, FIELDS, ""));
    var header = new Header(List.of(field, Field.of(FIELDS.getFirst())));
    var signature = DkimSignature.parse(field).orThrow();
    var check = new DkimCheck(field, 0, signature, (DkimKey.Usable) DkimKey.parse(signer.record()));
    var hash = check.headerHash(new HeaderIndex(header));
    var right = SignatureTags.octets(signature.signature()).orElseThrow();
    var with =
        (PreparedKey.Ready)
            switch (key) {
              case DkimPublicKey.Rsa rsa -> RsaKey.of(rsa, corretto);
              case DkimPublicKey.Ed25519 ed25519 -> CorrettoEd25519Key.of(ed25519, corretto);
            };
    var without =
        (PreparedKey.Ready)
            switch (key) {
              case DkimPublicKey.Rsa rsa -> RsaKey.of(rsa);
              case DkimPublicKey.Ed25519 ed25519 -> Ed25519Key.of(ed25519);
            };
    assertThat(with.check(right, HashAlgorithm.SHA256, hash))
        .isEqualTo(new SignatureFinding.Right());
    var random = new SplittableRandom(key.bits());
    for (int run = 0; run < 200; run++) {
      var signed = right.clone();
      var other = hash.clone();
      if (random.nextBoolean()) {
        signed[random.nextInt(signed.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      }
      assertThat(with.check(signed, HashAlgorithm.SHA256, other))
          .isEqualTo(without.check(signed, HashAlgorithm.SHA256, other))
          .isNotEqualTo(new SignatureFinding.Right());
    }
    for (var odd : List.of(new byte[0], new byte[right.length], new byte[right.length + 1])) {
      assertThat(with.check(odd, HashAlgorithm.SHA256, hash))
          .isEqualTo(without.check(odd, HashAlgorithm.SHA256, hash));
    }
  }
}
