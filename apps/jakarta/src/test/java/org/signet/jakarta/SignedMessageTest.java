package org.signet.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Practice;

/// Programs send by Angus Mail to an SMTP server, and who receives it finds both signatures good.
class SignedMessageTest {
  private static final DkimSigner SIGNER = Harbour.signer(Practice.USUAL);

  private final MailServer server = new MailServer();
  private final Session session = server.session();

  @AfterEach
  void close() {
    server.close();
  }

  /// That so many messages came, to the secret recipient too, all with both signatures good.
  private void arrived(int messages) throws IOException {
    assertThat(server.deliveries()).hasSize(messages);
    for (var delivery : server.deliveries()) {
      var verification = Harbour.verify(delivery.message());
      assertThat(Harbour.dkim(verification)).as(delivery.message()).containsExactly("pass", "pass");
      assertThat(delivery.to()).isEqualTo("secret@harbour.example");
      assertThat(verification.dmarc().outcome().word()).isEqualTo("pass");
      assertThat(delivery.header())
          .startsWith("DKIM-Signature: ")
          .doesNotContain("\r\nBcc:")
          .containsOnlyOnce("\r\nMessage-ID: ")
          .containsOnlyOnce("\r\nDate: ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void transportSend(Letters letter) throws Exception {
    Transport.send(letter.into(new SignedMessage(session, SIGNER)));
    arrived(1);
  }

  @ParameterizedTest
  @EnumSource
  void sendMessageWhichWasNotSaved(Letters letter) throws Exception {
    send(session, letter.into(new SignedMessage(session, SIGNER)));
    arrived(1);
  }

  @ParameterizedTest
  @EnumSource
  void aCopyOfAMessage(Letters letter) throws Exception {
    Transport.send(new SignedMessage(letter.into(new MimeMessage(session)), SIGNER));
    arrived(1);
  }

  /// BDAT in place of DATA (RFC 3030); texts turned to 8 bits after they were saved (RFC 6152).
  ///
  /// Not with dots at the start of lines: Angus Mail 2.0.5 doubles them although BDAT has no end to
  /// be told from (its issue 209), and so changes the message, signed or not.
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DOTS", "FORWARDED"})
  void inChunksOfEightBits(Letters letter) throws Exception {
    var chunked = server.session("mail.smtp.chunksize", "1000", "mail.smtp.allow8bitmime", "true");
    Transport.send(letter.into(new SignedMessage(chunked, SIGNER)));
    arrived(1);
    if (letter == Letters.UTF8_TEXT) {
      assertThat(server.deliveries().getFirst().header())
          .contains("Content-Transfer-Encoding: 8bit");
    }
  }

  private static void send(Session by, MimeMessage... messages) throws MessagingException {
    try (var transport = by.getTransport("smtp")) {
      transport.connect();
      for (var message : messages) {
        transport.sendMessage(message, message.getAllRecipients());
      }
    }
  }

  @Test
  void aMessageThatIsSentAgainIsSignedAgain() throws Exception {
    var message = Letters.HTML_AND_ATTACHMENT.into(new SignedMessage(session, SIGNER));
    Transport.send(message);
    message.setSubject("Dinner, again");
    Transport.send(message);
    message.saveChanges();
    send(session, message, message);
    arrived(4);
  }

  @Test
  void whatIsWrittenToAFileCarriesSignaturesToo() throws Exception {
    var message = Letters.HTML_AND_ATTACHMENT.into(new SignedMessage(session, SIGNER));
    var out = new ByteArrayOutputStream();
    message.writeTo(out);
    var text = out.toString(ISO_8859_1);
    assertThat(Harbour.dkim(Harbour.verify(text))).containsExactly("pass", "pass");
    assertThat(text).contains("\r\nBcc: secret@harbour.example\r\n");
    assertThat(message.getHeader("DKIM-Signature")).isNull();
  }

  /// What a program adds to the message on the way in, another signature included, is signed under.
  @Test
  void signaturesOfOthersStay() throws Exception {
    var message = Letters.PLAIN.into(new SignedMessage(session, SIGNER));
    message.addHeader("DKIM-Signature", "v=1; a=rsa-sha256; d=other.example; s=x; h=from; bh=; b=");
    Transport.send(message);
    var delivery = server.deliveries().getFirst();
    assertThat(Harbour.dkim(Harbour.verify(delivery.message())))
        .hasSize(3)
        .startsWith("pass", "pass");
  }

  @Test
  void whatIsRefusedIsNotSentAndHarmsNoOther() throws Exception {
    var strict = Harbour.signer(Practice.USUAL.strict());
    var refused = Letters.UTF8_IN_8_BITS.into(new SignedMessage(session, strict));
    try (var transport = session.getTransport("smtp")) {
      transport.connect();
      assertThatThrownBy(() -> transport.sendMessage(refused, refused.getAllRecipients()))
          .isInstanceOf(NotSignedException.class)
          .hasMessage(
              "The message is not signed, because servers on the way are likely to change it so"
                  + " that the signature breaks. The body holds octets beyond ASCII (first in line"
                  + " 1), which servers without 8BITMIME encode anew. Send it as quoted-printable"
                  + " or base64.");
      assertThat(transport.isConnected()).isFalse();
    }
    assertThatThrownBy(() -> Transport.send(refused)).isInstanceOf(NotSignedException.class);
    Transport.send(Letters.UTF8_TEXT.into(new SignedMessage(session, strict)));
    arrived(1);
  }

  @Test
  void aMessageWithoutAuthorIsRefusedByEveryPractice() throws Exception {
    var message = new SignedMessage(session, SIGNER);
    message.setRecipients(RecipientType.TO, "b@harbour.example");
    message.setText("x");
    assertThatThrownBy(() -> message.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            NotSignedException.class, thrown -> assertThat(thrown.refused().hazards()).isNotEmpty())
        .hasMessageContaining("cannot be");
  }

  /// An attachment that is another each time it is read, such as a report made on the fly.
  @Test
  void whatChangesBetweenSigningAndWritingIsNotSent() throws Exception {
    var reads = new AtomicInteger();
    var source =
        new DataSource() {
          @Override
          public InputStream getInputStream() {
            return new ByteArrayInputStream(new byte[] {(byte) reads.incrementAndGet()});
          }

          @Override
          public OutputStream getOutputStream() throws IOException {
            throw new IOException("it is read only");
          }

          @Override
          public String getContentType() {
            return "application/octet-stream";
          }

          @Override
          public String getName() {
            return "report";
          }
        };
    var message = Letters.PLAIN.into(new SignedMessage(session, SIGNER));
    message.setDataHandler(new DataHandler(source));
    assertThatThrownBy(() -> Transport.send(message))
        .isInstanceOf(MessagingException.class)
        .hasRootCauseMessage(
            "The message changed between its signing and its writing: a part of it, such as an"
                + " attachment, does not give the same octets each time it is read.");
    assertThat(server.deliveries()).isEmpty();
  }

  /// Three times the memory that there is.
  @Test
  void aLargeMessageIsNotHeld(@TempDir Path folder) throws Exception {
    var chart = folder.resolve("chart.png");
    try (var file = new RandomAccessFile(chart.toFile(), "rw")) {
      file.setLength(100 << 20);
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    var process =
        new ProcessBuilder(
                java, "-Xmx32m", "-cp", path, LargeLetter.class.getName(), chart.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var told = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).isZero();
    assertThat(Long.parseLong(told.strip())).isGreaterThan(100L << 20);
  }

  /// A subclass of another kind writes by a signer of its own, and keeps what it is.
  @Test
  void aMessageWithAnEnvelopeOfItsOwn() throws Exception {
    var signer = new MailSigner(SIGNER);
    var message =
        new SMTPMessage(session) {
          @Override
          public void writeTo(OutputStream out, String @Nullable [] ignored)
              throws IOException, MessagingException {
            signer.write(to -> super.writeTo(to, ignored), out);
          }
        };
    message.setEnvelopeFrom("bounces+1@boats.example");
    Transport.send(Letters.HTML_AND_ATTACHMENT.into(message));
    arrived(1);
    assertThat(server.deliveries()).allMatch(one -> one.from().equals("bounces+1@boats.example"));
  }

  /// A subclass may still name its messages after its own host.
  @Test
  void aSubclassMakesItsMessageId() throws Exception {
    var message =
        new SignedMessage(session, SIGNER) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<17@boats.example>");
          }
        };
    Transport.send(Letters.PLAIN.into(message));
    arrived(1);
    assertThat(server.deliveries().getFirst().header()).contains("<17@boats.example>");
  }
}
