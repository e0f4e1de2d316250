package org.signet.https;

/// What came of a GET.
public sealed interface Fetched {
  /// The server answered, with any status.
  ///
  /// @param status the HTTP status code (RFC 9110 §15); a redirect is told, never followed
  /// @param mediaType the Content-Type as it came, empty where there was none
  /// @param body one char per octet, complete; that of an answer without success (2xx) is not read
  record Answered(int status, String mediaType, String body) implements Fetched {}

  /// There is no complete answer.
  ///
  /// @param detail what happened, in a few words, for a person
  record Failed(Cause cause, String detail) implements Fetched {}

  /// Why there is no answer.
  enum Cause {
    /// No network is used.
    OFFLINE,
    /// The address is not one of ours to ask: not `https`, another port, a user, no host name.
    FORBIDDEN_URI,
    /// The name of the host has no address, or the DNS failed.
    DNS,
    /// The address is one that must not be asked from here, such as a private one.
    FORBIDDEN_ADDRESS,
    /// No connection, or it broke.
    CONNECTION,
    /// The certificate is not one for that host by a trusted authority, or not now.
    CERTIFICATE,
    /// The handshake failed for another reason, such as no version of TLS in common.
    TLS,
    /// It took longer than allowed.
    TIMEOUT,
    /// The body is larger than allowed.
    TOO_LARGE,
    /// The answer is no HTTP.
    PROTOCOL
  }
}
