package org.signet.keyring;

import java.util.List;
import java.util.Optional;
import org.signet.dkim.KeyRecord;
import org.signet.dns.DynamicUpdate;
import org.signet.dns.DynamicUpdate.Change;
import org.signet.foundation.text.Domain;

/// Lets the DNS follow the state of the keys, where it can be told by dynamic update (RFC 2136).
final class Publisher {
  private final KeySurvey survey;
  private final Publishing publishing;

  Publisher(KeySurvey survey, Publishing publishing) {
    this.survey = survey;
    this.publishing = publishing;
  }

  /// Makes the record of a key what the state wants; empty where that is done by hand, or nobody
  /// knows the zone.
  ///
  /// @param seenZone the zone in which its name was last seen
  Optional<DynamicUpdate.Outcome> publish(
      KeyState state, DomainKey key, Optional<Domain> seenZone) {
    if (!(publishing instanceof Publishing.ByUpdate(var update, var named))) {
      return Optional.empty();
    }
    var name = state.recordName(key);
    var zone = named.or(() -> seenZone).or(() -> zoneOf(name, key));
    if (zone.isEmpty() || !name.isWithin(zone.get())) {
      return Optional.empty();
    }
    var change =
        state
            .wanted(key)
            .<Change>map(record -> new Change.Put(name, KeyRecord.TTL, record.data()))
            .orElseGet(() -> new Change.Remove(name));
    return Optional.of(update.send(zone.get(), List.of(change)));
  }

  private Optional<Domain> zoneOf(Domain name, DomainKey key) {
    return survey.directly(name, key.publicKey()) instanceof Sighting.Servers servers
        ? Optional.of(servers.zone())
        : Optional.empty();
  }
}
