package org.signet.dmarc;

import org.signet.foundation.text.Domain;

/// The Organizational Domain of a domain, as its tree walk tells it (RFC 9989 §4.10.2).
///
/// @param domain the domain at the top of what one organisation holds
public record Organization(Domain domain, Basis basis) {
  /// Why this domain.
  public sealed interface Basis {
    /// Its record says so (`psd=n`).
    record Declared() implements Basis {}

    /// It is one label below a domain whose record says that it is a public suffix (`psd=y`).
    record BelowDeclaredSuffix(Domain suffix) implements Basis {}

    /// It is the shortest name of the walk with a record.
    record TopmostRecord() implements Basis {}

    /// No name of the walk has a record, so the domain stands for itself.
    record NoRecord() implements Basis {}

    /// By its records alone it would be `unguarded`; but that is, or contains, a public suffix of
    /// the Public Suffix List, and an owner of a suffix who publishes no `psd=y` there must not put
    /// every registrant below it into one organisation. Ours, against RFC 9989 §11.8.
    ///
    /// @param suffix the public suffix
    /// @param recordAt the nearest name at or above the suffix with a record
    record BelowListedSuffix(Domain suffix, Domain unguarded, Domain recordAt) implements Basis {}
  }

  /// Chooses it from what a walk found, up to where it came.
  static Organization of(TreeWalk walk, DmarcSettings settings) {
    var organization = of(walk);
    return settings.guardsPublicSuffixes() ? guarded(organization, walk, settings) : organization;
  }

  /// §4.10.2 alone. A walk stops at psd=y and psd=n, so only its last record can say either.
  private static Organization of(TreeWalk walk) {
    var withRecord = walk.withRecord();
    if (withRecord.isEmpty()) {
      return new Organization(walk.start(), new Basis.NoRecord());
    }
    var last = withRecord.getLast();
    var topmost = new Organization(last.domain(), new Basis.TopmostRecord());
    return switch (last.record().orElseThrow().psd()) {
      case NO -> new Organization(last.domain(), new Basis.Declared());
      case YES -> last.domain().equals(walk.start()) ? topmost : below(last.domain(), walk);
      case UNSAID -> topmost;
    };
  }

  private static Organization below(Domain suffix, TreeWalk walk) {
    var domain = walk.start().suffix(suffix.labelCount() + 1);
    return new Organization(domain, new Basis.BelowDeclaredSuffix(suffix));
  }

  private static Organization guarded(
      Organization organization, TreeWalk walk, DmarcSettings settings) {
    var start = walk.start();
    var domain = organization.domain;
    if (domain.equals(start) || organization.basis instanceof Basis.Declared) {
      return organization;
    }
    var suffix = settings.suffixes().get().suffixOf(start);
    if (!suffix.isWithin(domain)) {
      return organization;
    }
    var recordAt =
        walk.withRecord().stream()
            .map(TreeWalk.Step::domain)
            .filter(suffix::isWithin)
            .findFirst()
            .orElseThrow();
    return new Organization(
        start.suffix(suffix.labelCount() + 1),
        new Basis.BelowListedSuffix(suffix, domain, recordAt));
  }
}
