package org.signet.spf;

import org.signet.foundation.text.Domain;

/// What the client said of itself: the `<sender>` of `check_host()` and the HELO name, which
/// included and redirected records share. RFC 7208 §4.1
///
/// @param helo as it came; macros show it, nothing else is made of it
record Sender(String localPart, Domain domain, String helo) {
  /// Stands in for a local-part that is not there. §4.3
  static final String POSTMASTER = "postmaster";

  /// An SMTP command is no longer (RFC 5321 §4.5.3.1.4); what is, is cut.
  private static final int COMMAND_OCTETS = 512;

  Sender {
    localPart = localPart.isEmpty() ? POSTMASTER : cut(localPart);
    helo = cut(helo);
  }

  private static String cut(String text) {
    return text.length() <= COMMAND_OCTETS ? text : text.substring(0, COMMAND_OCTETS);
  }

  boolean isAscii() {
    return localPart.chars().allMatch(c -> c < 0x80);
  }

  @Override
  public String toString() {
    return localPart + '@' + domain;
  }
}
