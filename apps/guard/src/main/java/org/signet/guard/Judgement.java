package org.signet.guard;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.signet.dmarc.Discovery;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcOutcome.Fault;
import org.signet.dmarc.DmarcOutcome.Trouble;
import org.signet.dmarc.DmarcVerdict;
import org.signet.dmarc.Identifier;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Domain;
import org.signet.guard.Reason.Softening;
import org.signet.message.Ambiguity;
import org.signet.verifier.Verification;

/// What is done with one message from a stranger. Each author domain is looked at for itself, and
/// the hardest of what follows is done.
final class Judgement {
  /// How long a message is put off that cannot be determined: most servers try for some days
  /// (RFC 5321 §4.5.4.1), so none gives up before.
  static final Duration PATIENCE = Duration.ofHours(24);

  private final Rules rules;
  private final Verification proof;
  private final History history;
  private final boolean isAccepted;

  /// @param isAccepted whether a host of ours has accepted the message already
  Judgement(Rules rules, Verification proof, History history, boolean isAccepted) {
    this.rules = rules;
    this.proof = proof;
    this.history = history;
    this.isAccepted = isAccepted;
  }

  Handling handling() {
    var handling = exempted(decided());
    return proof.content().isEmpty()
        ? handling
        : handling.with(List.of(new Caution.ContentUnclear(proof.content())));
  }

  private Handling exempted(Handling handling) {
    if (handling.action().compareTo(Handling.Action.QUARANTINE) < 0) {
      return handling;
    }
    return rules.exemptions().stream()
        .filter(exemption -> exemption.covers(proof))
        .findFirst()
        .<Handling>map(by -> mark(new Reason.Exempted(by, handling)))
        .orElse(handling);
  }

  private Handling decided() {
    return switch (proof.dmarc().outcome()) {
      case DmarcOutcome.Pass _ -> new Handling.Deliver(new Reason.Authenticated());
      case DmarcOutcome.PermError(Fault.AmbiguousAuthor(var ambiguities)) -> unclear(ambiguities);
      case DmarcOutcome.PermError(Fault.NoAuthorDomain _) -> unclear(List.of());
      case DmarcOutcome.PermError(Fault.TooManyQueries _),
          DmarcOutcome.None _,
          DmarcOutcome.Fail _,
          DmarcOutcome.TempError _ ->
          hardest(
              Stream.concat(
                  proof.dmarc().verdicts().stream().map(this::handling), sendsNoMail().stream()));
    };
  }

  /// The first of the hardest.
  private static Handling hardest(Stream<Handling> each) {
    return each.reduce((a, b) -> b.action().compareTo(a.action()) > 0 ? b : a).orElseThrow();
  }

  private Handling handling(DmarcVerdict verdict) {
    return switch (verdict.outcome()) {
      case DmarcOutcome.Pass _ -> new Handling.Deliver(new Reason.Authenticated());
      case DmarcOutcome.None(var why) ->
          new Handling.Deliver(new Reason.NothingAsked(verdict.author(), why));
      case DmarcOutcome.Fail(var demand) -> failed(verdict, demand.applied());
      case DmarcOutcome.TempError(var trouble) -> undetermined(verdict, trouble);
      case DmarcOutcome.PermError(Fault.TooManyQueries(var unasked)) ->
          overBudget(verdict, unasked);
      case DmarcOutcome.PermError(Fault.AmbiguousAuthor _),
          DmarcOutcome.PermError(Fault.NoAuthorDomain _) ->
          throw new IllegalStateException("a fault of the whole message");
    };
  }

  private Handling failed(DmarcVerdict verdict, Policy asked) {
    return asAsked(asked, softening -> new Reason.Failed(verdict, asked, softening));
  }

  /// What the owner of an author's domain asks for, unless something softens it.
  private Handling asAsked(Policy asked, Function<Optional<Softening>, Reason> why) {
    return switch (asked) {
      case NONE -> mark(why.apply(Optional.empty()));
      case QUARANTINE -> quarantine(why.apply(Optional.empty()));
      case REJECT -> rejected(softening(), why, ReplyCode.DMARC_FAILED);
    };
  }

  private Handling rejected(
      Optional<Softening> softening, Function<Optional<Softening>, Reason> why, ReplyCode code) {
    var reason = why.apply(softening);
    return softening.isPresent() ? quarantine(reason) : new Handling.Reject(reason, code);
  }

  /// Evidence comes first: reports say it.
  private Optional<Softening> softening() {
    return new IndirectMail(rules, proof)
        .evidence()
        .<Softening>map(Softening.Indirect::new)
        .or(this::accepted)
        .or(() -> rules.strict9989() ? Optional.of(new Softening.Strict9989()) : Optional.empty());
  }

  private Optional<Softening> accepted() {
    return isAccepted ? Optional.of(new Softening.AlreadyAccepted()) : Optional.empty();
  }

