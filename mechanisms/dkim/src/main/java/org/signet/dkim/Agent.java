package org.signet.dkim;

import org.signet.foundation.text.Domain;

/// On whose behalf the domain signed: the Agent or User Identifier, `i=`. RFC 6376 §3.5.
///
/// @param localPart decoded, one char per octet; empty where only the domain is named
/// @param domain the signing domain or one below it
public record Agent(String localPart, Domain domain) {
  /// `local@domain`, the local part as its octets are.
  @Override
  public String toString() {
    return localPart + '@' + domain;
  }
}
