package org.signet.spf;

import static org.signet.dns.Type.A;
import static org.signet.dns.Type.AAAA;
import static org.signet.dns.Type.MX;
import static org.signet.dns.Type.TXT;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.spf.SpfOutcome.PermError;
import org.signet.spf.Step.Effect;

/// One evaluation of `check_host()` (RFC 7208 §4) with all the records that it includes or
/// redirects to: each of them is a [Walk]. As the terms that start another are counted, walks nest
/// no deeper than [SpfLimits#lookups()].
final class CheckHost {
  private static final Effect MATCH = new Effect.Match();
  private static final Effect NO_MATCH = new Effect.NoMatch();

  /// A record's text says the same in every check.
  private static final RecordCache RECORDS = new RecordCache();

  private final Questions questions;
  private final IpAddress client;
  private final MacroExpander macros;
  private Optional<ClientNames> clientNames = Optional.empty();

  /// @param client an IPv4 address in its own form, not mapped
  CheckHost(
      Questions questions, IpAddress client, Sender sender, String receiver, InstantSource clock) {
    this.questions = questions;
    this.client = client;
    this.macros = new MacroExpander(sender, client, receiver, clock, this::clientName);
  }

  private ClientNames clientNames() {
    if (clientNames.isEmpty()) {
      clientNames = Optional.of(ClientNames.of(client, questions));
    }
    return clientNames.get();
  }

  private String clientName(Domain seenFrom) {
    return clientNames().seenFrom(seenFrom);
  }

  /// The run for the domain of the sender, which is fit to be asked about.
  Walk walk(Domain domain) {
    return walk(domain, true);
  }

  /// What was seen, the walk and all that it counted.
  SpfEvidence evidence(Walk walk) {
    return new SpfEvidence(
        Optional.of(walk),
        clientNames.map(ClientNames::queries).orElse(List.of()),
        questions.lookups(),
        questions.voidLookups());
  }

  /// §4.4
  ///
  /// @param mayExplain whether the `exp=` of this record counts: not within an `include` (§6.2)
  private Walk walk(Domain domain, boolean mayExplain) {
    var query = questions.ask(domain, TXT);
    return switch (query.answer()) {
      case Answer.Failed<Rdata.Txt> failed -> ended(query, questions.unanswered(query, failed));
      case Answer.NoSuchName<Rdata.Txt>(var owner, _) when owner.equals(domain) ->
          ended(query, none(NoneReason.NO_SUCH_DOMAIN));
      case Answer.NoSuchName<Rdata.Txt> _, Answer.NoData<Rdata.Txt> _ ->
          ended(query, none(NoneReason.NO_RECORD));
      case Answer.Found<Rdata.Txt>(_, var found, _) -> selected(query, found, mayExplain);
    };
  }

  private static Walk ended(Query<Rdata.Txt> query, SpfOutcome outcome) {
    return new Walk(query, Optional.empty(), List.of(), outcome);
  }

  private static SpfOutcome none(NoneReason reason) {
    return new SpfOutcome.None(reason);
  }

  /// §4.5
  private Walk selected(Query<Rdata.Txt> query, List<Rdata.Txt> found, boolean mayExplain) {
    int count = 0;
    var text = "";
    for (var each : found) {
      var joined = each.joined();
      if (SpfRecord.isOne(joined)) {
        count++;
        text = joined;
      }
    }
    if (count == 0) {
      return ended(query, none(NoneReason.NO_RECORD));
    }
    if (count > 1) {
      return ended(query, new PermError.SeveralRecords(query.name(), count));
    }
    return switch (RECORDS.parse(text)) {
      case Parsed.Malformed<SpfRecord>(var problem) ->
          ended(query, new PermError.Syntax(query.name(), problem));
      case Parsed.Ok<SpfRecord>(var record) -> {
        var steps = new ArrayList<Step>(record.directives().size() + 1);
        var outcome = evaluated(record, query.name(), mayExplain, steps);
        yield new Walk(query, Optional.of(record), steps, outcome);
      }
    };
  }

