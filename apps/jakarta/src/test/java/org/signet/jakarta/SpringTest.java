package org.signet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Practice;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/// What Spring's JavaMailSender sends is signed, where it makes the messages and where it sends
/// those of others.
class SpringTest {
  private static final DkimSigner SIGNER = Harbour.signer(Practice.USUAL.strict());

  private final MailServer server = new MailServer();

  @AfterEach
  void close() {
    server.close();
  }

  enum Way {
    MADE_BY_THE_SENDER,
    SIGNED_WHEN_SENT
  }

  private JavaMailSenderImpl sender(Way way) {
    var sender =
        switch (way) {
          case MADE_BY_THE_SENDER ->
              new JavaMailSenderImpl() {
                @Override
                public MimeMessage createMimeMessage() {
                  return new SignedMessage(getSession(), SIGNER);
                }
              };
          case SIGNED_WHEN_SENT -> new SigningSender();
        };
    sender.setSession(server.session());
    return sender;
  }

  /// Signs whatever is sent, wherever it was made.
  private static final class SigningSender extends JavaMailSenderImpl {
    @Override
    protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
      var signed = new MimeMessage[messages.length];
      for (int i = 0; i < messages.length; i++) {
        try {
          signed[i] = new SignedMessage(messages[i], SIGNER);
        } catch (MessagingException e) {
          throw new MailSendException("cannot copy the message", e);
        }
      }
      super.doSend(signed, originals == null ? messages : originals);
    }
  }

  private void arrived(int messages) throws IOException {
    assertThat(server.deliveries()).hasSize(messages);
    for (var delivery : server.deliveries()) {
      assertThat(Harbour.dkim(Harbour.verify(delivery.message())))
          .as(delivery.message())
          .containsExactly("pass", "pass");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSimpleMessage(Way way) throws Exception {
    var message = new SimpleMailMessage();
    message.setFrom("a@boats.example");
    message.setTo("b@harbour.example");
    message.setSubject("Größe");
    message.setText("Größe: 12 m\n");
    sender(way).send(message);
    arrived(1);
  }

  @ParameterizedTest
  @EnumSource
  void aMessageWithAttachmentAndPicture(Way way) throws Exception {
    var sender = sender(way);
    var message = sender.createMimeMessage();
    var helper = new MimeMessageHelper(message, true, "UTF-8");
    helper.setFrom("a@boats.example", "Bäcker");
    helper.setTo("b@harbour.example");
    helper.setBcc("secret@harbour.example");
    helper.setSubject("Größe");
    helper.setText("Größe", "<p>Größe <img src='cid:boat'></p>");
    helper.addInline("boat", new ByteArrayResource(new byte[3000]), "image/png");
    helper.addAttachment("Maße.pdf", new ByteArrayResource(new byte[5000]));
    sender.send(message);
    arrived(1);
    assertThat(server.deliveries()).noneMatch(one -> one.message().contains("secret"));
  }

  @ParameterizedTest
  @EnumSource
  void aMessageIdOfOnesOwnStays(Way way) throws Exception {
    var sender = sender(way);
    var message = Letters.PLAIN.into(sender.createMimeMessage());
    message.setHeader("Message-ID", "<17@boats.example>");
    sender.send(message);
    arrived(1);
    assertThat(server.deliveries().getFirst().header()).contains("Message-ID: <17@boats.example>");
  }

  @Test
  void aMessageThatOthersMade() throws Exception {
    for (var letter : List.of(Letters.PLAIN, Letters.HTML_AND_ATTACHMENT, Letters.FORWARDED)) {
      sender(Way.SIGNED_WHEN_SENT).send(letter.into(new MimeMessage(server.session())));
    }
    arrived(3);
  }

  /// Several messages share a connection.
  @ParameterizedTest
  @EnumSource
  void whatIsRefusedHarmsNoOther(Way way) throws Exception {
    var sender = sender(way);
    var good = Letters.PLAIN.into(sender.createMimeMessage());
    var bad = Letters.UTF8_IN_8_BITS.into(sender.createMimeMessage());
    var alsoGood = Letters.LIST.into(sender.createMimeMessage());
    assertThatThrownBy(() -> sender.send(good, bad, alsoGood))
        .isInstanceOfSatisfying(
            MailSendException.class,
            thrown -> assertThat(thrown.getFailedMessages()).containsOnlyKeys(bad))
        .hasMessageContaining("The body holds octets beyond ASCII");
    arrived(2);
  }
}
