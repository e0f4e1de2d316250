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

    /// By the walk alone it would be `topmost`; but that stands at or above a public suffix of the
    /// Public Suffix List, and an owner of a suffix who publishes a record without `psd=y` must not
    /// put every registrant below it into one organisation. Ours, against RFC 9989 §11.8.
    ///
    /// @param suffix the public suffix
    /// @param topmost the shortest name of the walk with a record
    /// @param recordAt the nearest name at or above the suffix with a record
    record BelowListedSuffix(Domain suffix, Domain topmost, Domain recordAt) implements Basis {}
  }

  /// Chooses it from what a walk found, up to where it came.
  static Organization of(TreeWalk walk, DmarcSettings settings) {
    var withRecord = walk.withRecord();
    if (withRecord.isEmpty()) {
      return new Organization(walk.start(), new Basis.NoRecord());
    }
    // A walk stops at psd=y and psd=n, so only its last record can say either.
    var last = withRecord.getLast();
    var isAtStart = last.domain().equals(walk.start());
    return switch (last.record().orElseThrow().psd()) {
      case NO -> new Organization(last.domain(), new Basis.Declared());
      case YES ->
          isAtStart
              ? new Organization(last.domain(), new Basis.TopmostRecord())
              : below(last.domain(), walk.start());
      case UNSAID ->
          isAtStart || !settings.guardsPublicSuffixes()
              ? new Organization(last.domain(), new Basis.TopmostRecord())
              : guarded(walk, last.domain(), settings.suffixes().get());
    };
  }

  private static Organization below(Domain suffix, Domain start) {
    var domain = start.suffix(suffix.labelCount() + 1);
    return new Organization(domain, new Basis.BelowDeclaredSuffix(suffix));
  }

  private static Organization guarded(TreeWalk walk, Domain topmost, PublicSuffixList list) {
    var start = walk.start();
    var suffix = list.suffixOf(start);
    if (!suffix.isWithin(topmost)) {
      return new Organization(topmost, new Basis.TopmostRecord());
    }
    var recordAt =
        walk.withRecord().stream()
            .map(TreeWalk.Step::domain)
            .filter(suffix::isWithin)
            .findFirst()
            .orElse(topmost);
    var domain = start.suffix(suffix.labelCount() + 1);
    return new Organization(domain, new Basis.BelowListedSuffix(suffix, topmost, recordAt));
  }
}
