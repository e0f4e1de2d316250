package org.signet.foundation.spec;

/// A rule's place: a document and a section of it. An empty section cites the whole document.
public record Clause(Spec spec, String section) {
  /// As cited in text: `RFC 7208 §4.6.4`.
  @Override
  public String toString() {
    return section.isEmpty() ? spec.citation() : spec.citation() + " §" + section;
  }

  /// Where the rule can be read, where it has an address of its own; otherwise empty.
  public String url() {
    var name = spec.name();
    if (!name.startsWith("RFC")) {
      return "";
    }
    var page = "https://www.rfc-editor.org/rfc/rfc" + name.substring(3) + ".html";
    if (section.isEmpty()) {
      return page;
    }
    var isAppendix = Character.isUpperCase(section.charAt(0));
    return page + (isAppendix ? "#appendix-" : "#section-") + section;
  }
}
