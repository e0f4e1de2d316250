package org.signet.jakarta;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningSession;

/// Writes messages with their signatures on top. [SignedMessage] writes by it; so can any other
/// subclass of MimeMessage:
///
/// ```java
/// var message =
///     new SMTPMessage(session) {
///       @Override
///       public void writeTo(OutputStream out, String[] ignored)
///           throws IOException, MessagingException {
///         signer.write(to -> super.writeTo(to, ignored), out);
///       }
///     };
/// ```
///
/// A message is written twice, first to be signed and then to where it goes, so that none need be
/// held in memory. Safe for many threads.
public final class MailSigner {
  private final DkimSigner signer;

  public MailSigner(DkimSigner signer) {
    this.signer = signer;
  }

  /// A message that can be written, and written again to the same octets.
  @FunctionalInterface
  public interface Written {
    void to(OutputStream out) throws IOException, MessagingException;
  }

  /// Writes the message under its signatures. Its lines end with CRLF then, as SMTP wants them and
  /// as they were signed; a CR or LF alone has become such an end, as Jakarta Mail does when it
  /// sends.
  ///
  /// @throws NotSignedException where it may not be signed, and then nothing is written
  /// @throws IOException where it cannot be written, or was not the same the second time
  public void write(Written message, OutputStream out) throws IOException, MessagingException {
    var arriving = new Arriving<>(signer::begin, SigningSession::body);
    var signed = through(arriving, message);
    switch (arriving.end().finish()) {
      case Signing.Refused refused -> throw new NotSignedException(refused);
      case Signing.Signed(var fields, _) -> {
        for (var field : fields) {
          out.write(field.octets());
        }
      }
    }
    if (!Arrays.equals(signed, through(out, message))) {
      throw new IOException(
          "The message changed between its signing and its writing: a part of it, such as an"
              + " attachment, does not give the same octets each time it is read.");
    }
  }

  /// Writes the message and answers the hash of what was written.
  private static byte[] through(OutputStream out, Written message)
      throws IOException, MessagingException {
    var hashing = new DigestOutputStream(out, sha256());
    var lines = new CrlfLines(hashing);
    message.to(lines);
    lines.flush();
    return hashing.getMessageDigest().digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
