package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.message.Address;
import org.signet.message.Envelope;
import org.signet.message.Host;
import org.signet.message.ReversePath;

/// Whatever octets a record, an explanation, an envelope or an answer holds, there is a result
/// within the limits, and it can be told.
class SpfFuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 20_000 : 2_000;

  private static final List<String> RECORDS =
      List.of(
          "v=spf1 include:_spf.example.net a:out.example.net/24//64 mx ptr -all",
          "v=spf1 exists:%{ir}.%{v}.%{l1r+-}._spf.%{d2} ip4:192.0.2.0/24 redirect=%{o}.example.com",
          "v=spf1 +ip6:2001:db8::/32 ~exists:%{s}.%{H}%%%_%-.%{p2R}.x exp=why.%{d} moo=%{S} ?all",
          "v=spf1 mx:%{d}/0 a//0 ptr:%{p} include:%{h} -all exp=%{i}.example.com");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRecordHasAResult(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var dns = new AnyDns(random);
      var spf = new Spf(dns);
      var checks = spf.check(envelope(random));
      told(checks.helo());
      told(checks.mailFrom());
      assertThat(dns.questions).isLessThanOrEqualTo(2 * (2 + 10 * 11 + 11));
    }
  }

  private static void told(SpfResult result) {
    assertThat(result.evidence().lookups()).isLessThanOrEqualTo(10);
    assertThat(result.evidence().voidLookups()).isLessThanOrEqualTo(3);
    if (result.outcome() instanceof SpfOutcome.Fail(_, var explanation)) {
      assertThat(explanation.orElse("-")).matches("[ -~]{1,400}");
    }
    assertThat(JsonRenderer.render(SpfExplainer.explain(result))).matches("[ -~…·§]+");
    assertThat(ReceivedSpf.field(result, "mx.example").toString()).matches("([ -~]+|\r\n )+");
    assertThat(result.authenticationResult().result()).isEqualTo(result.outcome().word());
  }

  /// The largest record, name and explanation that a macro can be made to fill.
  @ParameterizedTest
  @ValueSource(
      strings = {"%{l}", "%{L}", "%{l1r-}", "%{S1r.-+,/_=}", "%{h1}", "%%", "a.", "%{l}%{d}."})
  void largeMacrosEnd(String macro) {
    var text = "v=spf1 exists:" + macro.repeat(60_000 / macro.length()) + ".example -all";
    var txt = new Rdata.Txt(List.of(text));
    var dns =
        new Resolver() {
          @Override
          public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
            var source = Answer.Source.direct(Security.UNCHECKED, Duration.ZERO);
            return type.equals(Type.TXT)
                ? new Answer.Found<>(name, List.of(type.data().cast(txt)), source)
                : new Answer.NoData<>(name, source);
          }
        };
    var local = "-a".repeat(100_000);
    told(
        new Spf(dns)
            .checkHost(
                Identity.MAIL_FROM,
                IpAddress.of("192.0.2.7"),
                Domain.of("example.com"),
                local,
                local));
  }

  /// What is read, says in its terms all that was written.
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void recordsKeepTheirText(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < 10 * RUNS; run++) {
      var text = mutated(pick(RECORDS, random), random);
      switch (SpfRecord.parse(text)) {
        case Parsed.Malformed<SpfRecord>(var problem) -> assertThat(problem.text()).isEqualTo(text);
        case Parsed.Ok<SpfRecord>(var record) -> {
          int terms = (int) text.chars().filter(c -> c != ' ').count() - "v=spf1".length();
          assertThat(octets(record)).isEqualTo(terms);
        }
      }
    }
  }

  private static int octets(SpfRecord record) {
    return record.directives().stream().mapToInt(each -> each.text().length()).sum()
        + record.unknown().stream().mapToInt(each -> each.text().length()).sum()
        + record.redirect().map(each -> each.text().length()).orElse(0)
        + record.explanation().map(each -> each.text().length()).orElse(0);
  }

  private static Envelope envelope(RandomGenerator random) {
    var client = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(client);
    return new Envelope(
        random.nextInt(20) == 0 ? Optional.empty() : Optional.of(IpAddress.of(client)),
        random.nextBoolean() ? "mail.example.com" : octets(random, 80),
        switch (random.nextInt(8)) {
          case 0 -> new ReversePath.Null();
          case 1 -> new ReversePath.Unknown();
          default -> new ReversePath.Mailbox(new Address(octets(random, 100), host(random)));
        },
        List.of());
  }

  private static Host host(RandomGenerator random) {
    var domain = domain(random);
    return random.nextInt(10) == 0
        ? new Host.Literal(octets(random, 20))
        : new Host.Named(domain, domain.text());
  }

  private static Domain domain(RandomGenerator random) {
    return random.nextInt(4) == 0
        ? Domain.ofLabels(List.of("a" + octets(random, 20), "b" + octets(random, 20))).orElseThrow()
        : Domain.of("example.com");
  }

  private static String octets(RandomGenerator random, int most) {
    var out = new StringBuilder();
    int length = random.nextInt(most);
    for (int i = 0; i < length; i++) {
      out.append((char) (random.nextBoolean() ? 0x20 + random.nextInt(0x5f) : random.nextInt(256)));
    }
    return out.toString();
  }

  private static String mutated(String text, RandomGenerator random) {
    var out = new StringBuilder(text);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, pick(List.of("%{", "}", ":", "/", ".", " ", "=", "r"), random));
        case 2 -> out.insert(at, text, 0, random.nextInt(text.length()));
        default -> out.setCharAt(at, (char) random.nextInt(256));
      }
    }
    return out.toString();
  }

  private static <T> T pick(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  /// Answers whatever it likes to any question.
  private static final class AnyDns implements Resolver {
    private final RandomGenerator random;
    private int questions;

    AnyDns(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      questions++;
      var source = Answer.Source.direct(Security.UNCHECKED, Duration.ZERO);
      return switch (random.nextInt(12)) {
        case 0 -> new Answer.NoData<>(name, source);
        case 1 -> new Answer.NoSuchName<>(name, source);
        case 2 -> new Answer.Failed<>(Answer.Cause.SERVFAIL, "by chance");
        default -> {
          int count = random.nextInt(8) == 0 ? 1 + random.nextInt(15) : 1;
          yield new Answer.Found<>(
              name,
              Stream.generate(() -> type.data().cast(data(type))).limit(count).toList(),
              source);
        }
      };
    }

    private Rdata data(Type<?> type) {
      var address = new byte[type.equals(Type.A) ? 4 : 16];
      random.nextBytes(address);
      return switch (type.toString()) {
        case "TXT" -> new Rdata.Txt(List.of(text()));
        case "MX" -> new Rdata.Mx(random.nextInt(100), anyName());
        case "PTR" -> new Rdata.Ptr(anyName());
        default -> new Rdata.Address(IpAddress.of(address));
      };
    }

    private String text() {
      return switch (random.nextInt(6)) {
        case 0 -> octets(random, 200);
        case 1 -> "v=spf1 " + octets(random, 200);
        default -> mutated(pick(RECORDS, random), random);
      };
    }

    private Domain anyName() {
      return random.nextInt(10) == 0 ? Domain.ROOT : domain(random);
    }
  }
}
