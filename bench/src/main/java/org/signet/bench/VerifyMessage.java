package org.signet.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
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
import org.signet.verifier.Verification;

/// One message from its octets to every verdict: SPF for HELO and MAIL FROM, DKIM with RSA-2048,
/// ARC, DMARC, iprev, ambiguities. The answers of the DNS are in the cache. Beside the floor of its
/// one signature.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifyMessage {
  @Param({"4", "100"})
  int kibibytes;

  private VerifiedMail mail;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    mail = VerifiedMail.of(kibibytes << 10);
  }

  /// Two hashes and one signature over the canonical octets, by the JDK.
  @Benchmark
  @Fork(jvmArgsAppend = "-Dsignet.corretto=off")
  public boolean floor() throws GeneralSecurityException {
    return mail.mail().floor();
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dsignet.corretto=off")
  public Verification verify() throws IOException {
    return mail.verifier().verify(mail.message(), mail.envelope());
  }
}
