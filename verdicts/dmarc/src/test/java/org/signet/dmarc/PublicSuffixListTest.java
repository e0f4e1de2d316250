package org.signet.dmarc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.ibm.icu.text.IDNA;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.signet.foundation.text.Domain;
import org.signet.testing.Conformance;
import org.signet.testing.Suites;

class PublicSuffixListTest {
  private static final Pattern CASE =
      Pattern.compile("checkPublicSuffix\\((null|'(.*)'), (null|'(.*)')\\);");
  private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

  /// The 78 cases that the list's keepers publish, against the list that is bundled.
  @TestFactory
  Stream<DynamicTest> suiteOfTheList() throws IOException {
    var folder = Suites.folder("psl");
    assumeTrue(folder.isPresent(), "skipped, because the suite psl is not there");
    var tests = new ArrayList<DynamicTest>();
    for (var line : Files.readAllLines(folder.get().resolve("tests/test_psl.txt"))) {
      var matcher = CASE.matcher(line);
      if (matcher.matches()) {
        var name = Optional.ofNullable(matcher.group(2));
        var expected = Optional.ofNullable(matcher.group(4)).map(PublicSuffixListTest::ascii);
        tests.add(
            dynamicTest(line, () -> assertThat(registrable(name.orElse(""))).isEqualTo(expected)));
      }
    }
    assertThat(tests).hasSize(78);
    Conformance.note("psl", tests.size());
    return tests.stream();
  }

  private static Optional<String> registrable(String name) {
    return Domain.parse(ascii(name))
        .optional()
        .flatMap(PublicSuffixList.bundled()::registrable)
        .map(Domain::text);
  }

  private static String ascii(String name) {
    return UTS46.nameToASCII(name, new StringBuilder(), new IDNA.Info()).toString();
  }

  @Test
  void theBundledListTellsItsAge() {
    var list = PublicSuffixList.bundled();
    assertThat(list.version()).isEqualTo("2026-10-06_16-13-12_UTC");
    assertThat(list.date()).contains(LocalDate.of(2026, 10, 6));
    assertThat(list.isStale(Instant.parse("2027-04-06T00:00:00Z"))).isFalse();
    assertThat(list.isStale(Instant.parse("2027-04-07T00:00:00Z"))).isTrue();
    assertThat(list.size()).isGreaterThan(9_000);
  }

  @Test
  void aListFromAFileIsRead(@TempDir Path folder) throws IOException {
    var file = folder.resolve("list.dat");
    Files.writeString(
        file, "// VERSION: none\n\nexample\n*.wild.example \n!not.wild.example\ncase");
    var list = PublicSuffixList.load(file);
    assertThat(list.size()).isEqualTo(4);
    assertThat(list.date()).isEmpty();
    assertThat(list.isStale(Instant.MAX.minusSeconds(1L << 40))).isFalse();
    assertThat(list.suffixOf(Domain.of("a.b.wild.example"))).isEqualTo(Domain.of("b.wild.example"));
    assertThat(list.suffixOf(Domain.of("a.not.wild.example"))).isEqualTo(Domain.of("wild.example"));
    assertThat(list.registrable(Domain.of("a.b.example"))).contains(Domain.of("b.example"));
    assertThat(list.registrable(Domain.of("unlisted"))).isEmpty();
    assertThat(list.registrable(Domain.ROOT)).isEmpty();
    assertThatThrownBy(() -> PublicSuffixList.load(folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anyOctetsAreAList() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3492);
    for (int i = 0; i < 2_000; i++) {
      byte[] octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);
      var list = PublicSuffixList.of(octets);
      assertThat(list.suffixOf(Domain.of("a.b.c.example")).labelCount()).isBetween(0, 4);
    }
  }

  /// Against a plain reading of the list's algorithm, for names made of its rules.
  @Test
  void theTableAgreesWithAPlainReading() throws IOException {
    var lines = rules();
    var rules = Set.copyOf(lines);
    var list = PublicSuffixList.bundled();
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7489);
    for (int i = 0; i < 3_000; i++) {
      var rule = lines.get(random.nextInt(lines.size()));
      var name = name(rule, random);
      var plain = plainSuffix(name, rules);
      assertThat(list.suffixOf(Domain.of(name)).text()).as(name).isEqualTo(plain);
    }
  }

  private static List<String> rules() throws IOException {
    try (var in = PublicSuffixList.class.getResourceAsStream("effective_tld_names.dat")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("//"))
          .map(line -> line.startsWith("!") ? "!" + ascii(line.substring(1)) : ascii(line))
          .toList();
    }
  }

  private static String name(String rule, RandomGenerator random) {
    var base = rule.startsWith("!") ? rule.substring(1) : rule.replace("*", "any");
    return switch (random.nextInt(4)) {
      case 0 -> base;
      case 1 -> "a." + base;
      case 2 -> "b.a." + base;
      default -> base.substring(base.indexOf('.') + 1);
    };
  }

  private static String plainSuffix(String name, Set<String> rules) {
    var labels = List.of(name.split("\\.", -1));
    var best = labels.getLast();
    for (int from = labels.size() - 1; from >= 0; from--) {
      var suffix = String.join(".", labels.subList(from, labels.size()));
      var parent = String.join(".", labels.subList(from + 1, labels.size()));
      if (rules.contains("!" + suffix)) {
        return parent;
      }
      if (rules.contains(suffix) || rules.contains("*." + parent)) {
        best = suffix;
      }
    }
    return best;
  }
}
