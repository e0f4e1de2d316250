package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// Finds the private key in a text and opens it.
final class KeyText {
  /// Octets of a text that are shown to nobody and only looked at for what kind of file it is.
  private static final int SNIFFED = 64;

  private final Passphrase passphrase;
  private final KeyAccess access;

  private KeyText(Passphrase passphrase, KeyAccess access) {
    this.passphrase = passphrase;
    this.access = access;
  }

  static KeyReading read(String text, Passphrase passphrase, KeyAccess access) {
    return new KeyText(passphrase, access).read(text);
  }

  private KeyReading read(String text) {
    var pem = Pem.read(text);
    var keys = pem.blocks().stream().filter(block -> isPrivateKey(block.label())).toList();
    if (keys.size() > 1) {
      return refused(new KeyProblem.SeveralKeys(keys.size()));
    }
    if (keys.size() == 1) {
      return read(keys.getFirst());
    }
    if (pem.unfinished().isPresent()) {
      return refused(new KeyProblem.Damaged("its last line, -----END …-----, is missing"));
    }
    if (!pem.blocks().isEmpty()) {
      return refused(new KeyProblem.NoPrivateKey(content(pem.blocks().getFirst().label())));
    }
    return readBare(text);
  }

  private static boolean isPrivateKey(String label) {
    return label.endsWith("PRIVATE KEY");
  }

  private KeyReading read(Pem.Block block) {
    if (block.label().equals("OPENSSH PRIVATE KEY")) {
      return refused(new KeyProblem.ForeignForm(KeyProblem.Form.OPENSSH));
    }
    if (block.hasFields()) {
      return refused(new KeyProblem.ForeignForm(KeyProblem.Form.TRADITIONAL_ENCRYPTION));
    }
    if (block.octets().isEmpty()) {
      return refused(new KeyProblem.Damaged("what stands in it is no Base64"));
    }
    var octets = block.octets().get();
    return switch (block.label()) {
      case "PRIVATE KEY" -> KeyOctets.pkcs8(octets);
      case "RSA PRIVATE KEY" -> KeyOctets.pkcs1(octets);
      case "ENCRYPTED PRIVATE KEY" -> decrypted(octets);
      default ->
          refused(new KeyProblem.WrongType(block.label().replace(" PRIVATE KEY", "").strip()));
    };
  }

  private KeyReading decrypted(byte[] octets) {
    return switch (PassphraseWords.of(passphrase, access)) {
      case PassphraseWords.Known(var words) -> EncryptedKey.open(octets, words);
      case PassphraseWords.Unknown(var why) -> refused(why);
    };
  }

  /// A text without PEM: the Base64 of an Ed25519 key, or something else altogether.
  private static KeyReading readBare(String text) {
    var bare = Ascii.withoutFolding(text);
    if (bare.isEmpty()) {
      return refused(new KeyProblem.NoPrivateKey(KeyProblem.Content.NOTHING));
    }
    var octets = base64(bare);
    if (octets.isPresent() && octets.get().length == KeyMaker.SEED_OCTETS) {
      return new KeyReading.Read(SigningKey.ofSeed(new String(octets.get(), ISO_8859_1)));
    }
    var form = KeyOctets.formOf(text.getBytes(ISO_8859_1));
    if (form.isPresent()) {
      return refused(new KeyProblem.ForeignForm(form.get()));
    }
    var start = text.substring(0, Math.min(text.length(), SNIFFED));
    var isRecord =
        bare.contains("v=DKIM1") || bare.contains("k=rsa") || start.contains("_domainkey");
    return refused(
        new KeyProblem.NoPrivateKey(
            isRecord ? KeyProblem.Content.DNS_RECORD : KeyProblem.Content.OTHER));
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static KeyProblem.Content content(String label) {
    return switch (label) {
      case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
          KeyProblem.Content.CERTIFICATE;
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
          KeyProblem.Content.CERTIFICATE_REQUEST;
      case "PUBLIC KEY", "RSA PUBLIC KEY" -> KeyProblem.Content.PUBLIC_KEY;
      case "EC PARAMETERS", "DSA PARAMETERS", "DH PARAMETERS" -> KeyProblem.Content.PARAMETERS;
      default -> KeyProblem.Content.OTHER;
    };
  }

  private static KeyReading refused(KeyProblem why) {
    return new KeyReading.Refused(why);
  }
}
