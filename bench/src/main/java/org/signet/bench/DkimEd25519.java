package org.signet.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimVerifier;

/// One message of 4 KiB signed with Ed25519, from its octets to the verdict, beside the JDK's own
/// arithmetic for the same.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DkimEd25519 {
  private DkimMail mail;
  private DkimVerifier verifier;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    mail = new DkimMail("ed25519", 4 << 10);
    verifier = mail.verifier();
  }

  /// Two hashes and one signature over the canonical octets, by the JDK.
  @Benchmark
  public boolean jdk() throws GeneralSecurityException {
    return mail.floor();
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dsignet.corretto=off")
  public List<DkimResult> signet() throws IOException {
    return mail.verify(verifier);
  }

  @Benchmark
  @Fork(jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
  public List<DkimResult> signetWithCorretto() throws IOException {
    return mail.verify(verifier);
  }
}
