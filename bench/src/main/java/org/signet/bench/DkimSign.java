package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.KeyKind;
import org.signet.dkim.Practice;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;
import org.signet.message.Message;

/// Signing a message of 10 KiB, lint and all, beside the operation with the private key alone, by
/// the JDK.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DkimSign {
  @Param({"rsa", "ed25519"})
  String type = "";

  private final byte[] hash = new byte[32];
  private SigningKey key;
  private Message message;
  private DkimSigner signer;

  @Setup
  public void prepare() throws IOException {
    var kind = type.equals("rsa") ? KeyKind.RSA_2048 : KeyKind.ED25519;
    key = SigningKey.make(kind, new SecureRandom());
    signer =
        new DkimSigner(Domain.of("bench.example"), Domain.of("s"), key, Practice.USUAL.strict());
    var text =
        """
        From: Alice <alice@bench.example>
        To: Bob <bob@example.net>
        Subject: ten kibibytes
        Date: Wed, 25 Nov 2026 12:00:00 +0000
        Message-ID: <1@bench.example>
        MIME-Version: 1.0
        Content-Type: text/plain

        """
            + "Some words that stand in a line of usual length, again and again.\n".repeat(155);
    message = Message.of(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
    if (!(sign() instanceof Signing.Signed)) {
      throw new IllegalStateException("not signed");
    }
  }

  /// The operation with the private key alone.
  @Benchmark
  public byte[] privateKey() throws GeneralSecurityException {
    var signature = Signature.getInstance(type.equals("rsa") ? "SHA256withRSA" : "Ed25519");
    signature.initSign(key.privateKey());
    signature.update(hash);
    return signature.sign();
  }

  @Benchmark
  public Signing sign() throws IOException {
    return signer.sign(message);
  }
}
