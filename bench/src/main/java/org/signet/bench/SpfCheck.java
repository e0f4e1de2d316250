package org.signet.bench;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.impl.SPF;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.signet.dns.Answer;
import org.signet.dns.CachingResolver;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.spf.Identity;
import org.signet.spf.Spf;
import org.signet.spf.SpfResult;

/// What an SPF check costs where the DNS answers at once: ours and jSPF's.
///
/// `simple` is one `ip4` that matches; `deep` is three includes, an `mx` with two hosts and an `a`,
/// none of which matches before `-all`.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class SpfCheck {
  private static final String ZONE =
      """
      simple.example.     TXT "v=spf1 ip4:203.0.113.20 -all"
      deep.example.       TXT "v=spf1 include:a.deep.example include:b.deep.example mx a:mail.deep.example -all"
      a.deep.example.     TXT "v=spf1 ip4:192.0.2.0/26 ip4:192.0.2.128/27 ip6:2001:db8:1::/48 -all"
      b.deep.example.     TXT "v=spf1 include:c.deep.example ip4:192.0.2.200 ip4:192.0.2.201 ~all"
      c.deep.example.     TXT "v=spf1 ip4:192.0.2.64/28 ip4:192.0.2.96/28 -all"
      deep.example.       MX  10 mx1.deep.example.
      deep.example.       MX  20 mx2.deep.example.
      mx1.deep.example.   A   192.0.2.10
      mx2.deep.example.   A   192.0.2.11
      mail.deep.example.  A   192.0.2.12
      """;

  private static final String HELO = "mail.example";

  @Param({"simple", "deep"})
  String policy = "";

  private String client = "";
  private String sender = "";

  private IpAddress address;
  private Domain domain;
  private Spf fromMap;
  private Spf fromCache;
  private SPF jspf;

  @Setup
  public void prepare() {
    client = policy.equals("simple") ? "203.0.113.20" : "198.51.100.9";
    var result = policy.equals("simple") ? "pass" : "fail";
    sender = "a@" + policy + ".example";
    address = IpAddress.of(client);
    domain = Domain.of(policy + ".example");
    var zone = ZoneResolver.of(ZONE);
    fromMap = new Spf(new Remembered(zone));
    fromCache =
        new Spf(new CachingResolver(zone, CachingResolver.Bounds.USUAL, InstantSource.system()));
    jspf = new SPF(new Listed(ZONE));
    if (!fromMap().outcome().word().equals(result)
        || !fromCache().outcome().word().equals(result)
        || !jspf().equals(result)) {
      throw new IllegalStateException("the three do not agree on " + policy);
    }
  }

  /// Ours, where an answer is a look into a map, as it is for jSPF here.
  @Benchmark
  public SpfResult fromMap() {
    return check(fromMap);
  }

  /// Ours behind its own cache, as in a daemon.
  @Benchmark
  public SpfResult fromCache() {
    return check(fromCache);
  }

  private SpfResult check(Spf spf) {
    return spf.checkHost(Identity.MAIL_FROM, address, domain, "a", HELO);
  }

  /// The peer, whose interface takes and gives strings.
  @Benchmark
  public String jspf() {
    return jspf.checkSPF(client, sender, HELO).getResult();
  }

  /// Gives an answer again as it was given first.
  private record Remembered(Resolver zone, Map<Question<?>, Answer<?>> answers)
      implements Resolver {
    Remembered(Resolver zone) {
      this(zone, new ConcurrentHashMap<>());
    }

    @Override
    @SuppressWarnings("unchecked") // the answer to a question of type R holds data of type R
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      return (Answer<R>)
          answers.computeIfAbsent(new Question<>(name, type), question -> zone.lookup(name, type));
    }
  }

  /// The same zone in the form that jSPF asks for.
  private static final class Listed implements DNSService {
    private static final Map<Integer, String> TYPES =
        Map.of(DNSRequest.A, "A", DNSRequest.MX, "MX", DNSRequest.TXT, "TXT");

    private final Map<String, List<String>> records = new HashMap<>();

    Listed(String zone) {
      for (var line : zone.lines().toList()) {
        var words = line.strip().split("\\s+", 3);
        var data = words[1].equals("MX") ? words[2].split(" ", -1)[1] : words[2];
        records
            .computeIfAbsent(key(withoutDot(words[0]), words[1]), _ -> new ArrayList<>())
            .add(withoutDot(data.replace("\"", "")));
      }
    }

    private static String withoutDot(String name) {
      return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String key(String name, String type) {
      return name + ' ' + type;
    }

    /// Where there are none it wants `null`.
    @Override
    public @Nullable List<String> getRecords(DNSRequest request) {
      var type = TYPES.getOrDefault(request.getRecordType(), "-");
      return records.get(key(request.getHostname(), type));
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
      return CompletableFuture.completedFuture(getRecords(request));
    }

    @Override
    public List<String> getLocalDomainNames() {
      return List.of("mx.example");
    }

    @Override
    public void setTimeOut(int seconds) {}

    @Override
    public int getRecordLimit() {
      return 10;
    }

    @Override
    public void setRecordLimit(int limit) {}
  }
}
