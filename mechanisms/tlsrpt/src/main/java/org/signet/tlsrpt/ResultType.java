package org.signet.tlsrpt;

import java.util.List;

/// Why a session failed (RFC 8460 §4.3), by its word. The list is a registry of IANA (§6.6) that
/// grows, so a report can hold others.
public record ResultType(String word) {
  /// The server did not offer STARTTLS, or it failed. §4.3.1
  public static final ResultType STARTTLS_NOT_SUPPORTED = new ResultType("starttls-not-supported");

  /// The certificate is for another host. §4.3.1
  public static final ResultType CERTIFICATE_HOST_MISMATCH =
      new ResultType("certificate-host-mismatch");

  /// The certificate has expired. §4.3.1
  public static final ResultType CERTIFICATE_EXPIRED = new ResultType("certificate-expired");

  /// Nobody that is trusted stands behind the certificate. §4.3.1
  public static final ResultType CERTIFICATE_NOT_TRUSTED =
      new ResultType("certificate-not-trusted");

  /// A failure of TLS that has no other name. §4.3.1
  public static final ResultType VALIDATION_FAILURE = new ResultType("validation-failure");

  /// The TLSA records of a host do not fit, or none is usable. §4.3.2.1
  public static final ResultType TLSA_INVALID = new ResultType("tlsa-invalid");

  /// No valid signed answer came from the DNS. §4.3.2.1
  public static final ResultType DNSSEC_INVALID = new ResultType("dnssec-invalid");

  /// The sender wants TLSA records, and a host has none. §4.3.2.1
  public static final ResultType DANE_REQUIRED = new ResultType("dane-required");

  /// The policy could not be fetched. §4.3.2.2
  public static final ResultType STS_POLICY_FETCH_ERROR = new ResultType("sts-policy-fetch-error");

  /// The policy does not follow its grammar. §4.3.2.2
  public static final ResultType STS_POLICY_INVALID = new ResultType("sts-policy-invalid");

  /// The policy host's certificate was not accepted. §4.3.2.2
  public static final ResultType STS_WEBPKI_INVALID = new ResultType("sts-webpki-invalid");

  /// Those of the standard, in its order.
  public static final List<ResultType> KNOWN =
      List.of(
          STARTTLS_NOT_SUPPORTED,
          CERTIFICATE_HOST_MISMATCH,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_NOT_TRUSTED,
          VALIDATION_FAILURE,
          TLSA_INVALID,
          DNSSEC_INVALID,
          DANE_REQUIRED,
          STS_POLICY_FETCH_ERROR,
          STS_POLICY_INVALID,
          STS_WEBPKI_INVALID);

  /// Whether the standard knows the word.
  public boolean isKnown() {
    return KNOWN.contains(this);
  }
}
