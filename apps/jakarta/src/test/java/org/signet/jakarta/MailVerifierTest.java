package org.signet.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dkim.Practice;
import org.signet.verifier.Verification;

class MailVerifierTest {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final MailVerifier VERIFIER = new MailVerifier(Harbour.VERIFIER);

  private static String written(Letters letter) throws Exception {
    var out = new ByteArrayOutputStream();
    letter
        .into(new SignedMessage(SESSION, Harbour.signer(Practice.USUAL)))
        .writeTo(out, new String[] {"Bcc"});
    return out.toString(ISO_8859_1);
  }

  private static Verification received(String octets) throws Exception {
    var message = new MimeMessage(SESSION, new ByteArrayInputStream(octets.getBytes(ISO_8859_1)));
    return VERIFIER.verify(message, Harbour.ENVELOPE);
  }

  @ParameterizedTest
  @EnumSource
  void aReceivedMessage(Letters letter) throws Exception {
    var verification = received(written(letter));
    assertThat(Harbour.dkim(verification)).containsExactly("pass", "pass");
    assertThat(verification.dmarc().outcome().word()).isEqualTo("pass");
  }

  @ParameterizedTest
  @EnumSource
  void aMessageInAFileOfUnix(Letters letter) throws Exception {
    var verification = received(written(letter).replace("\r\n", "\n"));
    assertThat(Harbour.dkim(verification)).containsExactly("pass", "pass");
  }

  @Test
  void aChangedMessage() throws Exception {
    var octets = written(Letters.PLAIN);
    assertThat(Harbour.dkim(received(octets.replace("ready", "cold"))))
        .containsExactly("fail", "fail");
    assertThat(Harbour.dkim(received("Subject: more\r\n" + octets)))
        .containsExactly("fail", "fail");
  }

  /// The verdict is the one that the octets themselves give.
  @Test
  void oddMessages() throws Exception {
    for (var octets :
        new String[] {
          "",
          "\r\n",
          "\r\n\r\nx",
          "x",
          "From: a@boats.example",
          "From: a@boats.example\r\n\r\n",
          "From: a@boats.example\r\nFrom: b@boats.example\r\n\r\nx\r\n",
          "From: a@boats.example\n\n\n"
        }) {
      var ours = received(octets);
      var plain = Harbour.verify(octets);
      assertThat(ours.dmarc().outcome()).as(octets).isEqualTo(plain.dmarc().outcome());
      assertThat(ours.author()).as(octets).isEqualTo(plain.author());
    }
  }
}
