package org.signet.dmarc;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// What the method of RFC 7489, with the Public Suffix List, comes to for the same message. It
/// decides nothing here; many receivers still use it, so an owner wants to see where it differs.
///
/// @param organization the Organizational Domain of the author's domain by the list, where it was
///     needed
/// @param at the domain whose record applies, where there is one
/// @param aligned the identifiers that authenticate the author's domain
/// @param policy what a failing message is to meet by `p` or `sp`; none where nothing applies
/// @param percent the share of failing messages that the policy is asked for (`pct`)
public record Rfc7489Verdict(
    Result result,
    Optional<Domain> organization,
    Optional<Domain> at,
    List<Identifier> aligned,
    Policy policy,
    int percent) {
  /// The result words of RFC 7489 §11.2, as far as the method reaches them.
  public enum Result {
    NONE("none"),
    PASS("pass"),
    FAIL("fail"),
    TEMPERROR("temperror");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Rfc7489Verdict {
    aligned = List.copyOf(aligned);
  }
}
