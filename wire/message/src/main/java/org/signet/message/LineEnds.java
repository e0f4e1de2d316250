package org.signet.message;

/// How the line ends of a message are read, decided once, at the input edge (RFC 5322 §2.3: lines
/// end with CRLF; CR and LF do not occur alone).
public enum LineEnds {
  /// As on the wire: every octet stays as it is. A bare CR or LF ends no line.
  STRICT,
  /// As in files: where the first line ends in a bare LF, the file is a Unix text and every bare LF
  /// is read as CRLF. In any other file every octet stays as it is.
  FILE
}
