package org.signet.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Random;

/// Shapes of mail that programs send.
enum Letters {
  PLAIN {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("Dinner is ready.\n\nCome  home. \n");
    }
  },
  EMPTY {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("");
    }
  },
  WITHOUT_LAST_LINE_END {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("Dinner is ready");
    }
  },
  DOTS {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText(".\r\n..\r\n.From\r\nend\r\n.");
    }
  },
  ODD_LINE_ENDS {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("a\nb\rc\r\r\nd\n\n\n");
      message.setHeader("Content-Transfer-Encoding", "8bit");
    }
  },
  FOLDED_WITHOUT_CR {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("x");
      message.setHeader("References", "<1@boats.example>\n <2@boats.example>");
    }
  },
  UTF8_TEXT {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setSubject(
          "Übermorgen: das Boot läuft aus, und wir müssen noch Proviant kaufen", "UTF-8");
      message.setText("Größe, Länge, Tiefgang: 2 m\n".repeat(40), "UTF-8");
    }
  },
  UTF8_IN_8_BITS {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("Größe, Länge, Tiefgang\n", "UTF-8");
      message.setHeader("Content-Transfer-Encoding", "8bit");
    }
  },
  LONG_LINE {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("boat ".repeat(400));
    }
  },
  HTML_AND_ATTACHMENT {
    @Override
    void write(MimeMessage message) throws MessagingException {
      var text = new MimeBodyPart();
      text.setText("Die Karte ist größer.", "UTF-8");
      var html = new MimeBodyPart();
      html.setContent("<p>Die Karte ist <b>größer</b>.</p>", "text/html; charset=UTF-8");
      var choice = new MimeBodyPart();
      choice.setContent(new MimeMultipart("alternative", text, html));
      var octets = new byte[100_000];
      new Random(6376).nextBytes(octets);
      var chart = new MimeBodyPart();
      chart.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, "image/png")));
      chart.setDisposition("attachment; filename=\"Seekarte.png\"");
      message.setContent(new MimeMultipart("mixed", choice, chart));
    }
  },
  FORWARDED {
    @Override
    void write(MimeMessage message) throws MessagingException {
      var inner = "From: c@harbour.example\r\nSubject: inside\r\n\r\n.dot\r\n".getBytes(US_ASCII);
      var attached = new MimeBodyPart();
      attached.setDataHandler(new DataHandler(new ByteArrayDataSource(inner, "message/rfc822")));
      message.setContent(new MimeMultipart("mixed", attached));
    }
  },
  LIST {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setText("Minutes");
      message.setHeader("List-Unsubscribe", "<https://boats.example/u/1>");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      message.setHeader("Sender", "list@boats.example");
      message.setReplyTo(InternetAddress.parse("list@boats.example"));
    }
  },
  UTF8_FIELDS {
    @Override
    void write(MimeMessage message) throws MessagingException {
      message.setHeader("Subject", new String("Größe".getBytes(UTF_8), ISO_8859_1));
      message.setText("x");
    }
  };

  abstract void write(MimeMessage message) throws MessagingException;

  /// Fills in a message to three recipients, of which one is secret.
  <M extends MimeMessage> M into(M message) throws MessagingException {
    message.setFrom(new InternetAddress("a@boats.example"));
    message.setRecipients(RecipientType.TO, "b@harbour.example");
    message.setRecipients(RecipientType.CC, "c@harbour.example");
    message.setRecipients(RecipientType.BCC, "secret@harbour.example");
    message.setSubject("Dinner");
    write(message);
    return message;
  }
}
