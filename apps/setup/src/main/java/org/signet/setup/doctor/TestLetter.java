package org.signet.setup.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;

/// The message that the doctor sends through the mail server, to see what comes of it.
///
/// @param id its Message-ID, which no other message has
/// @param text with CRLF at the end of each line
record TestLetter(Address from, Address to, String id, String text) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static TestLetter write(
      Domain domain, Address from, Address to, Instant now, RandomGenerator random) {
    var octets = new byte[12];
    random.nextBytes(octets);
    var id = "<doctor." + HexFormat.of().formatHex(octets) + "@" + domain + ">";
    var text =
        """
        From: Signet doctor <%s>
        To: <%s>
        Subject: A message of signet doctor
        Date: %s
        Message-ID: %s
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii

        signet doctor sent this to see what becomes of a message on its way.
        It can be deleted.
        """
            .formatted(from, to, DATE.format(now), id);
    return new TestLetter(from, to, id, text.replace("\n", "\r\n"));
  }

  byte[] octets() {
    return text.getBytes(US_ASCII);
  }
}
