package org.signet.dmarc;

import java.util.List;
import java.util.Optional;
import org.signet.dmarc.DmarcOutcome.Fault;
import org.signet.dmarc.DmarcOutcome.PermError;
import org.signet.dmarc.DmarcOutcome.TempError;
import org.signet.dmarc.DmarcOutcome.Trouble;
import org.signet.foundation.text.Domain;

/// DMARC of one message: each author domain against every identifier, over one set of walks.
final class Evaluation {
  private final Walks walks;
  private final DmarcSettings settings;
  private final List<Identifier> identifiers;

  Evaluation(Walks walks, DmarcSettings settings, List<Identifier> identifiers) {
    this.walks = walks;
    this.settings = settings;
    this.identifiers = identifiers;
  }

  DmarcVerdict verdict(Domain author) {
    var walk = walks.firstStep(author);
    if (walk.isComplete() && walk.recordAt(author).isEmpty()) {
      walk = walks.walk(author);
    }
    return switch (discover(walk)) {
      case Discovery.Applies applies -> judged(walk, applies);
      case Discovery.NoRecord none -> unjudged(walk, none, new DmarcOutcome.None(none));
      case Discovery.Unusable unusable -> unjudged(walk, unusable, new DmarcOutcome.None(unusable));
      case Discovery.Unknown unknown -> unjudged(walk, unknown, undiscovered(unknown.unanswered()));
    };
  }

  /// §4.10.1. One walk serves for it and for alignment: both ask the same names.
  private Discovery discover(TreeWalk walk) {
    var author = walk.start();
    var own = walk.recordAt(author);
    if (own.isPresent()) {
      return found(author, author, Discovery.Place.AUTHOR, own.get());
    }
    if (!walk.isComplete()) {
      return new Discovery.Unknown(walk.steps().getLast());
    }
    var organization = Organization.of(walk, settings);
    var organizations = walk.recordAt(organization.domain());
    if (organizations.isPresent()) {
      var place = Discovery.Place.ORGANIZATION;
      return found(author, organization.domain(), place, organizations.get());
    }
    return suffix(organization.basis())
        .map(
            at -> {
              var record = walk.recordAt(at).orElseThrow();
              return found(author, at, Discovery.Place.PUBLIC_SUFFIX, record);
            })
        .orElseGet(Discovery.NoRecord::new);
  }

  /// The public suffix whose record stands in for that of an organisation without one.
  private static Optional<Domain> suffix(Organization.Basis basis) {
    return switch (basis) {
      case Organization.Basis.BelowDeclaredSuffix(var suffix) -> Optional.of(suffix);
      case Organization.Basis.BelowListedSuffix(_, _, var recordAt) -> Optional.of(recordAt);
      case Organization.Basis.Declared _,
          Organization.Basis.TopmostRecord _,
          Organization.Basis.NoRecord _ ->
          Optional.empty();
    };
  }

  private Discovery found(Domain author, Domain at, Discovery.Place place, DmarcRecord record) {
    if (!record.isUsable()) {
      return new Discovery.Unusable(at, place, record);
    }
    var existenceMatters = place != Discovery.Place.AUTHOR && record.np().isPresent();
    var existence = existenceMatters ? walks.existence(author) : new Existence.NotAsked();
    return new Discovery.Applies(at, place, record, existence);
  }

  private static DmarcOutcome undiscovered(TreeWalk.Step unanswered) {
    return isOverBudget(unanswered)
        ? new PermError(new Fault.TooManyQueries(unanswered.domain()))
        : new TempError(new Trouble.PolicyUnknown(unanswered));
  }

  private static boolean isOverBudget(TreeWalk.Step step) {
    return step.finding() instanceof Finding.OverBudget;
  }

  /// A verdict for which no identifier was compared.
  private DmarcVerdict unjudged(TreeWalk walk, Discovery discovery, DmarcOutcome outcome) {
    var checked =
        identifiers.stream().map(id -> new Checked(id, new Alignment.NotAsked())).toList();
    return verdict(walk, discovery, checked, outcome);
  }

  private DmarcVerdict judged(TreeWalk walk, Discovery.Applies applies) {
    var aligner = new Aligner(walks, settings, walk, applies.record());
    var checked = identifiers.stream().map(id -> new Checked(id, aligner.alignment(id))).toList();
    return verdict(aligner.authorWalk(), applies, checked, outcome(applies, checked));
  }

  private DmarcVerdict verdict(
      TreeWalk walk, Discovery discovery, List<Checked> checked, DmarcOutcome outcome) {
    var isWalked = walk.ending() == TreeWalk.Ending.TOP || walk.ending() == TreeWalk.Ending.PSD;
    return new DmarcVerdict(
        walk.start(),
        walk,
        discovery,
        isWalked ? Optional.of(Organization.of(walk, settings)) : Optional.empty(),
        checked,
        new Rfc7489Method(walks, settings, identifiers).verdict(walk.start()),
        outcome);
  }

  /// §5.3.5, §5.3.6: one aligned identifier is enough; without one, whatever is unknown and could
  /// have been one keeps the message from failing.
  private static DmarcOutcome outcome(Discovery.Applies applies, List<Checked> checked) {
    var aligned = checked.stream().filter(Checked::counts).map(Checked::identifier).toList();
    if (!aligned.isEmpty()) {
      return new DmarcOutcome.Pass(aligned);
    }
    var undetermined =
        checked.stream().filter(c -> c.alignment().isAligned()).map(Checked::identifier).toList();
    if (!undetermined.isEmpty()) {
      return new TempError(new Trouble.IdentifiersUnknown(undetermined));
    }
    var unknown = checked.stream().filter(c -> c.alignment() instanceof Alignment.Unknown).toList();
    return unknown.isEmpty() ? failed(applies) : unaligned(unknown);
  }

  /// Identifiers whose place could not be found out. What the DNS may tell later comes before what
  /// was never asked.
  private static DmarcOutcome unaligned(List<Checked> unknown) {
    var steps = unknown.stream().map(Evaluation::unansweredStep).toList();
    var identifiers = unknown.stream().map(Checked::identifier).toList();
    var first = steps.stream().filter(step -> !isOverBudget(step)).findFirst();
    return first.isPresent()
        ? new TempError(new Trouble.AlignmentUnknown(identifiers, first.get()))
        : new PermError(new Fault.TooManyQueries(steps.getFirst().domain()));
  }

  private static TreeWalk.Step unansweredStep(Checked checked) {
    return ((Alignment.Unknown) checked.alignment()).unanswered();
  }

  private static DmarcOutcome failed(Discovery.Applies applies) {
    return switch (applies.author()) {
      case Existence.Unknown(var failure) -> new TempError(new Trouble.ExistenceUnknown(failure));
      case Existence.NotAsked _, Existence.Exists _, Existence.NoSuchName _ ->
          new DmarcOutcome.Fail(applies.demand().orElseThrow());
    };
  }
}
