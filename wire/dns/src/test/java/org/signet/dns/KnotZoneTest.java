package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// The same zone text, read by us and by a name server that others wrote, gives the same answers.
class KnotZoneTest {
  private static final int QUESTIONS = Boolean.getBoolean("signet.thorough") ? 50_000 : 2_000;

  private static final List<String> LABELS =
      List.of("a", "b", "C", "*", "_dmarc", "x\\000y", "\\.", "p\\032q", "\\200\\255", "\\$\\;\\(");

  private static final StubResolver.Patience LONG =
      new StubResolver.Patience(Duration.ofSeconds(20), Duration.ofSeconds(60));

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1034);

  @TempDir private Path folder;

  private static final String HEAD =
      """
      $ORIGIN example.com.
      $TTL 1h
      @ 2h SOA ns1 hostmaster ( 1 ; serial
             3600 10m
             1d 300 )
        NS ns1
      ns1 300 A 192.0.2.1
      """;

  private String name() {
    var name = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      name.append(LABELS.get(random.nextInt(LABELS.size()))).append('.');
    }
    return name.append("t").toString();
  }

  private String data(String type) {
    return switch (type) {
      case "A" -> "192.0.2." + random.nextInt(4);
      case "MX" -> random.nextInt(3) + " " + name();
      case "CNAME" -> name();
      default -> strings();
    };
  }

  private String strings() {
    var out = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      var string = new StringBuilder();
      for (int k = random.nextInt(20); k > 0; k--) {
        int octet = random.nextInt(256);
        var isPlain = octet > 0x20 && octet < 0x7f && octet != '"' && octet != '\\';
        string.append(isPlain ? "" + (char) octet : "\\%03d".formatted(octet));
      }
      out.append('"').append(string).append("\" ");
    }
    return out.toString();
  }

  /// A name holds either one alias or other records.
  private String zone() {
    var types = new LinkedHashMap<String, Set<String>>();
    var text = new StringBuilder(HEAD);
    for (int i = 0; i < 300; i++) {
      var name = name();
      var type = List.of("A", "MX", "TXT", "CNAME").get(random.nextInt(4));
      var there = types.computeIfAbsent(Ascii.toLower(name), _ -> new HashSet<>());
      if (there.contains("CNAME") || (type.equals("CNAME") && !there.isEmpty())) {
        continue;
      }
      there.add(type);
      text.append("%s IN %s %s%n".formatted(name, type, data(type)));
    }
    return text.toString();
  }

  @Test
  void weAnswerAsItDoes() throws IOException {
    var text = zone();
    var ours = ZoneResolver.of(text);
    try (var knot = Knot.serving(folder, text, "", "")) {
      var theirs = new StubResolver(List.of(knot.address()), LONG);
      var shapes = new HashSet<Class<?>>();
      for (int i = 0; i < QUESTIONS; i++) {
        var name = Domain.of(name() + ".example.com");
        var type = List.of(Type.A, Type.MX, Type.TXT, Type.CNAME, Type.AAAA).get(random.nextInt(5));
        var answer = comparable(ours.lookup(name, type));
        assertThat(answer).as("%s %s", name, type).isEqualTo(comparable(theirs.lookup(name, type)));
        shapes.add(ours.lookup(name, type).getClass());
      }
      assertThat(shapes).hasSize(4);
    }
  }

  /// All but the order of records and the words of a failure.
  private static List<Object> comparable(Answer<?> answer) {
    return switch (answer) {
      case Answer.Found<?>(var owner, var records, var source) ->
          List.of(owner, Set.copyOf(records), source);
      case Answer.NoData<?>(var owner, var source) -> List.of("no data", owner, source);
      case Answer.NoSuchName<?>(var owner, var source) -> List.of("no name", owner, source);
      case Answer.Failed<?>(var cause, _) -> List.of(cause);
    };
  }

  @Test
  void signaturesOfASignedZoneCome() throws IOException {
    var policy =
        """
        policy:
          - id: plain
            algorithm: ecdsap256sha256
            ksk-shared: off
        """;
    var options = "dnssec-signing: on\n    dnssec-policy: plain";
    try (var knot = Knot.serving(folder, HEAD + "k TXT \"v=DKIM1; p=\"\n", policy, options)) {
      var dns = new StubResolver(List.of(knot.address()), LONG);
      var question = new Question<>(Domain.of("k.example.com"), Type.TXT);
      var chain = DnssecChain.collect(dns, question);
      // Its own signature and keys are there; nothing above vouches for this zone.
      Map<Question<?>, Answer<?>> links = new LinkedHashMap<>();
      chain.links().forEach(link -> links.put(link.question(), link.answer()));
      assertThat(links.keySet())
          .extracting(Question::toString)
          .containsExactly("k.example.com TXT", "example.com DNSKEY", "example.com DS");
      var found = (Answer.Found<?>) chain.links().getFirst().answer();
      var signature = found.source().signatures().getFirst();
      assertThat(signature.algorithm()).isEqualTo(13);
      assertThat(signature.signature()).hasSize(64);
      assertThat(signature.signer()).isEqualTo(Domain.of("example.com"));
      assertThat(signature.expiration()).isAfter(signature.inception());
      assertThat(chain.end())
          .isEqualTo(
              new DnssecChain.End.Unsigned(new Question<>(Domain.of("example.com"), Type.DS)));
    }
  }
}
