package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.foundation.spec.Spec.RFC7208;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.testing.OpenSpf;
import org.signet.testing.Suites;

/// The same checks by pyspf, written by others: of passing cases, with one octet of a record
/// changed. Where the two disagree, a clause settles it.
class PySpfTest {
  private static final int CHANGES = Boolean.getBoolean("signet.thorough") ? 20_000 : 400;

  /// A check that passes, and the names of the records that it reads.
  private record Base(String client, String helo, String mailFrom, Resolver zone) {
    SpfResult ours(Resolver dns) {
      return new Spf(dns).check(Envelopes.of(client, helo, mailFrom)).mailFrom();
    }

    String theirs(PySpf pyspf, Resolver dns) throws IOException {
      return pyspf.check(client, mailFrom, helo, dns);
    }

    List<Domain> names() {
      return walks(ours(zone)).filter(walk -> walk.record().isPresent()).map(Walk::domain).toList();
    }
  }

  private record Disagreement(SpfResult ours, String theirs) {}

  /// @param name what pyspf does otherwise
  private record Settled(String name, Clause clause, Predicate<Disagreement> applies) {}

  private static final Pattern UPPER =
      Pattern.compile(" (?!redirect=|exp=)(?i:redirect|exp)=" + "|%\\{[a-zA-Z][0-9]*R");

  private static final List<Settled> TABLE =
      List.of(
          new Settled(
              "takes macros and octets that the grammar has not",
              RFC7208.section("7.1"),
              it ->
                  it.ours.outcome() instanceof SpfOutcome.PermError.Syntax(_, var problem)
                      && problem.clause().section().startsWith("7.")),
          new Settled(
              "takes names of modifiers, and the r of macros, in lower case only",
              RFC7208.section("4.6.1"),
              it -> walks(it.ours).anyMatch(walk -> UPPER.matcher(text(walk)).find())),
          new Settled(
              "counts each void question, not each term that has one",
              RFC7208.section("4.6.4"),
              it ->
                  it.theirs.equals("permerror")
                      && queries(it.ours).filter(PySpfTest::isVoid).count()
                          > SpfLimits.STANDARD.voidLookups()),
          new Settled(
              "stops where a name of the client is not answered",
              RFC7208.section("5.5"),
              it ->
                  it.theirs.equals("temperror")
                      && queries(it.ours)
                          .anyMatch(query -> query.answer() instanceof Answer.Failed<?>)));

  @Test
  void agreesOnChangedRecords(TestReporter reporter) throws Exception {
    assumeTrue(PySpf.isInstalled(), "skipped, because python3-spf is not installed");
    var bases = bases();
    var random = new SplittableRandom(7208);
    var settled = new TreeMap<String, Integer>();
    try (var pyspf = PySpf.start()) {
      for (var base : bases) {
        compare(base, base.zone, pyspf, settled);
      }
      for (int i = 0; i < CHANGES; i++) {
        var base = bases.get(random.nextInt(bases.size()));
        var names = base.names();
        var name = names.get(random.nextInt(names.size()));
        compare(base, changed(base.zone, name, random), pyspf, settled);
      }
    }
    assertThat(settled).as("a row for each disagreement, and none to spare").hasSize(TABLE.size());
    settled.forEach((name, count) -> reporter.publishEntry(name, count.toString()));
    reporter.publishEntry("checks compared", Integer.toString(bases.size() + CHANGES));
  }

  private static void compare(Base base, Resolver dns, PySpf pyspf, Map<String, Integer> settled)
      throws IOException {
    var ours = base.ours(dns);
    var theirs = base.theirs(pyspf, dns);
    if (!ours.outcome().word().equals(theirs)) {
      var disagreement = new Disagreement(ours, theirs);
      var rows = TABLE.stream().filter(row -> row.applies.test(disagreement)).toList();
      assertThat(rows)
          .as("ours %s, theirs %s", Ascii.printable(ours.toString(), 3_000), theirs)
          .isNotEmpty();
      var row = rows.getFirst();
      settled.merge("pyspf " + row.name + " (" + row.clause + ")", 1, Integer::sum);
    }
  }

  private static List<Base> bases() throws Exception {
    var bases = new ArrayList<Base>();
    for (var cases : SpfCases.all("rfc7208")) {
      for (var each : cases.cases()) {
        if (each.result().equals("pass") && each.identity() == Identity.MAIL_FROM) {
          bases.add(new Base(each.client(), each.helo(), each.mailFrom(), cases.zone()));
        }
      }
    }
    var suite = Suites.folder("spf-openspf");
    if (suite.isPresent()) {
      for (var scenario : OpenSpf.read(suite.get().resolve("rfc7208-tests.yml"))) {
        for (var each : scenario.cases()) {
          if (each.results().contains("pass")) {
            bases.add(new Base(each.client(), each.helo(), each.mailFrom(), scenario.zone()));
          }
        }
      }
    }
    return bases;
  }

  /// The zone with one octet of the SPF record of a name changed: often to a printable one.
  private static Resolver changed(Resolver zone, Domain name, RandomGenerator random) {
    int at = random.nextInt(Integer.MAX_VALUE);
    var octet = (char) (random.nextInt(5) == 0 ? random.nextInt(256) : random.nextInt(' ', 0x7f));
    return new Resolver() {
      @Override
      public <R extends Rdata> Answer<R> lookup(Domain question, Type<R> type) {
        var answer = zone.lookup(question, type);
        return question.equals(name)
                && type.equals(Type.TXT)
                && answer instanceof Answer.Found<R>(var owner, var records, var source)
            ? new Answer.Found<>(
                owner,
                records.stream().map(each -> type.data().cast(changed(each))).toList(),
                source)
            : answer;
      }

      private Rdata changed(Rdata data) {
        if (!(data instanceof Rdata.Txt txt) || !SpfRecord.isOne(txt.joined())) {
          return data;
        }
        var text = new StringBuilder(txt.joined());
        text.setCharAt(at % text.length(), octet);
        return new Rdata.Txt(List.of(text.toString()));
      }
    };
  }

  private static Stream<Walk> walks(SpfResult result) {
    return result.evidence().walk().stream().flatMap(PySpfTest::withInner);
  }

  private static Stream<Walk> withInner(Walk walk) {
    var inner =
        walk.steps().stream()
            .flatMap(
                step ->
                    switch (step) {
                      case Step.Included included -> included.inner().stream();
                      case Step.Redirected redirected -> redirected.inner().stream();
                      case Step _ -> Stream.<Walk>empty();
                    });
    return Stream.concat(Stream.of(walk), inner.flatMap(PySpfTest::withInner));
  }

  /// The record of a walk, sound or not.
  private static String text(Walk walk) {
    return walk.record()
        .map(SpfRecord::text)
        .orElseGet(
            () ->
                walk.outcome() instanceof SpfOutcome.PermError.Syntax(_, var problem)
                    ? problem.text()
                    : "");
  }

  private static Stream<Query<?>> queries(SpfResult result) {
    return walks(result)
        .flatMap(walk -> walk.steps().stream())
        .flatMap(
            step -> step instanceof Step.Asked asked ? asked.queries().stream() : Stream.empty());
  }

  private static boolean isVoid(Query<?> query) {
    return query.answer() instanceof Answer.NoData<?>
        || query.answer() instanceof Answer.NoSuchName<?>;
  }
}
