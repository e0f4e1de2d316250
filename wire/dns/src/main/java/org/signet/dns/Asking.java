package org.signet.dns;

/// What a query asks for besides the records.
enum Asking {
  /// Of a resolver: that it finds the answer.
  RECURSION,
  /// Of a resolver: the same, and that it keeps nothing back that it takes for bogus (the CD bit,
  /// RFC 4035 §3.2.2), since we judge for ourselves.
  RECURSION_UNCHECKED,
  /// Of an authoritative server: what it knows.
  AUTHORITY
}
