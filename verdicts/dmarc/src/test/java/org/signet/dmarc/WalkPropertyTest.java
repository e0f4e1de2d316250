package org.signet.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// What holds of walks and alignment in any zone.
class WalkPropertyTest {
  private static final List<String> RECORDS =
      List.of("v=DMARC1; p=reject", "v=DMARC1; p=reject; psd=n", "v=DMARC1; p=reject; psd=y");

  private static final int ROUNDS = Boolean.getBoolean("signet.thorough") ? 20_000 : 1_000;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4101);

  /// Records by the domain that they are for; a question for `gap` is not answered.
  private record Records(Map<Domain, String> texts, Optional<Domain> gap) implements Resolver {
    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      var source = Answer.Source.direct(Security.UNCHECKED, Duration.ofHours(1));
      if (!name.labels().getFirst().equals("_dmarc")) {
        return new Answer.NoData<>(name, source);
      }
      var domain = name.parent().orElseThrow();
      if (gap.filter(domain::equals).isPresent()) {
        return new Answer.Failed<>(Answer.Cause.TIMEOUT, "");
      }
      var text = texts.get(domain);
      return text == null
          ? new Answer.NoSuchName<>(name, source)
          : new Answer.Found<>(
              name, List.of(type.data().cast(new Rdata.Txt(List.of(text)))), source);
    }
  }

  private Domain domain() {
    var labels = new ArrayList<String>();
    int below = random.nextInt(4);
    for (int i = 0; i < below; i++) {
      labels.add(random.nextBoolean() ? "a" : "b");
    }
    labels.addAll(random.nextBoolean() ? List.of("c", "example") : List.of("c", "co", "uk"));
    return Domain.ofLabels(labels).orElseThrow();
  }

  /// A record at about every third name at or above these.
  private Map<Domain, String> records(Domain... domains) {
    var texts = new HashMap<Domain, String>();
    for (var domain : domains) {
      for (int n = 1; n <= domain.labelCount(); n++) {
        if (random.nextInt(3) == 0) {
          texts.put(domain.suffix(n), record());
        }
      }
    }
    return texts;
  }

  private String record() {
    return RECORDS.get(random.nextInt(6) % 4 % RECORDS.size());
  }

  private static String word(Resolver dns, Domain author, Domain other, DmarcSettings settings) {
    var identifiers = List.of(Messages.dkim(other.text()));
    return new Dmarc(dns, settings)
        .evaluate(Messages.author(author.text()), identifiers)
        .outcome()
        .word();
  }

  @Test
  void anOrganizationContainsItsDomainAndAlignmentIsSameOrganization() {
    for (int i = 0; i < ROUNDS; i++) {
      var author = domain();
      var other = domain();
      var texts = records(author, other);
      texts.put(author, RECORDS.getFirst());
      var dns = new Records(texts, Optional.empty());
      for (var settings :
          List.of(DmarcSettings.defaults(), DmarcSettings.defaults().withGuard(false))) {
        var dmarc = new Dmarc(dns, settings);
        var mine = dmarc.organization(dmarc.walk(author)).domain();
        var its = dmarc.organization(dmarc.walk(other)).domain();
        assertThat(author.isWithin(mine)).isTrue();
        assertThat(dmarc.walk(author).steps()).hasSizeLessThanOrEqualTo(TreeWalk.MOST_QUERIES);
        var aligned = author.equals(other) || mine.equals(its);
        assertThat(word(dns, author, other, settings)).isEqualTo(aligned ? "pass" : "fail");
      }
    }
  }

  @Test
  void theGuardKeepsRegistrantsApart() {
    var list = PublicSuffixList.bundled();
    for (int i = 0; i < ROUNDS; i++) {
      var author = domain();
      var other = Domain.of(random.nextBoolean() ? "attacker.co.uk" : "attacker.example");
      var texts = records(author, other);
      texts.values().removeIf(text -> text.contains("psd=n"));
      texts.put(author, RECORDS.getFirst());
      assertThat(list.registrable(author)).isNotEqualTo(list.registrable(other));
      var dns = new Records(texts, Optional.empty());
      assertThat(word(dns, author, other, DmarcSettings.defaults())).isEqualTo("fail");
    }
  }

  /// Where a question is not answered and the verdict is pass or fail all the same, it is the
  /// verdict for whatever could stand there, and at the names above that nobody asked.
  @Test
  void aGapThatDoesNotMatterDoesNotMatter() {
    int decided = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var author = domain();
      var other = domain();
      var texts = records(author, other);
      texts.put(author, RECORDS.getFirst());
      var path = random.nextBoolean() ? author : other;
      var gap = path.suffix(1 + random.nextInt(path.labelCount()));
      if (gap.equals(author)) {
        continue;
      }
      var settings = DmarcSettings.defaults().withGuard(random.nextBoolean());
      var asked = new Asked(new Records(texts, Optional.of(gap)));
      var word = word(asked, author, other, settings);
      if (word.equals("temperror")) {
        continue;
      }
      decided++;
      for (int filling = 0; filling < 12; filling++) {
        var filled = filled(texts, gap, asked.names());
        var expected = word(new Records(filled, Optional.empty()), author, other, settings);
        assertThat(word)
            .as("%s, %s, gap %s, %s, filled %s", author, other, gap, texts, filled)
            .isEqualTo(expected);
      }
    }
    assertThat(decided).isGreaterThan(ROUNDS / 8);
  }

  /// Anything at the gap, and above it where nobody asked.
  private Map<Domain, String> filled(Map<Domain, String> texts, Domain gap, List<Domain> asked) {
    var filled = new HashMap<>(texts);
    for (int n = 1; n <= gap.labelCount(); n++) {
      var name = gap.suffix(n);
      var isOpen = name.equals(gap) || !asked.contains(name.prefixed("_dmarc").orElseThrow());
      if (isOpen) {
        filled.remove(name);
      }
      if (isOpen && random.nextBoolean()) {
        filled.put(name, record());
      }
    }
    return filled;
  }
}
