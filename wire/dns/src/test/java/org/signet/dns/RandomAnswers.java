package org.signet.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Questions and answers of every shape, with any octets wherever octets may stand.
public final class RandomAnswers {
  private final RandomGenerator random;

  public RandomAnswers(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public Question<?> question() {
    return new Question<>(name(), one(Type.known()));
  }

  public <R extends Rdata> Answer<R> answerTo(Question<R> question) {
    int shape = random.nextInt(5);
    if (shape == 0) {
      var cause = one(List.of(Answer.Cause.values()));
      return new Answer.Failed<>(cause, random.nextBoolean() ? cause.words() : octets(40));
    }
    var aliases = new ArrayList<Answer.Alias>();
    var names = new LinkedHashSet<>(List.of(question.name()));
    while (question.type() != Type.CNAME && random.nextInt(3) == 0 && aliases.size() < 16) {
      var target = name();
      if (names.add(target)) {
        var from = aliases.isEmpty() ? question.name() : aliases.getLast().target();
        aliases.add(new Answer.Alias(from, target));
      }
    }
    var owner = aliases.isEmpty() ? question.name() : aliases.getLast().target();
    var security = one(List.of(Security.values()));
    var ttl = Duration.ofSeconds(random.nextInt(Integer.MAX_VALUE));
    int type = question.type().number();
    int signed = question.type() == Type.RRSIG ? 0 : random.nextInt(3);
    var signatures = distinct(signed, () -> rrsig(type));
    var source = new Answer.Source(security, ttl, aliases, signatures);
    return switch (shape) {
      case 1 -> new Answer.NoData<>(owner, source);
      case 2 -> new Answer.NoSuchName<>(owner, source);
      default -> {
        var form = question.type().data();
        var records = distinct(1 + random.nextInt(4), () -> form.cast(data(question.type())));
        yield new Answer.Found<>(owner, records, source);
      }
    };
  }

  private static <T> List<T> distinct(int count, Supplier<T> one) {
    var all = new LinkedHashSet<T>();
    IntStream.range(0, count).forEach(_ -> all.add(one.get()));
    return List.copyOf(all);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Rdata.Rrsig rrsig(int covered) {
    return new Rdata.Rrsig(covered, u8(), u8(), u32(), time(), time(), u16(), name(), octets(300));
  }

  public Domain name() {
    var labels = new ArrayList<String>();
    for (int i = random.nextInt(5); i > 0; i--) {
      labels.add(random.nextBoolean() ? "a" : octets(1 + random.nextInt(40)) + "x");
    }
    return Domain.ofLabels(labels).orElse(Domain.ROOT);
  }

  private Rdata data(Type<?> type) {
    return switch (type.toString()) {
      case "A" -> new Rdata.Address(IpAddress.of(bytes(4)));
      case "AAAA" -> new Rdata.Address(IpAddress.of(bytes(16)));
      case "NS" -> new Rdata.Ns(name());
      case "CNAME" -> new Rdata.Cname(name());
      case "SOA" -> new Rdata.Soa(name(), name(), u32(), ttl(), ttl(), ttl(), ttl());
      case "PTR" -> new Rdata.Ptr(name());
      case "MX" -> new Rdata.Mx(u16(), name());
      case "TXT" ->
          new Rdata.Txt(
              IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(_ -> octets(255)).toList());
      case "DS" -> new Rdata.Ds(u16(), u8(), u8(), octets(60));
      case "RRSIG" -> rrsig(u16());
      case "DNSKEY" -> new Rdata.Dnskey(u16(), u8(), u8(), octets(600));
      case "TLSA", "SMIMEA" -> new Rdata.Tlsa(u8(), u8(), u8(), octets(3000));
      case "CAA" -> new Rdata.Caa(u8(), octets(20), octets(300));
      default -> throw new IllegalStateException("a type without random data: " + type);
    };
  }

  /// Up to so many octets, often such as mean something in zone text.
  public String octets(int most) {
    var out = new StringBuilder();
    var plain = random.nextBoolean();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      out.append(
          plain ? "aZ09-; \"\\()$@.\n\t\r".charAt(random.nextInt(17)) : (char) random.nextInt(256));
    }
    return out.toString();
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private int u8() {
    return random.nextInt(1 << 8);
  }

  private int u16() {
    return random.nextInt(1 << 16);
  }

  private long u32() {
    return random.nextLong(1L << 32);
  }

  private long ttl() {
    return random.nextLong(1L << 31);
  }

  private Instant time() {
    return Instant.ofEpochSecond(u32());
  }
}
