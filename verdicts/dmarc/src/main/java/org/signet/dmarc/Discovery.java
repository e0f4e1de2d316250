package org.signet.dmarc;

import java.util.Optional;
import org.signet.foundation.text.Domain;

/// Which record applies to mail from a domain (RFC 9989 §4.10.1).
public sealed interface Discovery {
  /// A record applies.
  ///
  /// @param at the domain that it was found at: the DMARC Policy Domain
  /// @param author whether the author's domain exists, where the record makes that matter
  record Applies(Domain at, Place place, DmarcRecord record, Existence author)
      implements Discovery {
    /// What the owner asks for. Empty where it depends on whether the author's domain exists, and
    /// that is unknown.
    public Optional<Demand> demand() {
      var subdomains = record.sp().orElse(record.p());
      var tag = record.sp().isPresent() ? Tag.SP : Tag.P;
      return switch (author) {
        case Existence.NotAsked _ when place == Place.AUTHOR ->
            Optional.of(demand(Tag.P, record.p()));
        case Existence.NotAsked _, Existence.Exists _ -> Optional.of(demand(tag, subdomains));
        case Existence.NoSuchName _ ->
            Optional.of(record.np().map(np -> demand(Tag.NP, np)).orElse(demand(tag, subdomains)));
        case Existence.Unknown _ -> Optional.empty();
      };
    }

    /// The strictest policy that the owner may ask for, where it is unknown whether the author's
    /// domain exists; otherwise what is asked for.
    public Policy strictest() {
      return demand()
          .map(Demand::applied)
          .orElseGet(
              () -> {
                var exists = demand(Tag.P, record.sp().orElse(record.p())).applied();
                var doesNot = demand(Tag.NP, record.np().orElse(Policy.NONE)).applied();
                return exists.compareTo(doesNot) > 0 ? exists : doesNot;
              });
    }

    private Demand demand(Tag tag, Policy published) {
      return new Demand(tag, published, record.testing() ? published.softened() : published);
    }
  }

  /// A record was found and says neither what to do nor where to report: DMARC is not applied.
  record Unusable(Domain at, Place place, DmarcRecord record) implements Discovery {}

  /// There is no record: DMARC is not applied.
  record NoRecord() implements Discovery {}

  /// A question was not answered, and the record may be there.
  record Unknown(TreeWalk.Step unanswered) implements Discovery {}

  /// Where a record was found, the most preferred first.
  enum Place {
    /// At the author's domain.
    AUTHOR,
    /// At its Organizational Domain.
    ORGANIZATION,
    /// At the public suffix above that.
    PUBLIC_SUFFIX
  }

  /// The tag of a record that a policy was taken from.
  enum Tag {
    /// `p`: the domain itself, or a sub-domain for which nothing else is said.
    P,
    /// `sp`: an existing sub-domain.
    SP,
    /// `np`: a sub-domain that does not exist.
    NP
  }

  /// What the owner asks to be done with mail that fails.
  ///
  /// @param published the policy as published
  /// @param applied the policy after test mode: one level below where the record says `t=y`
  record Demand(Tag tag, Policy published, Policy applied) {}
}
