package org.signet.spf;

import java.time.Duration;

/// How much one check may cost. RFC 7208 §4.6.4
///
/// @param lookups terms that ask the DNS, over all records of a check
/// @param voidLookups those of them for which a question finds nothing
/// @param patience time for the whole check
public record SpfLimits(int lookups, int voidLookups, Duration patience) {
  /// Host names of one `mx` that are looked up; more are an error. §4.6.4
  public static final int EXCHANGES = 10;

  /// Names of the client that are looked up for `ptr` and `%{p}`; the rest are ignored. §4.6.4
  public static final int CLIENT_NAMES = 10;

  /// Chars of an explanation that are kept, to leave room in a reply. §6.2
  public static final int EXPLANATION_CHARS = 400;

  /// The most that can be configured, so that nested records never exhaust the stack.
  public static final int MOST_LOOKUPS = 100;

  /// What the standard asks for: ten, two, and twenty seconds.
  public static final SpfLimits STANDARD = new SpfLimits(10, 2, Duration.ofSeconds(20));

  public SpfLimits {
    if (lookups < 0 || lookups > MOST_LOOKUPS || voidLookups < 0 || patience.isNegative()) {
      throw new IllegalArgumentException("limits of an SPF check");
    }
  }

  /// These limits with another number of void lookups, the one that the standard lets vary.
  public SpfLimits withVoidLookups(int voids) {
    return new SpfLimits(lookups, voids, patience);
  }
}
