package org.signet.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.signet.dns.Answer;
import org.signet.dns.CachingResolver;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.StubResolver;
import org.signet.dns.Type;
import org.signet.dns.ValidatingResolver;
import org.signet.foundation.text.Domain;

/// What a TLSA look-up costs with and without validation, its name server being on loopback and in
/// the same process: three zones, P-256.
///
/// `first` is the first of a program: no key is known. `domain` is the first for a domain whose
/// keys are not known, after others of the same zone above. `again` is another for a domain whose
/// keys are known. `kept` is the same question again, behind `CachingResolver`. `unvalidated` is
/// `again` by [StubResolver].
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class DnssecValidate {
  /// More than the validator remembers the keys of, so that each is new again.
  private static final int DOMAINS = 2_000;

  private static final StubResolver.Patience PATIENCE = StubResolver.Patience.USUAL;

  private SignedChain chain;
  private List<Domain> names;
  private Resolver validating;
  private Resolver keeping;
  private Resolver unvalidated;
  private int next;

  @Setup
  public void prepare() throws IOException, GeneralSecurityException {
    chain = new SignedChain(DOMAINS);
    names =
        java.util.stream.IntStream.range(0, DOMAINS)
            .mapToObj(i -> Domain.of("_25._tcp.mail.d" + i + ".example"))
            .toList();
    validating = fresh();
    keeping = new CachingResolver(fresh(), CachingResolver.Bounds.USUAL, InstantSource.system());
    unvalidated = new StubResolver(List.of(chain.server()), PATIENCE);
    if (!(first() instanceof Answer.Found<Rdata.Tlsa> found)
        || found.source().security() != Security.SECURE) {
      throw new IllegalStateException("the chain is not secure");
    }
  }

  @TearDown
  public void close() {
    chain.close();
  }

  private Resolver fresh() {
    return new ValidatingResolver(
        List.of(chain.server()), PATIENCE, chain.anchors(), InstantSource.system());
  }

  /// The first look-up of a program.
  @Benchmark
  public Answer<Rdata.Tlsa> first() {
    return fresh().lookup(names.getFirst(), Type.TLSA);
  }

  /// The first look-up for a domain.
  @Benchmark
  public Answer<Rdata.Tlsa> domain() {
    next = (next + 1) % DOMAINS;
    return validating.lookup(names.get(next), Type.TLSA);
  }

  /// Another look-up for a domain.
  @Benchmark
  public Answer<Rdata.Tlsa> again() {
    return validating.lookup(names.getFirst(), Type.TLSA);
  }

  /// The same look-up again.
  @Benchmark
  public Answer<Rdata.Tlsa> kept() {
    return keeping.lookup(names.getFirst(), Type.TLSA);
  }

  /// A look-up that nobody validates.
  @Benchmark
  public Answer<Rdata.Tlsa> unvalidated() {
    return unvalidated.lookup(names.getFirst(), Type.TLSA);
  }
}
