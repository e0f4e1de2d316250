package org.signet.dns.zone;

import java.util.Optional;
import org.signet.dns.Authority;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Transport;
import org.signet.foundation.text.Domain;

/// One record of zone text, with what the directives before it say.
///
/// @param type the number of the type, or [#ANY]
/// @param data empty where the text has `-`: no data, only a status
record ZoneRecord(
    Scope scope, Domain owner, int type, long ttl, Status status, Optional<Rdata> data) {
  /// Stands for every type (RFC 1035 §3.2.3).
  static final int ANY = 255;

  /// Who is heard to say a record.
  ///
  /// @param server the one authoritative server, after `$SERVER`
  /// @param question the one question that it answers, after `$QUESTION`
  record Scope(Optional<Server> server, Optional<Question<?>> question) {
    static final Scope EVERYONE = new Scope(Optional.empty(), Optional.empty());

    boolean isSaidBy(Authority authority, Transport over) {
      return server
          .filter(one -> one.name().equals(authority.name()))
          .filter(one -> one.address().map(authority.address()::equals).orElse(true))
          .filter(one -> one.transport().map(over::equals).orElse(true))
          .isPresent();
    }
  }
}
