package org.signet.dkim;

import java.nio.file.Path;

/// Why a file gave no private key. [KeyExplainer] says it in a sentence, with what mends it.
public sealed interface KeyProblem {
  /// There is no such file.
  record NotFound() implements KeyProblem {}

  /// It is there and cannot be read.
  ///
  /// @param reason what the system says
  record NotReadable(String reason) implements KeyProblem {}

  /// It is a folder, a device or a pipe.
  record NotAFile() implements KeyProblem {}

  /// It holds more octets than any key needs.
  record TooLarge(int most) implements KeyProblem {}

  /// People other than its owner, and the group of the daemon, can read or change it.
  ///
  /// @param file the file itself, links followed
  /// @param mode as `ls -l` shows it: `rw-r--r--`
  record OpenToOthers(Path file, String mode) implements KeyProblem {}

  /// Everybody can put another file in its place.
  record InOpenFolder(Path folder, String mode) implements KeyProblem {}

  /// The file holds no private key but this.
  record NoPrivateKey(Content content) implements KeyProblem {}

  /// There is more than one private key in it, and none is the obvious one.
  record SeveralKeys(int count) implements KeyProblem {}

  /// A private key of a type that DKIM has not.
  ///
  /// @param type as people call it: `EC`, `DSA`, `Ed448`
  record WrongType(String type) implements KeyProblem {}

  /// A private key in a form that this program does not read.
  record ForeignForm(Form form) implements KeyProblem {}

  /// The key is encrypted, and nobody said with what.
  record PassphraseMissing() implements KeyProblem {}

  /// The variable that was named for the passphrase is not set.
  record PassphraseUnset(String variable) implements KeyProblem {}

  /// The file that was named for the passphrase cannot be used.
  record PassphraseFile(Path file, KeyProblem why) implements KeyProblem {}

  /// The passphrase does not open the key.
  record PassphraseWrong() implements KeyProblem {}

  /// Opening the key would take too long.
  record TooManyIterations(long most) implements KeyProblem {}

  /// It begins like a private key and is damaged.
  ///
  /// @param what as the end of "… is damaged: …"
  record Damaged(String what) implements KeyProblem {}

  /// The numbers in it do not belong together: what it signs would not verify.
  record Inconsistent() implements KeyProblem {}

  /// An RSA key so small that it can be broken at home.
  record TooFewBits(int bits, int least) implements KeyProblem {}

  /// An RSA key larger than anybody can use.
  record TooManyBits(int bits, int most) implements KeyProblem {}

  /// What a file without a private key holds.
  enum Content {
    NOTHING,
    CERTIFICATE,
    CERTIFICATE_REQUEST,
    PUBLIC_KEY,
    PARAMETERS,
    DNS_RECORD,
    OTHER
  }

  /// Forms of private keys that other programs write, and can convert.
  enum Form {
    /// `BEGIN OPENSSH PRIVATE KEY`.
    OPENSSH,
    /// A key of OpenSSL before 1.0, encrypted: the field `DEK-Info`.
    TRADITIONAL_ENCRYPTION,
    /// PKCS#8, encrypted in a way of 1993, or with scrypt.
    OTHER_ENCRYPTION,
    /// The octets without the text around them.
    DER,
    /// PKCS#12.
    PKCS12
  }
}
