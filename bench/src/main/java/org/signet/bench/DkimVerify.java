package org.signet.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimVerifier;

/// One message signed with RSA-2048 in the form relaxed/relaxed, from its octets to the verdict;
/// the key's record is known. Beside the floor and beside jDKIM.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DkimVerify {
  @Param({"4", "100", "1024"})
  int kibibytes;

  private DkimMail mail;
  private DkimVerifier verifier;
  private DKIMVerifier jdkim;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    mail = new DkimMail("rsa", kibibytes << 10);
    verifier = mail.verifier();
    jdkim = new DKIMVerifier((methods, selector, token) -> List.of(mail.record()));
  }

  /// Two hashes and one signature over the canonical octets, by the JDK.
  @Benchmark
  @Fork(jvmArgsAppend = "-Dsignet.corretto=off")
  public boolean floor() throws GeneralSecurityException {
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

  @Benchmark
  public List<SignatureRecord> jdkim() throws IOException, FailException {
    return jdkim.verify(new ByteArrayInputStream(mail.message()));
  }
}
