package org.signet.dns;

import org.signet.foundation.text.Domain;

/// What is asked of the DNS: the records of one type at one name. The class is always `IN`.
///
/// @param <R> the data asked for
public record Question<R extends Rdata>(Domain name, Type<R> type) {
  /// As a person would ask it: `example.com TXT`.
  @Override
  public String toString() {
    return name + " " + type;
  }
}