  /// §4.6.2, §4.7
  private SpfOutcome evaluated(
      SpfRecord record, Domain domain, boolean mayExplain, List<Step> steps) {
    for (var directive : record.directives()) {
      if (directive.mechanism().asksDns() && !questions.startTerm()) {
        return refused(directive, steps);
      }
      var step = tried(directive, domain);
      steps.add(step);
      switch (step.effect()) {
        case Effect.NoMatch _ -> {}
        case Effect.Stop(var error) -> {
          return error;
        }
        case Effect.Match _ -> {
          return matched(directive, record, domain, mayExplain, steps);
        }
      }
    }
    return record.redirect().isPresent()
        ? redirected(record.redirect().get(), domain, mayExplain, steps)
        : new SpfOutcome.Neutral(Optional.empty());
  }

  private SpfOutcome refused(Term term, List<Step> steps) {
    steps.add(new Step.Refused(term));
    return questions.tooManyTerms();
  }

  private SpfOutcome matched(
      Directive by, SpfRecord record, Domain domain, boolean mayExplain, List<Step> steps) {
    return switch (by.qualifier()) {
      case PASS -> new SpfOutcome.Pass(by);
      case SOFTFAIL -> new SpfOutcome.SoftFail(by);
      case NEUTRAL -> new SpfOutcome.Neutral(Optional.of(by));
      case FAIL ->
          new SpfOutcome.Fail(
              by,
              mayExplain && record.explanation().isPresent()
                  ? explained(record.explanation().get(), domain, steps)
                  : Optional.empty());
    };
  }

  private Step.Tried tried(Directive directive, Domain domain) {
    return switch (directive.mechanism()) {
      case Mechanism.All _ -> new Step.Compared(directive, MATCH);
      case Mechanism.Include(var spec) -> included(directive, macros.target(spec, domain));
      case Mechanism.A(var spec, int bits4, int bits6) ->
          asked(
              directive,
              target(spec, domain),
              (name, queries) -> a(name, bits(bits4, bits6), queries));
      case Mechanism.Mx(var spec, int bits4, int bits6) ->
          asked(
              directive,
              target(spec, domain),
              (name, queries) -> mx(name, bits(bits4, bits6), queries));
      case Mechanism.Ptr(var spec) -> asked(directive, target(spec, domain), this::ptr);
      case Mechanism.Ip4(var network, int bits) -> compared(directive, network, bits);
      case Mechanism.Ip6(var network, int bits) -> compared(directive, network, bits);
      case Mechanism.Exists(var spec) ->
          asked(directive, macros.target(spec, domain), this::exists);
    };
  }

  private Target target(Optional<DomainSpec> spec, Domain domain) {
    return spec.isPresent() ? macros.target(spec.get(), domain) : new Target.Name(domain);
  }

  private int bits(int bits4, int bits6) {
    return client.isV4() ? bits4 : bits6;
  }

  private Step.Tried compared(Directive directive, IpAddress network, int bits) {
    return new Step.Compared(directive, effect(client.isIn(network, bits)));
  }

  private static Effect effect(boolean matches) {
    return matches ? MATCH : NO_MATCH;
  }

  private static Effect stop(SpfOutcome.Unfinished error) {
    return new Effect.Stop(error);
  }

  /// §5.2
  private Step.Tried included(Directive directive, Target target) {
    return switch (target) {
      case Target.NonAsciiSender _ ->
          new Step.Included(directive, target, Optional.empty(), NO_MATCH);
      case Target.Name(var name) when name.labelCount() > 1 -> {
        var inner = walk(name, false);
        var effect =
            switch (inner.outcome()) {
              case SpfOutcome.Pass _ -> MATCH;
              case SpfOutcome.Fail _, SpfOutcome.SoftFail _, SpfOutcome.Neutral _ -> NO_MATCH;
              case SpfOutcome.Unfinished error -> stop(error);
              case SpfOutcome.None _ -> stop(new PermError.IncludeWithoutRecord(directive, target));
            };
        yield new Step.Included(directive, target, Optional.of(inner), effect);
      }
      case Target.Name _, Target.NoName _ ->
          new Step.Included(
              directive,
              target,
              Optional.empty(),
              stop(new PermError.IncludeWithoutRecord(directive, target)));
    };
  }

