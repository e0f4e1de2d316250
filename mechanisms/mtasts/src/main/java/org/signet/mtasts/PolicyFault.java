package org.signet.mtasts;

/// A fault of a domain's policy, as reports name it. RFC 8460 §4.3.2.1
public enum PolicyFault {
  FETCH_ERROR("sts-policy-fetch-error"),
  INVALID("sts-policy-invalid"),
  WEBPKI_INVALID("sts-webpki-invalid");

  private final String word;

  PolicyFault(String word) {
    this.word = word;
  }

  /// The `result-type` in a report.
  public String word() {
    return word;
  }
}
