package org.signet.smtp;

/// One line of a peer, or why there is none. Only CRLF ends a line (RFC 5321 §2.3.8).
public sealed interface Line {
  /// A line, without its CRLF, one char per octet: no CR, LF or NUL is in it.
  record Text(String octets) implements Line {}

  /// A line that is none: it was read up to its CRLF, and what came behind is the next.
  ///
  /// @param start its first octets, at most as many as a line may have
  record Broken(Fault fault, String start) implements Line {}

  /// Nothing more comes. A line that was not finished is none.
  ///
  /// @param detail how the connection ended, for a person
  record Ended(String detail) implements Line {}

  /// What is wrong with a line.
  enum Fault {
    /// A CR that no LF follows (RFC 5321 §2.3.8).
    BARE_CR("a CR without its LF"),
    /// An LF that no CR precedes (RFC 5321 §2.3.8).
    BARE_LF("an LF without its CR"),
    /// A NUL octet.
    NUL("a NUL octet"),
    /// More octets than a line may have.
    TOO_LONG("too many octets");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /// What is wrong, as a noun.
    public String words() {
      return words;
    }
  }
}
