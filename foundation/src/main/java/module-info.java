/// The words that every room of Signet speaks: names, octets, tag lists, problems, clauses and
/// explanations. No I/O and no dependency.
///
/// Start at [org.signet.foundation.text.Domain] for names,
/// [org.signet.foundation.text.Parsed] for what a reader answers, and
/// [org.signet.foundation.explain.Explanation] for how a verdict is told.
///
/// @spec https://www.rfc-editor.org/rfc/rfc1035 RFC 1035: Domain names
/// @spec https://www.rfc-editor.org/rfc/rfc6376 RFC 6376: DomainKeys Identified Mail
module org.signet.foundation {
  requires static transitive org.jspecify;

  exports org.signet.foundation.explain;
  exports org.signet.foundation.spec;
  exports org.signet.foundation.text;
}
