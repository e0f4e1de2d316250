package org.signet.foundation.text;

import static org.signet.foundation.spec.Spec.RFC9525;

import org.signet.foundation.spec.Clause;

/// A host name, or all names of one label more: `mail.example.com` or `*.example.com`. The form of
/// a DNS-ID in a certificate (RFC 9525 §6.3) and of `mx` in an MTA-STS policy (RFC 8461 §4.1). The
/// wildcard is the whole left-most label and stands for exactly one; it is nowhere else.
///
/// @param base the name itself, or what follows the wildcard
public record NamePattern(boolean isWildcard, Domain base) {
  private static final Clause FORM = RFC9525.section("6.3");
  private static final String WILDCARD = "*.";

  /// @throws IllegalArgumentException where the base is no host name
  public NamePattern {
    if (!base.isHostName()) {
      throw new IllegalArgumentException(base + " is no host name");
    }
  }

  /// The pattern that is one name.
  public static NamePattern of(Domain name) {
    return new NamePattern(false, name);
  }

  /// Reads the form without a final dot. A name with Unicode characters is none: it must be in its
  /// A-label form.
  public static Parsed<NamePattern> parse(String text) {
    var isWildcard = text.startsWith(WILDCARD);
    int from = isWildcard ? WILDCARD.length() : 0;
    var name = text.substring(from);
    if (!name.endsWith(".")
        && Domain.parse(name) instanceof Parsed.Ok<Domain>(var base)
        && base.isHostName()) {
      return Parsed.ok(new NamePattern(isWildcard, base));
    }
    return Parsed.malformed(text, from, "a host name, perhaps behind \"*.\"", FORM);
  }

  public boolean matches(Domain name) {
    return isWildcard
        ? name.labelCount() == base.labelCount() + 1 && name.isUnder(base)
        : name.equals(base);
  }

  @Override
  public String toString() {
    return isWildcard ? WILDCARD + base : base.text();
  }
}
