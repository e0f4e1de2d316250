package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC7208;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.spf.Step.Effect;

/// Tells a run of `check_host()`: the record, and each term that was tried.
///
/// @param client the address of the client
record WalkExplainer(String client) {
  /// Chars of a record or a term that are shown.
  private static final int SHOWN_CHARS = 500;

  /// Items of a list that are shown.
  private static final int SHOWN_ITEMS = 10;

  Explanation explain(Walk walk) {
    var steps = new ArrayList<Explanation>(walk.steps().stream().map(this::explain).toList());
    if (walk.outcome() instanceof SpfOutcome.Neutral(var by) && by.isEmpty()) {
      steps.add(note("No term matches, and so nothing is said", RFC7208.section("4.7")));
    }
    return note(published(walk), RFC7208.section("4.5")).because(steps);
  }

  private static String published(Walk walk) {
    if (walk.record().isPresent()) {
      return walk.domain() + " publishes " + quoted(walk.record().get().text());
    }
    return switch (walk.outcome()) {
      case SpfOutcome.PermError.Syntax(var domain, var problem) ->
          domain + " publishes " + quoted(problem.text());
      case SpfOutcome.Unfinished unfinished -> ErrorWords.of(unfinished);
      case SpfOutcome.None(var reason) when reason == NoneReason.NO_SUCH_DOMAIN ->
          walk.domain() + " does not exist";
      case SpfOutcome _ -> walk.domain() + " publishes no SPF record";
    };
  }

  private static Explanation note(String sentence, Clause clause) {
    return Explanation.of(Mark.NOTE, sentence + '.', clause);
  }

  private Explanation explain(Step step) {
    var term = shown(step.term().text());
    return switch (step) {
      case Step.Compared compared -> tried(compared, holds(compared));
      case Step.Asked asked -> tried(asked, seen(asked));
      case Step.Included included ->
          tried(included, heard(included))
              .because(included.inner().map(this::explain).stream().toList());
      case Step.Redirected(_, var target, var inner) ->
          note(
                  "No term matches, and " + term + " hands over to " + ErrorWords.of(target),
                  RFC7208.section("6.1"))
              .because(inner.map(this::explain).stream().toList());
      case Step.Explained explained -> note(explanation(explained), RFC7208.section("6.2"));
      case Step.Refused _ ->
          note(
              term + " is not tried: it is one term too many that asks the DNS",
              RFC7208.section("4.6.4"));
    };
  }

  private static Explanation tried(Step.Tried step, String why) {
    var term = shown(step.term().text());
    var clause = clause(step.term().mechanism());
    return switch (step.effect()) {
      case Effect.Match _ -> note(term + " matches: " + why, clause);
      case Effect.NoMatch _ -> note(term + " does not match: " + why, clause);
      case Effect.Stop _ -> note(term + " ends the check: " + why, clause);
    };
  }

  private static Clause clause(Mechanism mechanism) {
    return RFC7208.section(
        switch (mechanism) {
          case Mechanism.All _ -> "5.1";
          case Mechanism.Include _ -> "5.2";
          case Mechanism.A _ -> "5.3";
          case Mechanism.Mx _ -> "5.4";
          case Mechanism.Ptr _ -> "5.5";
          case Mechanism.Ip4 _, Mechanism.Ip6 _ -> "5.6";
          case Mechanism.Exists _ -> "5.7";
        });
  }

  private String holds(Step.Compared step) {
    var matches = step.effect() instanceof Effect.Match;
    return step.term().mechanism() instanceof Mechanism.All
        ? "it means every host"
        : client + (matches ? " is in it" : " is not in it");
  }

  private static String heard(Step.Included step) {
    if (!(step.target() instanceof Target.Name(var domain))) {
      return "it leads to " + ErrorWords.of(step.target());
    }
    var result = step.inner().map(inner -> inner.outcome().word()).orElse("none");
    return "the check of "
        + domain
        + " comes to "
        + result
        + switch (step.effect()) {
          case Effect.Match _ -> "";
          case Effect.NoMatch _ -> ", and only a pass would count";
          case Effect.Stop _ -> ", which is an error here";
        };
  }

  private String seen(Step.Asked step) {
    if (step.effect() instanceof Effect.Stop(var error)) {
      return ErrorWords.of(error);
    }
    if (!(step.target() instanceof Target.Name(var name))) {
      return "it leads to " + ErrorWords.of(step.target());
    }
    var queries = step.queries();
    return switch (step.term().mechanism()) {
      case Mechanism.Mx _ ->
          queries.size() == 1
              ? name + " has no mail hosts"
              : "the mail hosts of " + name + " are " + list(queries.subList(1, queries.size()));
      case Mechanism.Ptr _ ->
          queries.size() == 1
              ? client + " has no name"
              : client + " is called " + list(queries.subList(1, queries.size()));
      case Mechanism.Exists _, Mechanism.A _ -> list(queries);
      case Mechanism.All _, Mechanism.Ip4 _, Mechanism.Ip6 _, Mechanism.Include _ ->
          throw new IllegalArgumentException("asks no such question");
    };
  }

  /// Names with their addresses.
  private static String list(List<Query<?>> queries) {
    return limited(
        queries.stream().map(query -> query.name() + " (" + addresses(query) + ')').toList());
  }

  private static String addresses(Query<?> query) {
    return switch (query.answer()) {
      case Answer.Found<?>(_, var records, _) ->
          limited(records.stream().map(WalkExplainer::address).toList());
      case Answer.NoData<?> _ -> "no " + query.type() + " record";
      case Answer.NoSuchName<?> _ -> "does not exist";
      case Answer.Failed<?>(var cause, _) -> cause.words();
    };
  }

  private static String address(Rdata data) {
    return data instanceof Rdata.Address(var address) ? address.toString() : "?";
  }

  private static String limited(List<String> items) {
    var shown = items.stream().limit(SHOWN_ITEMS).collect(Collectors.joining(", "));
    int more = items.size() - SHOWN_ITEMS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String explanation(Step.Explained step) {
    var term = shown(step.term().text());
    return step.text()
        .map(text -> term + " adds the words of a stranger: " + quoted(text))
        .orElse(term + " leads to no text that can be used, and is passed over");
  }

  private static String shown(String text) {
    return Ascii.printable(text, SHOWN_CHARS);
  }

  private static String quoted(String text) {
    return '"' + shown(text) + '"';
  }
}
