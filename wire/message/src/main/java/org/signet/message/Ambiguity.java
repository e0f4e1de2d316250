package org.signet.message;

/// A place where two readers of the same octets could see two different messages. Found once, here,
/// and told as a reason code with the place.
///
/// @param reason which one
/// @param detail what was seen, printable
public record Ambiguity(Reason reason, String detail) {
  /// What an ambiguity forbids.
  public enum Kind {
    /// It concerns who wrote the message: forbids a DMARC pass.
    AUTHOR,
    /// It concerns what the message says: forbids a logo or a signature badge, never a delivery.
    CONTENT
  }

  public Kind kind() {
    return reason.kind();
  }

  /// The reasons, each with a stable lower-case name that reports and rules may use.
  public enum Reason {
    FROM_MISSING(Kind.AUTHOR),
    FROM_REPEATED(Kind.AUTHOR);

    private final Kind kind;

    Reason(Kind kind) {
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }
  }
}
