package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.dns.CachingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;
import org.signet.verifier.Verification;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// One message from its octets to every verdict: SPF for HELO and MAIL FROM, DKIM with RSA-2048,
/// ARC, DMARC, iprev, ambiguities. The answers of the DNS are in the cache. Beside the floor of its
/// one signature.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifyMessage {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

  @Param({"4", "100"})
  int kibibytes;

  private DkimMail mail;
  private Message message;
  private Envelope envelope;
  private Verifier verifier;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    mail = new DkimMail("rsa", kibibytes << 10);
    message = Message.of(mail.message());
    envelope =
        new Envelope(
            Optional.of(IpAddress.of("192.0.2.1")),
            "mail.bench.example",
            ReversePath.parse("<bounce@bench.example>"),
            List.of());
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
    verifier = new Verifier(World.of(dns, CLOCK));
    var word = verify().dmarc().outcome().word();
    if (!word.equals("pass")) {
      throw new IllegalStateException(word + "\n" + new String(mail.message(), ISO_8859_1));
    }
  }

  /// Two hashes and one signature over the canonical octets, by the JDK.
  @Benchmark
  @Fork(jvmArgsAppend = "-Dsignet.corretto=off")
  public boolean floor() throws GeneralSecurityException {
    return mail.floor();
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dsignet.corretto=off")
  public Verification verify() throws IOException {
    return verifier.verify(message, envelope);
  }
}
