package org.signet.dmarc;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// A DNS Tree Walk (RFC 9989 §4.10): the names from a domain upwards at which a DMARC record was
/// looked for, and what was found at each.
///
/// @param steps at least one, the first at the domain itself, the longest name first
public record TreeWalk(List<Step> steps, Ending ending) {
  /// Queries of one walk, however many labels the name has (§4.10).
  public static final int MOST_QUERIES = 8;

  /// Labels that the second name of a walk has where the first has more than seven (§4.10, step 4).
  static final int SHORTENED_LABELS = 7;

  /// One name and what was found there.
  ///
  /// @param domain the name; the question was for `_dmarc.` of it
  public record Step(Domain domain, Finding finding) {
    /// The record that counts here.
    public Optional<DmarcRecord> record() {
      return finding instanceof Finding.Policy policy
          ? Optional.of(policy.record())
          : Optional.empty();
    }
  }

  /// Why the walk went no further.
  public enum Ending {
    /// The top was reached.
    TOP,
    /// A record says where it stands (`psd=y` or `psd=n`).
    PSD,
    /// The last step's question was not answered: what stands there and above is unknown.
    UNANSWERED,
    /// Nothing above can matter for this message (§4.10.2).
    NOT_NEEDED
  }

  public TreeWalk {
    steps = List.copyOf(steps);
  }

  /// The domain that the walk began at.
  public Domain start() {
    return steps.getFirst().domain();
  }

  /// Whether everything that could matter is known.
  public boolean isComplete() {
    return ending != Ending.UNANSWERED;
  }

  /// The step that was not answered.
  public Optional<Step> unanswered() {
    return isComplete() ? Optional.empty() : Optional.of(steps.getLast());
  }

  /// The steps at which a record counts, the longest name first.
  public List<Step> withRecord() {
    return steps.stream().filter(step -> step.record().isPresent()).toList();
  }

  /// The record that counts at this name.
  public Optional<DmarcRecord> recordAt(Domain domain) {
    return steps.stream()
        .filter(step -> step.domain().equals(domain))
        .findFirst()
        .flatMap(Step::record);
  }

  /// The name that a walk asks after this one; empty after the last. §4.10, steps 4 and 7. The root
  /// is never asked.
  static Optional<Domain> above(Domain domain) {
    int labels = domain.labelCount();
    if (labels <= 1) {
      return Optional.empty();
    }
    return Optional.of(domain.suffix(Math.min(labels - 1, SHORTENED_LABELS)));
  }
}
