package org.signet.bench;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.dmarc.Dmarc;
import org.signet.dmarc.DmarcResult;
import org.signet.dmarc.Identifier;
import org.signet.dmarc.Identifier.Mechanism;
import org.signet.dmarc.Identifier.Standing;
import org.signet.dmarc.PublicSuffixList;
import org.signet.dns.CachingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;
import org.signet.message.Author;
import org.signet.message.Host;

/// What a DMARC verdict costs behind our cache, both methods together.
///
/// `same` is a message whose identifiers are the author's domain; `below` is one that is signed and
/// sent by names below it; `deep` is an author of nine labels without a record of its own; `forged`
/// is a stranger's message.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class DmarcEvaluate {
  private static final String ZONE =
      """
      _dmarc.example.com.  TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:dmarc@example.com"
      """;

  @Param({"same", "below", "deep", "forged"})
  String message = "";

  private Dmarc dmarc;
  private Author author;
  private List<Identifier> identifiers;
  private Domain suffixed;

  @Setup
  public void prepare() {
    var zone = ZoneResolver.of(ZONE);
    dmarc =
        new Dmarc(new CachingResolver(zone, CachingResolver.Bounds.USUAL, InstantSource.system()));
    author = author(message.equals("deep") ? "a.b.c.d.e.f.g.example.com" : "example.com");
    identifiers =
        switch (message) {
          case "same" -> identifiers("example.com", "example.com");
          case "forged" -> identifiers("bounce.attack.com", "attack.com");
          default -> identifiers("bounce.example.com", "mail.example.com");
        };
    suffixed = Domain.of("a.b.example.co.uk");
    var expected = message.equals("forged") ? "fail" : "pass";
    if (!evaluate().outcome().word().equals(expected)) {
      throw new IllegalStateException(message + " does not come to " + expected);
    }
  }

  private static Author author(String name) {
    var domain = Domain.of(name);
    var address = new Address("a", new Host.Named(domain, name));
    return new Author(List.of(address), List.of(domain), List.of());
  }

  private static List<Identifier> identifiers(String spf, String dkim) {
    return List.of(
        new Identifier(Mechanism.SPF, Domain.of(spf), "", new Standing.Authenticated()),
        new Identifier(Mechanism.DKIM, Domain.of(dkim), "s", new Standing.Authenticated()));
  }

  @Benchmark
  public DmarcResult evaluate() {
    return dmarc.evaluate(author, identifiers);
  }

  /// One look into the Public Suffix List.
  @Benchmark
  public Domain suffix() {
    return PublicSuffixList.bundled().suffixOf(suffixed);
  }
}
