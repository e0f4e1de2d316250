package org.signet.dmarc;

import org.signet.dmarc.DmarcRecord.Mode;
import org.signet.dmarc.Identifier.Standing;
import org.signet.foundation.text.Domain;

/// Compares identifiers with one author domain (RFC 9989 §4.10.2), and walks only where the walk
/// can change the answer: an identifier of the same name is aligned, one that shares not even the
/// top label is not, and one outside the author's organisation needs no walk of its own.
final class Aligner {
  private final Walks walks;
  private final DmarcSettings settings;
  private final DmarcRecord record;
  private TreeWalk authorWalk;

  Aligner(Walks walks, DmarcSettings settings, TreeWalk authorWalk, DmarcRecord record) {
    this.walks = walks;
    this.settings = settings;
    this.authorWalk = authorWalk;
    this.record = record;
  }

  /// The author's walk, as far as the comparisons so far needed it.
  TreeWalk authorWalk() {
    return authorWalk;
  }

  Alignment alignment(Identifier identifier) {
    return switch (identifier.standing()) {
      case Standing.Authenticated _, Standing.Undetermined _ ->
          alignment(identifier.domain(), record.mode(identifier.mechanism()));
      case Standing.Discounted _, Standing.NotAuthenticated _ -> new Alignment.NotAsked();
    };
  }

  private Alignment alignment(Domain domain, Mode mode) {
    var author = authorWalk.start();
    if (domain.equals(author)) {
      return new Alignment.Identical();
    }
    return switch (mode) {
      case STRICT -> new Alignment.NotIdentical();
      case RELAXED -> domain.isWithin(author.suffix(1)) ? relaxed(domain) : new Alignment.Outside();
    };
  }

  private Alignment relaxed(Domain domain) {
    if (authorWalk.ending() == TreeWalk.Ending.NOT_NEEDED) {
      authorWalk = walks.walk(authorWalk.start());
    }
    var organization = Organization.of(authorWalk, settings);
    if (authorWalk.isComplete() && !domain.isWithin(organization.domain())) {
      return new Alignment.Outside();
    }
    var walk = walks.walk(domain);
    var other = Organization.of(walk, settings);
    if (authorWalk.isComplete() && walk.isComplete()) {
      return other.domain().equals(organization.domain())
          ? new Alignment.SameOrganization(other, walk)
          : new Alignment.OtherOrganization(other, walk);
    }
    return withGap(organization, walk, other);
  }

  /// A walk has a gap. It does not matter in two cases.
  ///
  /// Both walks stopped at the same name, and what they found below it makes them one organisation.
  /// From that name on they would have gone together, so whatever stands there (nothing, a record,
  /// `psd=y` or `psd=n`) would have given both the same organisation again.
  ///
  /// Or the identifier's organisation is known, and the author's domain is not within it.
  private Alignment withGap(Organization organization, TreeWalk walk, Organization other) {
    var author = authorWalk.unanswered().map(TreeWalk.Step::domain);
    var stoppedTogether =
        author.isPresent() && author.equals(walk.unanswered().map(TreeWalk.Step::domain));
    if (stoppedTogether && other.domain().equals(organization.domain())) {
      return new Alignment.SameOrganization(other, walk);
    }
    if (walk.isComplete() && !authorWalk.start().isWithin(other.domain())) {
      return new Alignment.OtherOrganization(other, walk);
    }
    return new Alignment.Unknown(walk.unanswered().or(authorWalk::unanswered).orElseThrow());
  }
}
