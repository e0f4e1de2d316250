package org.signet.dns;

import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// An authoritative server, at one of its addresses.
public record Authority(Domain name, IpAddress address) {
  @Override
  public String toString() {
    return name + " (" + address + ")";
  }
}
