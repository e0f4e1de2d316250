package org.signet.jakarta;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.signet.dkim.DkimSigner;

/// A message that carries DKIM signatures wherever it is written to, and so wherever it is sent.
///
/// ```java
/// var message = new SignedMessage(session, signer); // in place of new MimeMessage(session)
/// message.setText("Dinner is ready.");
/// Transport.send(message);
/// ```
///
/// The signatures are made of what is really written, when it is written: after `saveChanges` has
/// set Message-ID and encodings, and without the fields that the transport leaves out, such as Bcc.
/// They are not among the fields of this object. A message that is sent twice is signed twice.
///
/// What may not be signed, by the practice of the signer, is not written: [NotSignedException].
public class SignedMessage extends MimeMessage {
  private final MailSigner signer;

  /// A new message.
  public SignedMessage(Session session, DkimSigner signer) {
    super(session);
    this.signer = new MailSigner(signer);
  }

  /// A copy of a message, held in memory, with the same Message-ID. What a subclass of MimeMessage
  /// adds, such as the envelope of Angus Mail's `SMTPMessage`, is not copied: let such a class
  /// write by a [MailSigner].
  public SignedMessage(MimeMessage message, DkimSigner signer) throws MessagingException {
    var id = message.getMessageID();
    super(message); // saves the other message where it was not saved, which changes its Message-ID
    this.signer = new MailSigner(signer);
    if (id != null) {
      headers.setHeader("Message-ID", id);
    }
  }

  @Override
  public void writeTo(OutputStream out, String @Nullable [] ignored)
      throws IOException, MessagingException {
    signer.write(to -> super.writeTo(to, ignored), out);
  }
}
