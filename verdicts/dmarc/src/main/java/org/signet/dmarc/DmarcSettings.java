package org.signet.dmarc;

import java.util.function.Supplier;

/// What an operator may choose.
///
/// @param suffixes the Public Suffix List; asked for at its first use only, since reading it takes
///     time
/// @param guardsPublicSuffixes whether a public suffix that publishes no `psd=y` is treated as if
///     it did (see [Organization.Basis.BelowListedSuffix])
public record DmarcSettings(Supplier<PublicSuffixList> suffixes, boolean guardsPublicSuffixes) {
  /// The bundled list, and the guard on.
  public static DmarcSettings defaults() {
    return new DmarcSettings(PublicSuffixList::bundled, true);
  }

  public DmarcSettings withSuffixes(PublicSuffixList list) {
    return new DmarcSettings(() -> list, guardsPublicSuffixes);
  }

  public DmarcSettings withGuard(boolean on) {
    return new DmarcSettings(suffixes, on);
  }
}
