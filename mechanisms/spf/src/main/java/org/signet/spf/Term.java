package org.signet.spf;

/// One word of a record: a directive or a modifier. RFC 7208 §4.6.1
public sealed interface Term permits Directive, Modifier {
  /// The term as it is written.
  String text();
}
