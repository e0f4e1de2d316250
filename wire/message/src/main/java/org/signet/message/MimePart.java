package org.signet.message;

/// A part of a message, or the message itself, as its header describes it (RFC 2045 §2.4).
///
/// @param number counts the parts from 0, the message itself, in the order they begin
/// @param depth of enclosing multiparts and messages; 0 for the message itself
/// @param mediaType in lower case, such as `text/plain`, which it is where none is stated
/// @param encoding the Content-Transfer-Encoding in lower case, `7bit` where none is stated
/// @param disposition such as `attachment`, in lower case; empty where none is stated
/// @param fileName as a reader would show it, in characters; empty where none is stated
public record MimePart(
    int number, int depth, String mediaType, String encoding, String disposition, String fileName) {
  boolean isMultipart() {
    return mediaType.startsWith("multipart/");
  }

  /// Whether it holds a message that can be walked.
  boolean isMessage() {
    return mediaType.equals("message/rfc822") || mediaType.equals("message/global");
  }

  boolean isText() {
    return mediaType.startsWith("text/");
  }

  /// Whether the content stands as it is (RFC 2045 §6.2).
  boolean isIdentity() {
    return switch (encoding) {
      case "7bit", "8bit", "binary" -> true;
      default -> false;
    };
  }
}
