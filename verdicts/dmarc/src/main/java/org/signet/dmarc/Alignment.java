package org.signet.dmarc;

/// How an identifier stands to the author's domain (RFC 9989 §4.4, §4.10.2).
public sealed interface Alignment {
  /// It is the same name: aligned in either mode.
  record Identical() implements Alignment {}

  /// It belongs to the same organisation: aligned in relaxed mode.
  ///
  /// @param walk the identifier's own tree walk
  record SameOrganization(Organization organization, TreeWalk walk) implements Alignment {}

  /// It is another name, and the record asks for the same one (strict mode).
  record NotIdentical() implements Alignment {}

  /// It stands where the author's organisation has no names, which needs no walk of its own.
  record Outside() implements Alignment {}

  /// It belongs to another organisation.
  ///
  /// @param walk the identifier's own tree walk
  record OtherOrganization(Organization organization, TreeWalk walk) implements Alignment {}

  /// It depends on a question of a tree walk that was not answered.
  record Unknown(TreeWalk.Step unanswered) implements Alignment {}

  /// It does not matter, because the identifier is not authenticated.
  record NotAsked() implements Alignment {}

  /// Whether it authenticates the author's domain, where the identifier itself is authenticated.
  default boolean isAligned() {
    return switch (this) {
      case Identical _, SameOrganization _ -> true;
      case NotIdentical _, Outside _, OtherOrganization _, Unknown _, NotAsked _ -> false;
    };
  }
}
