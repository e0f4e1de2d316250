package org.signet.verifier;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// A DNS that has something to say to every question, good, bad or nothing; the same every time for
/// the same seed.
record OddDns(long seed) implements Resolver {
  private static final List<Security> STANDINGS = List.of(Security.values());
  private static final List<Answer.Cause> CAUSES = List.of(Answer.Cause.values());

  private static final List<String> TEXTS =
      List.of(
          "v=spf1 mx a:%{d2}.example include:other.example exists:%{i}.x.example ~all",
          "v=spf1 ip4:192.0.2.0/24 -all exp=why.example",
          "v=spf1 ip4:198.51.100.0/24 -all",
          "v=spf1 ip4:198.51.100.0/24 ~all",
          "v=spf1 redirect=other.example",
          "v=spf1 broken:::",
          "v=DMARC1; p=reject; sp=none; adkim=s",
          "v=DMARC1; p=quarantine; psd=n",
          "v=DMARC1; p=nonsense",
          "v=DKIM1; p=",
          "v=DKIM1; k=rsa; p=AAAA",
          "any \"text\" \\ with \u00e9 and \u0000",
          "");

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    var random = new SplittableRandom(seed ^ name.hashCode() * 31L ^ type.number());
    var source =
        new Answer.Source(
            STANDINGS.get(random.nextInt(STANDINGS.size())),
            Duration.ofSeconds(random.nextInt(5_000)),
            random.nextInt(5) == 0
                ? List.of(new Answer.Alias(name, Domain.of("alias.example")))
                : List.of(),
            List.of());
    var owner = source.aliases().isEmpty() ? name : Domain.of("alias.example");
    return switch (random.nextInt(10)) {
      case 0 -> new Answer.NoData<>(owner, source);
      case 1 -> new Answer.NoSuchName<>(owner, source);
      case 2 -> {
        var cause = CAUSES.get(random.nextInt(CAUSES.size()));
        yield new Answer.Failed<>(cause, random.nextBoolean() ? cause.words() : "odd \"words\"");
      }
      default -> {
        var records =
            IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> type.data().cast(data(type, name, random)))
                .distinct()
                .toList();
        yield new Answer.Found<>(owner, records, source);
      }
    };
  }

  private static Rdata data(Type<?> type, Domain name, SplittableRandom random) {
    var host = Domain.of("h" + random.nextInt(4) + ".example");
    if (type == Type.A) {
      return new Rdata.Address(IpAddress.of("192.0.2." + random.nextInt(8)));
    }
    if (type == Type.AAAA) {
      return new Rdata.Address(IpAddress.of("2001:db8::" + random.nextInt(8)));
    }
    if (type == Type.MX) {
      return new Rdata.Mx(random.nextInt(100), host);
    }
    if (type == Type.PTR) {
      return new Rdata.Ptr(host);
    }
    if (type == Type.TXT) {
      return new Rdata.Txt(strings(text(name, random)));
    }
    throw new IllegalArgumentException("nobody asks for " + type);
  }

  /// A string of a TXT record has at most 255 octets (RFC 1035 §3.3).
  private static List<String> strings(String text) {
    return text.length() <= 255
        ? List.of(text)
        : List.of(text.substring(0, 255), text.substring(255));
  }

  private static String text(Domain name, SplittableRandom random) {
    if (name.labels().contains("_domainkey") && random.nextInt(4) > 0) {
      return Signer.recordText();
    }
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
