package org.signet.foundation.explain;

/// How a sentence of an explanation is meant.
public enum Mark {
  /// It holds, and it counts for the message.
  GOOD("✓"),
  /// It does not hold, and it counts against the message.
  BAD("✗"),
  /// It holds with a reservation that a person should know.
  WARN("!"),
  /// It is a fact, neither good nor bad.
  NOTE("·"),
  /// It could not be determined now; nothing follows from that.
  UNKNOWN("?");

  private final String sign;

  Mark(String sign) {
    this.sign = sign;
  }

  /// One character for a terminal.
  public String sign() {
    return sign;
  }

  /// The lower-case word used in JSON and as a CSS class.
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
