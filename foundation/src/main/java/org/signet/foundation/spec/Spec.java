package org.signet.foundation.spec;

/// A document that Signet implements or reads, by the name people cite it by.
public enum Spec {
  RFC1034("RFC 1034", "Domain names: concepts and facilities"),
  RFC1035("RFC 1035", "Domain names: implementation and specification"),
  RFC2045("RFC 2045", "MIME: format of Internet message bodies"),
  RFC2046("RFC 2046", "MIME: media types"),
  RFC2047("RFC 2047", "MIME: non-ASCII text in message headers"),
  RFC2136("RFC 2136", "Dynamic updates in the DNS"),
  RFC2181("RFC 2181", "Clarifications to the DNS specification"),
  RFC2308("RFC 2308", "Negative caching of DNS queries"),
  RFC2920("RFC 2920", "SMTP service extension for command pipelining"),
  RFC3030("RFC 3030", "SMTP service extensions for large and binary messages (BDAT)"),
  RFC3207("RFC 3207", "SMTP over TLS (STARTTLS)"),
  RFC3463("RFC 3463", "Enhanced mail system status codes"),
  RFC3597("RFC 3597", "Handling of unknown DNS resource record types"),
  RFC4034("RFC 4034", "DNSSEC resource records"),
  RFC4035("RFC 4035", "DNSSEC protocol modifications"),
  RFC4291("RFC 4291", "IPv6 addressing architecture"),
  RFC5321("RFC 5321", "Simple Mail Transfer Protocol"),
  RFC5322("RFC 5322", "Internet Message Format"),
  RFC5890("RFC 5890", "Internationalized domain names: definitions"),
  RFC6008("RFC 6008", "Authentication-Results for differing DKIM signatures"),
  RFC6376("RFC 6376", "DomainKeys Identified Mail (DKIM) signatures"),
  RFC6531("RFC 6531", "SMTP extension for internationalized email (SMTPUTF8)"),
  RFC6532("RFC 6532", "Internationalized email headers"),
  RFC6698("RFC 6698", "DANE: the TLSA record"),
  RFC6854("RFC 6854", "Group syntax in From and Sender"),
  RFC6890("RFC 6890", "Special-purpose IP address registries"),
  RFC6891("RFC 6891", "Extension mechanisms for DNS (EDNS(0))"),
  RFC7208("RFC 7208", "Sender Policy Framework (SPF)"),
  RFC7218("RFC 7218", "DANE: words for the numbers of TLSA records"),
  RFC7372("RFC 7372", "Email authentication status codes"),
  RFC7435("RFC 7435", "Opportunistic security"),
  RFC7489("RFC 7489", "DMARC, as of 2015"),
  RFC7505("RFC 7505", "Null MX: a domain that takes no mail"),
  RFC7601("RFC 7601", "Authentication-Results, as of 2015"),
  RFC7671("RFC 7671", "DANE: updates and operational guidance"),
  RFC7672("RFC 7672", "DANE for SMTP"),
  RFC8020("RFC 8020", "NXDOMAIN: there really is nothing underneath"),
  RFC8301("RFC 8301", "Cryptographic algorithm and key usage update to DKIM"),
  RFC8460("RFC 8460", "SMTP TLS reporting (TLS-RPT)"),
  RFC8461("RFC 8461", "SMTP MTA Strict Transport Security (MTA-STS)"),
  RFC8463("RFC 8463", "Ed25519-SHA256 for DKIM"),
  RFC8601("RFC 8601", "The Authentication-Results header field"),
  RFC8616("RFC 8616", "Email authentication for internationalized mail"),
  RFC8617("RFC 8617", "Authenticated Received Chain (ARC)"),
  RFC8689("RFC 8689", "SMTP require TLS option (REQUIRETLS)"),
  RFC8945("RFC 8945", "Secret key transaction authentication for the DNS (TSIG)"),
  RFC9110("RFC 9110", "HTTP semantics"),
  RFC9112("RFC 9112", "HTTP/1.1"),
  RFC9525("RFC 9525", "Service identity in TLS"),
  RFC9989("RFC 9989", "Domain-based Message Authentication, Reporting, and Conformance"),
  RFC9990("RFC 9990", "DMARC aggregate reporting"),
  RFC9991("RFC 9991", "DMARC failure reporting"),
  UTS39("UTS #39", "Unicode security mechanisms"),
  UTS46("UTS #46", "Unicode IDNA compatibility processing"),
  PSL("Public Suffix List", "The list of public suffixes and its algorithm"),
  SIGNET("Signet", "Signet's own budget and practice");

  private final String citation;
  private final String title;

  Spec(String citation, String title) {
    this.citation = citation;
    this.title = title;
  }

  /// As cited in text: `RFC 7208`.
  public String citation() {
    return citation;
  }

  /// What the document is about, in a few words.
  public String title() {
    return title;
  }

  /// One section of this document, such as `4.6.4` or `A.2`.
  public Clause section(String section) {
    return new Clause(this, section);
  }
}
