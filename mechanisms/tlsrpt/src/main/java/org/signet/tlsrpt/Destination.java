package org.signet.tlsrpt;

/// Where a domain wants its reports (RFC 8460 §3).
public sealed interface Destination {
  /// By mail.
  ///
  /// @param address `local-part@domain`, as the URI means it: its percent signs are undone
  record Mail(String address) implements Destination {}

  /// By POST to this address over HTTPS.
  record Web(String uri) implements Destination {}

  /// A URI that no report can go to: another scheme, header fields for the mail, a person and
  /// password, an address that is none.
  record Unusable(String uri) implements Destination {}
}