  /// Nothing showed within the budget that the author is authenticated: as good as failed.
  private Handling overBudget(DmarcVerdict verdict, Domain unasked) {
    return asAsked(
        asked(verdict).orElse(Policy.QUARANTINE),
        softening -> new Reason.OverBudget(verdict.author(), unasked, softening));
  }

  private Optional<Handling> sendsNoMail() {
    var spf = proof.spf().mailFrom();
    return SilentDomain.in(proof)
        .map(
            domain ->
                rejected(
                    softening(),
                    softening -> new Reason.SendsNoMail(domain, spf, softening),
                    ReplyCode.SPF_FAILED));
  }

  // An author that nobody can tell.

  private Handling unclear(List<Ambiguity> ambiguities) {
    var enforcing =
        proof.dmarc().verdicts().stream()
            .flatMap(verdict -> guess(verdict).stream())
            .max(Comparator.comparing(Reason.Guess::asked));
    if (enforcing.isPresent()) {
      return rejected(
          accepted(),
          softening -> new Reason.AuthorUnclear(ambiguities, enforcing, softening),
          ReplyCode.AUTHOR_UNCLEAR);
    }
    var marked = mark(new Reason.AuthorUnclear(ambiguities, Optional.empty(), Optional.empty()));
    var unknown = proof.dmarc().verdicts().stream().flatMap(verdict -> unknown(verdict).stream());
    return hardest(
        Stream.concat(Stream.of(marked), Stream.concat(unknown, sendsNoMail().stream())));
  }

  private Optional<Reason.Guess> guess(DmarcVerdict verdict) {
    return asked(verdict)
        .filter(policy -> policy != Policy.NONE)
        .map(policy -> new Reason.Guess(verdict.author(), policy));
  }

  /// What follows where it is unknown whether a guessed domain enforces.
  private Optional<Handling> unknown(DmarcVerdict verdict) {
    return asked(verdict).isEmpty() ? Optional.of(handling(verdict)) : Optional.empty();
  }

  // What could not be determined.

  private Handling undetermined(DmarcVerdict verdict, Trouble trouble) {
    var author = verdict.author();
    var sameName =
        trouble instanceof Trouble.PolicyUnknown ? sameName(verdict) : Optional.<Identifier>empty();
    if (sameName.isPresent() && proof.author().isCertain()) {
      var because = new Reason.Immaterial.Because.SameName(sameName.get());
      return new Handling.Deliver(new Reason.Immaterial(author, trouble, because));
    }
    var asked = asked(verdict);
    if (asked.isPresent() && asked.get() == Policy.NONE) {
      var because = new Reason.Immaterial.Because.NothingEnforced();
      return mark(new Reason.Immaterial(author, trouble, because));
    }
    return putOff(new Reason.Undetermined(author, trouble, asked));
  }

  private Handling putOff(Reason.Undetermined what) {
    if (history.failing().isOurs()) {
      return mark(new Reason.OwnFault(what, history.failing()));
    }
    var waited = history.waited().filter(time -> time.compareTo(PATIENCE) >= 0);
    return waited
        .<Handling>map(time -> quarantine(new Reason.StillUndetermined(what, time)))
        .orElseGet(() -> new Handling.Defer(what, code(what.trouble())));
  }

  private static ReplyCode code(Trouble trouble) {
    return switch (trouble) {
      case Trouble.IdentifiersUnknown(var identifiers) ->
          identifiers.stream().allMatch(one -> one.mechanism() == Identifier.Mechanism.SPF)
              ? ReplyCode.SPF_UNKNOWN
              : ReplyCode.UNKNOWN;
      case Trouble.PolicyUnknown _, Trouble.AlignmentUnknown _, Trouble.ExistenceUnknown _ ->
          ReplyCode.UNKNOWN;
    };
  }

  /// An identifier that is the author's very name aligns in either mode (RFC 9989 §4.4).
  private static Optional<Identifier> sameName(DmarcVerdict verdict) {
    return verdict.identifiers().stream()
        .map(checked -> checked.identifier())
        .filter(one -> one.standing() instanceof Identifier.Standing.Authenticated)
        .filter(one -> one.domain().equals(verdict.author()))
        .findFirst();
  }

  /// What an owner asks for, or asked for when last seen; empty where nobody knows.
  private Optional<Policy> asked(DmarcVerdict verdict) {
    return switch (verdict.discovery()) {
      case Discovery.Applies applies -> Optional.of(applies.strictest());
      case Discovery.NoRecord _, Discovery.Unusable _ -> Optional.of(Policy.NONE);
      case Discovery.Unknown _ -> remembered(verdict.author());
    };
  }

  private Optional<Policy> remembered(Domain author) {
    return Optional.ofNullable(history.policies().get(author));
  }

  private Handling quarantine(Reason why) {
    return new Handling.Quarantine(why, List.of(), rules.quarantine());
  }

  private static Handling mark(Reason why) {
    return new Handling.Mark(why, List.of());
  }
}
