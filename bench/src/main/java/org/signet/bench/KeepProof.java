package org.signet.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.message.MessageStream;
import org.signet.verifier.KeptProof;
import org.signet.verifier.Verification;
import org.signet.verifier.VerificationSession;
import org.signet.verifier.VerifierSettings;

/// What it costs to keep the proof of a verdict on 4 KiB, and to come to the verdict again. The
/// size of the proof is printed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeepProof {
  private VerifiedMail mail;
  private VerificationSession session;
  private Verification verdict;
  private String octets;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    mail = VerifiedMail.of(4 << 10);
    session = passed();
    verdict = session.finish();
    octets = keep();
    System.out.println("a kept proof: " + octets.length() + " octets");
  }

  private VerificationSession passed() throws IOException {
    try (var stream = MessageStream.open(mail.message())) {
      var begun = mail.verifier().begin(mail.envelope(), stream.header());
      stream.transferTo(begun::body);
      return begun;
    }
  }

  /// The verdict, without keeping it.
  @Benchmark
  public Verification judge() throws IOException {
    return passed().finish();
  }

  /// What keeping it adds: from the verdict to octets.
  @Benchmark
  public String keep() {
    return session.kept(verdict).octets().orElseThrow();
  }

  /// From octets to the verdict again.
  @Benchmark
  public Verification replay() {
    return KeptProof.read(octets).orThrow().replay(VerifierSettings.defaults());
  }
}
