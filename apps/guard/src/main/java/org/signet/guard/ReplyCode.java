package org.signet.guard;

import org.signet.foundation.spec.Clause;
import org.signet.foundation.spec.Spec;

/// The codes of a refusal: the reply of RFC 5321 §4.2 and the enhanced status of RFC 3463. There is
/// none for DMARC: RFC 9989 §7.2 shows 5.7.1, and RFC 7372 registers codes for its parts.
public enum ReplyCode {
  /// The author's domain asks for it. "Delivery not authorized, message refused".
  DMARC_FAILED(550, "5.7.1", Spec.RFC9989, "7.2"),
  /// The domain of MAIL FROM sends no mail. "SPF validation failed".
  SPF_FAILED(550, "5.7.23", Spec.RFC7372, "3.2"),
  /// Nobody can tell who the author is. "Other or undefined media error".
  AUTHOR_UNCLEAR(550, "5.6.0", Spec.RFC3463, "3.7"),
  /// An author's address is not the sender's. "Delivery not authorized, message refused".
  NOT_YOURS(550, "5.7.1", Spec.RFC3463, "3.8"),
  /// SPF could not be checked now. "SPF validation error".
  SPF_UNKNOWN(451, "4.7.24", Spec.RFC7372, "3.2"),
  /// Something else could not be checked now. "Other or undefined security status".
  UNKNOWN(451, "4.7.0", Spec.RFC3463, "3.8");

  private final int reply;
  private final String status;
  private final Spec spec;
  private final String section;

  ReplyCode(int reply, String status, Spec spec, String section) {
    this.reply = reply;
    this.status = status;
    this.spec = spec;
    this.section = section;
  }

  /// Three digits.
  public int reply() {
    return reply;
  }

  /// The enhanced status code.
  public String status() {
    return status;
  }

  public Clause clause() {
    return spec.section(section);
  }

  /// Whether trying again is of no use.
  public boolean isFinal() {
    return reply >= 500;
  }
}
