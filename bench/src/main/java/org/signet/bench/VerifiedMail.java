package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.signet.dns.CachingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// A message that passes every check, with RSA-2048, and a world whose DNS answers are in the
/// cache.
record VerifiedMail(DkimMail mail, Message message, Envelope envelope, Verifier verifier) {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

  static VerifiedMail of(int octets) throws GeneralSecurityException, IOException {
    var mail = new DkimMail("rsa", octets);
    var envelope =
        new Envelope(
            Optional.of(IpAddress.of("192.0.2.1")),
            "mail.bench.example",
            ReversePath.parse("<bounce@bench.example>"),
            List.of("<u@good.example>"));
    var key = mail.record();
    var zone =
        "sel._domainkey.bench.example. TXT \""
            + key.substring(0, 200)
            + "\" \""
            + key.substring(200)
            + "\"\n"
            + """
            bench.example.              TXT  "v=spf1 mx ip4:198.51.100.0/24 -all"
            bench.example.              MX   10 mail.bench.example.
            mail.bench.example.         A    192.0.2.1
            mail.bench.example.         TXT  "v=spf1 a -all"
            _dmarc.bench.example.       TXT  "v=DMARC1; p=reject"
            1.2.0.192.in-addr.arpa.     PTR  mail.bench.example.
            """;
    var dns = new CachingResolver(ZoneResolver.of(zone), CachingResolver.Bounds.USUAL, CLOCK);
    var message = Message.of(mail.message());
    var whole = new VerifiedMail(mail, message, envelope, new Verifier(World.of(dns, CLOCK)));
    var word = whole.verifier.verify(message, envelope).dmarc().outcome().word();
    if (!word.equals("pass")) {
      throw new IllegalStateException(word + "\n" + new String(mail.message(), ISO_8859_1));
    }
    return whole;
  }
}
