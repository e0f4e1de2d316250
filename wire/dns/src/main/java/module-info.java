/// What the DNS said, and how far to trust it.
///
/// Start at [org.signet.dns.Resolver], the one question that every check asks, and
/// [org.signet.dns.Answer], the four things it can hear. [org.signet.dns.StubResolver] asks the
/// network, and [org.signet.dns.ValidatingResolver] validates what it says;
/// [org.signet.dns.CachingResolver] is shared by all messages,
/// [org.signet.dns.BudgetedResolver] stands before it for one message, and
/// [org.signet.dns.zone.RecordingResolver] before that where the proof is kept.
/// [org.signet.dns.zone.ZoneResolver] answers from zone text, or from a recording, instead of a
/// network.
///
/// [org.signet.dns.Authorities] asks every server of a zone for itself, and
/// [org.signet.dns.DnssecChain] collects what a validator needs.
///
/// @spec https://www.rfc-editor.org/rfc/rfc1034 RFC 1034: Domain names, concepts
/// @spec https://www.rfc-editor.org/rfc/rfc1035 RFC 1035: Domain names
/// @spec https://www.rfc-editor.org/rfc/rfc2136 RFC 2136: Dynamic updates
/// @spec https://www.rfc-editor.org/rfc/rfc2308 RFC 2308: Negative caching
/// @spec https://www.rfc-editor.org/rfc/rfc3597 RFC 3597: Unknown record types
/// @spec https://www.rfc-editor.org/rfc/rfc4034 RFC 4034: DNSSEC records
/// @spec https://www.rfc-editor.org/rfc/rfc4035 RFC 4035: DNSSEC validation
/// @spec https://www.rfc-editor.org/rfc/rfc4592 RFC 4592: Wildcards
/// @spec https://www.rfc-editor.org/rfc/rfc5155 RFC 5155: NSEC3
/// @spec https://www.rfc-editor.org/rfc/rfc6840 RFC 6840: DNSSEC clarifications
/// @spec https://www.rfc-editor.org/rfc/rfc6891 RFC 6891: EDNS(0)
/// @spec https://www.rfc-editor.org/rfc/rfc8020 RFC 8020: NXDOMAIN
/// @spec https://www.rfc-editor.org/rfc/rfc8945 RFC 8945: TSIG
/// @spec https://www.rfc-editor.org/rfc/rfc9276 RFC 9276: NSEC3 parameters
module org.signet.dns {
  requires transitive org.signet.foundation;
  requires static transitive org.jspecify;
  requires org.dnsjava;

  exports org.signet.dns;
  exports org.signet.dns.zone;
}
