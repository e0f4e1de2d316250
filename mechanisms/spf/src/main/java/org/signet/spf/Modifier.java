package org.signet.spf;

/// A term that is no set of clients. RFC 7208 §6
public sealed interface Modifier extends Term {
  /// Where no directive matches, the record of another domain decides. §6.1
  record Redirect(DomainSpec domain, String text) implements Modifier {}

  /// Where the text is found that explains a fail. §6.2
  record Explanation(DomainSpec domain, String text) implements Modifier {}

  /// A modifier of another name, without effect. §6
  record Unknown(String name, MacroString value, String text) implements Modifier {}
}
