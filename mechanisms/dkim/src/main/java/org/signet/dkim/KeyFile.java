package org.signet.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/// Private keys in files.
public final class KeyFile {
  /// Octets of a file that are read. An RSA-8192 key has 6,400, and certificates may stand around.
  public static final int MOST_OCTETS = 64 << 10;

  private static final int LINE = 64;

  private KeyFile() {}

  /// The one private key of a file, for a program that cannot go on without: a file that is not
  /// encrypted, and that only its owner and the group of this process may read.
  ///
  /// @throws IOException with a sentence that says what is wrong and what mends it
  public static SigningKey load(Path file) throws IOException {
    return switch (read(file, KeyAccess.system(Set.of()), new Passphrase.None())) {
      case KeyReading.Read(var key) -> key;
      case KeyReading.Refused(var why) ->
          throw new IOException(KeyExplainer.explain(file, why).sentence());
    };
  }

  /// Reads the one private key of a file: PKCS#8 or PKCS#1 in PEM, or the 32 octets of an Ed25519
  /// key in Base64. What else the file holds, such as a certificate, is passed over.
  public static KeyReading read(Path file, KeyAccess access, Passphrase passphrase) {
    return switch (SecretFile.read(file, access, MOST_OCTETS)) {
      case SecretFile.Content(var text) -> KeyText.read(text, passphrase, access);
      case SecretFile.Closed(var why) -> new KeyReading.Refused(why);
    };
  }

  /// Reads a private key from text, one char per octet.
  public static KeyReading parse(String text, Passphrase passphrase) {
    return KeyText.read(text, passphrase, KeyAccess.system(Set.of()));
  }

  /// The key as PKCS#8 in PEM (RFC 7468 §10), not encrypted.
  public static String text(SigningKey key) {
    var octets = key.privateKey().getEncoded();
    var body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  /// Writes a key into a new file that only its owner can read, down to the disk.
  ///
  /// @throws FileAlreadyExistsException where there is something of that name: a key is never
  ///     overwritten
  public static void writeNew(Path file, SigningKey key) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = FileChannel.open(file, options, ownerOnly(file))) {
      var octets = ByteBuffer.wrap(text(key).getBytes(US_ASCII));
      while (octets.hasRemaining()) {
        out.write(octets);
      }
      out.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
