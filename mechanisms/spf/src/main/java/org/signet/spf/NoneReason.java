package org.signet.spf;

/// Why there was nothing to check. RFC 7208 §2.6.1, §4.3
public enum NoneReason {
  /// Nobody knows the address of the client.
  NO_CLIENT,
  /// The client gave no such name, or nobody knows which.
  NO_IDENTITY,
  /// The reverse-path is not one.
  INVALID_PATH,
  /// An address stands in the place of the name.
  ADDRESS_LITERAL,
  /// The name is no name that mail can come from.
  MALFORMED_DOMAIN,
  /// The name has a single label.
  SINGLE_LABEL,
  /// The name does not exist.
  NO_SUCH_DOMAIN,
  /// The name has no SPF record.
  NO_RECORD
}
