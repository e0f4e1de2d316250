package org.signet.guard;

/// What the sending server is told: `550 5.7.1 …`.
///
/// @param text one line of printable ASCII, at most [#MOST_TEXT] characters
public record Reply(ReplyCode code, String text) {
  /// Leaves room for the codes and what a mail server puts in front, in the 512 octets of a line
  /// (RFC 5321 §4.5.3.1.5).
  public static final int MOST_TEXT = 400;

  /// As it goes over the wire, without the line's end.
  @Override
  public String toString() {
    return code.reply() + " " + code.status() + " " + text;
  }
}
