package org.signet.arc;

/// The three fields that make an ARC set (RFC 8617 §4.1).
public enum ArcPart {
  /// What the host found out about the message: the AAR.
  RESULTS("ARC-Authentication-Results"),
  /// Its signature over the message: the AMS.
  MESSAGE_SIGNATURE("ARC-Message-Signature"),
  /// Its seal over all sets so far: the AS.
  SEAL("ARC-Seal");

  private final String field;

  ArcPart(String field) {
    this.field = field;
  }

  /// The name of the field.
  public String field() {
    return field;
  }
}
