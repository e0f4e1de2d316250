package org.signet.dkim;

import java.time.Duration;
import java.util.ArrayList;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Problem;

/// What the DNS shows at the name of a key, held against the key itself.
public sealed interface KeyStanding {
  /// This very key, and it may be used for mail.
  record Same(DkimKey.Usable record, Duration ttl) implements KeyStanding {}

  /// This very key, and its record keeps verifiers from using it for mail.
  ///
  /// @param restriction [DkimOutcome.Restriction#HASH] or [DkimOutcome.Restriction#SERVICE]
  record Restricted(DkimOutcome.Restriction restriction, Duration ttl) implements KeyStanding {}

  /// Another key.
  record Other(DkimPublicKey published, Duration ttl) implements KeyStanding {}

  /// A key that was withdrawn: `p=` is empty.
  record Revoked(Duration ttl) implements KeyStanding {}

  /// A key record that cannot be used.
  record Unusable(Problem why, Duration ttl) implements KeyStanding {}

  /// More than one key record, of which none counts (RFC 6376 §3.6.2.2).
  record Several(int count, Duration ttl) implements KeyStanding {}

  /// No key record.
  ///
  /// @param ttl how long the absence may be kept
  record Absent(Duration ttl) implements KeyStanding {}

  /// The question was not answered.
  record Unknown(Answer.Failed<Rdata.Txt> why) implements KeyStanding {}

  /// Compares an answer for the name of a key with the key.
  static KeyStanding of(Answer<Rdata.Txt> answer, DkimPublicKey key) {
    return switch (answer) {
      case Answer.Found<Rdata.Txt> found -> of(found, key);
      case Answer.NoData<Rdata.Txt>(_, var source) -> new Absent(source.ttl());
      case Answer.NoSuchName<Rdata.Txt>(_, var source) -> new Absent(source.ttl());
      case Answer.Failed<Rdata.Txt> failed -> new Unknown(failed);
    };
  }

  private static KeyStanding of(Answer.Found<Rdata.Txt> found, DkimPublicKey key) {
    var ttl = found.source().ttl();
    var records = new ArrayList<DkimKey>();
    for (var text : found.records()) {
      var record = DkimKey.parse(text.joined());
      if (!(record instanceof DkimKey.Ignored)) {
        records.add(record);
      }
    }
    if (records.isEmpty()) {
      return new Absent(ttl);
    }
    if (records.size() > 1) {
      return new Several(records.size(), ttl);
    }
    return switch (records.getFirst()) {
      case DkimKey.Usable usable -> of(usable, ttl, key);
      case DkimKey.Revoked _ -> new Revoked(ttl);
      case DkimKey.Unusable(var why) -> new Unusable(why, ttl);
      case DkimKey.Ignored _ -> new Absent(ttl);
    };
  }

  private static KeyStanding of(DkimKey.Usable record, Duration ttl, DkimPublicKey key) {
    if (!KeyRecord.fingerprint(record.key()).equals(KeyRecord.fingerprint(key))) {
      return new Other(record.key(), ttl);
    }
    if (!record.allows(HashAlgorithm.SHA256)) {
      return new Restricted(DkimOutcome.Restriction.HASH, ttl);
    }
    if (!record.serves("email")) {
      return new Restricted(DkimOutcome.Restriction.SERVICE, ttl);
    }
    return new Same(record, ttl);
  }
}