  /// The part of a mechanism that asks about a name, and notes its questions.
  private interface Asking {
    Effect of(Domain name, List<Query<?>> queries);
  }

  private static Step.Tried asked(Directive directive, Target target, Asking asking) {
    if (!(target instanceof Target.Name(var name))) {
      return new Step.Asked(directive, target, List.of(), NO_MATCH);
    }
    var queries = new ArrayList<Query<?>>(2);
    var effect = asking.of(name, queries);
    return new Step.Asked(directive, target, queries, effect);
  }

  /// §5.3, and for each mail host §5.4
  private Effect a(Domain host, int bits, List<Query<?>> queries) {
    var query = questions.ask(host, client.isV4() ? A : AAAA);
    queries.add(query);
    return answered(
        query,
        query.answer().records().stream().anyMatch(each -> client.isIn(each.address(), bits)));
  }

  /// What follows from a question whose answer matches or not, if it was answered at all. §5
  private Effect answered(Query<?> query, boolean matches) {
    return questions.error(query).map(CheckHost::stop).orElse(effect(matches));
  }

  /// §5.4
  private Effect mx(Domain name, int bits, List<Query<?>> queries) {
    var query = questions.ask(name, MX);
    queries.add(query);
    var hosts = query.answer().records();
    if (hosts.size() > SpfLimits.EXCHANGES) {
      return stop(new PermError.TooManyExchanges(name, hosts.size(), SpfLimits.EXCHANGES));
    }
    var effect = answered(query, false);
    for (var host : hosts) {
      if (effect instanceof Effect.NoMatch && !host.exchange().isRoot()) {
        effect = a(host.exchange(), bits, queries);
      }
    }
    return effect;
  }

  /// §5.5
  private Effect ptr(Domain name, List<Query<?>> queries) {
    var names = clientNames();
    queries.addAll(names.queries());
    return questions.error().map(CheckHost::stop).orElse(effect(names.isAnyWithin(name)));
  }

  /// §5.7
  private Effect exists(Domain name, List<Query<?>> queries) {
    var query = questions.ask(name, A);
    queries.add(query);
    return answered(query, !query.answer().records().isEmpty());
  }

  /// §6.1
  private SpfOutcome redirected(
      Modifier.Redirect redirect, Domain domain, boolean mayExplain, List<Step> steps) {
    if (!questions.startTerm()) {
      return refused(redirect, steps);
    }
    var target = macros.target(redirect.domain(), domain);
    var inner =
        target instanceof Target.Name(var name) && name.labelCount() > 1
            ? Optional.of(walk(name, mayExplain))
            : Optional.<Walk>empty();
    steps.add(new Step.Redirected(redirect, target, inner));
    if (target instanceof Target.NonAsciiSender) {
      return new SpfOutcome.Neutral(Optional.empty());
    }
    return inner
        .map(Walk::outcome)
        .filter(outcome -> !(outcome instanceof SpfOutcome.None))
        .orElseGet(() -> new PermError.RedirectWithoutRecord(redirect, target));
  }

  /// §6.2
  private Optional<String> explained(
      Modifier.Explanation explanation, Domain domain, List<Step> steps) {
    questions.stopCounting();
    var target = macros.target(explanation.domain(), domain);
    var queries = new ArrayList<Query<?>>(1);
    var text = Optional.<String>empty();
    if (target instanceof Target.Name(var name)) {
      var query = questions.ask(name, TXT);
      queries.add(query);
      var found = query.answer().records();
      text = found.size() == 1 ? expanded(found.getFirst().joined(), domain) : Optional.empty();
    }
    steps.add(new Step.Explained(explanation, target, queries, text));
    return text;
  }

  private Optional<String> expanded(String explainString, Domain domain) {
    return MacroString.parseExplanation(explainString)
        .map(macroString -> macros.explanation(macroString, domain))
        .optional()
        .filter(text -> !text.isEmpty() && text.chars().allMatch(CheckHost::isPrintable));
  }

  private static boolean isPrintable(int c) {
    return c == ' ' || Ascii.isVisible(c);
  }
}
