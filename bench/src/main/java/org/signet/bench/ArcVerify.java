package org.signet.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.arc.ArcOutcome;
import org.signet.arc.ArcResult;
import org.signet.arc.ArcVerifier;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.HeaderIndex;
import org.signet.dns.CachingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;

/// What a chain costs: a message of 4 KiB with RSA keys of 2048 bits, each set two signatures.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class ArcVerify {
  @Param({"0", "1", "3"})
  int sets;

  private byte[] message;
  private ArcVerifier verifier;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    var mail = new ArcMail(4 << 10);
    for (int i = 0; i < sets; i++) {
      mail.seal();
    }
    message = mail.message();
    var clock = InstantSource.system();
    var dns =
        new CachingResolver(
            ZoneResolver.of(mail.zone()), CachingResolver.Bounds.USUAL, InstantSource.system());
    verifier = new ArcVerifier(dns, clock, DkimLimits.standard());
    var holds = verify().outcome() instanceof ArcOutcome.Pass;
    if (holds != sets > 0) {
      throw new IllegalStateException("the chain of " + sets + " sets does not hold");
    }
  }

  @Benchmark
  public ArcResult verify() throws IOException {
    try (var stream = MessageStream.open(new ByteArrayInputStream(message), LineEnds.FILE)) {
      var header = stream.header();
      var session = verifier.begin(header, new HeaderIndex(header), new BodyHasher(), _ -> {});
      stream.transferTo(session::body);
      return session.finish();
    }
  }
}
