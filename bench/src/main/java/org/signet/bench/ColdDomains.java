package org.signet.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.signet.dns.NameServer;
import org.signet.dns.TrustAnchors;
import org.signet.dns.ValidatedDns;
import org.signet.dns.Validation;
import org.signet.foundation.text.Domain;
import org.signet.https.Https;
import org.signet.mtasts.MtaSts;
import org.signet.tlspolicy.Demand;
import org.signet.tlspolicy.Routes;

/// Looks up the routes of many domains that nobody asked about before, and tells how long that
/// takes and how much memory is held afterwards: `bench/run cold`.
final class ColdDomains {
  private static final int AT_A_TIME = 100;
  private static final int MIB = 1 << 20;

  private ColdDomains() {}

  /// `SERVER ANCHORS SUFFIX COUNT`: a name server, a file of trust anchors, and how many names
  /// below which domain.
  public static void main(String... arguments) throws Exception {
    var server = NameServer.parse(arguments[0]).orThrow();
    var anchors = TrustAnchors.parse(Files.readString(Path.of(arguments[1]))).orThrow();
    int count = Integer.parseInt(arguments[3]);
    var clock = Clock.systemUTC();
    try (var dns = ValidatedDns.start(new Validation.Local(anchors), List.of(server), clock)) {
      var mtaSts = new MtaSts(dns.resolver(), Https.offline(), clock);
      var routes = new Routes(dns.resolver(), mtaSts, List.of(), clock);
      for (int from = 0; from < count; from += count / 4) {
        look(routes, arguments[2], from, Math.min(count, from + count / 4));
      }
    }
  }

  private static void look(Routes routes, String suffix, int from, int to) throws Exception {
    var demands = new ConcurrentHashMap<String, AtomicInteger>();
    var room = new Semaphore(AT_A_TIME);
    long began = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = from; i < to; i++) {
        var domain = Domain.of("d" + i + "." + suffix);
        room.acquire();
        var _ =
            threads.submit(
                () -> {
                  try {
                    var hops = routes.lookup(domain).hops();
                    var word = hops.isEmpty() ? "none" : word(hops.getFirst().demand());
                    demands.computeIfAbsent(word, _ -> new AtomicInteger()).incrementAndGet();
                  } finally {
                    room.release();
                  }
                });
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.gc();
    var runtime = Runtime.getRuntime();
    System.out.printf(
        "%d to %d: %.0f a second; %d MiB held; %s%n",
        from,
        to,
        (to - from) / seconds,
        (runtime.totalMemory() - runtime.freeMemory()) / MIB,
        new TreeMap<>(Map.copyOf(demands)));
  }

  private static String word(Demand demand) {
    return demand.getClass().getSimpleName();
  }
}
