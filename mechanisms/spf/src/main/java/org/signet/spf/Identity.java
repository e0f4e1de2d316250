package org.signet.spf;

/// Which of the client's two claims a check was about. RFC 7208 §2.3, §2.4.
public enum Identity {
  /// The argument of EHLO or HELO.
  HELO("helo"),
  /// The domain of the reverse-path; where that is null, the HELO name stands in.
  MAIL_FROM("mailfrom");

  private final String word;

  Identity(String word) {
    this.word = word;
  }

  /// The word of Received-SPF (§9.1), and behind `smtp.` that of Authentication-Results (RFC 8601
  /// §2.7.2): `helo` or `mailfrom`.
  public String word() {
    return word;
  }
}
