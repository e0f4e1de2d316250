package org.signet.dns.zone;

import java.util.LinkedHashSet;
import java.util.List;
import org.signet.dns.Rdata;
import org.signet.dns.Security;

/// What zone text says about one name and type.
///
/// @param ttl the lowest of the records (RFC 2181 §5.2)
/// @param status a failure where one record stands under a failure; otherwise the least secure
/// @param records each once (RFC 2181 §5), in the order of the text; none for `-`
/// @param signatures the RRSIG records over them
record RecordSet(long ttl, Status status, List<Rdata> records, List<Rdata.Rrsig> signatures) {
  static RecordSet of(List<ZoneRecord> lines, List<Rdata.Rrsig> signatures) {
    var records = new LinkedHashSet<Rdata>();
    long ttl = Long.MAX_VALUE;
    var status = lines.getFirst().status();
    for (var line : lines) {
      ttl = Math.min(ttl, line.ttl());
      status = worse(status, line.status());
      line.data().ifPresent(records::add);
    }
    return new RecordSet(ttl, status, List.copyOf(records), signatures);
  }

  private static Status worse(Status a, Status b) {
    if (!(a instanceof Status.Answers(var first, var here))) {
      return a;
    }
    if (!(b instanceof Status.Answers(var second, var there))) {
      return b;
    }
    return new Status.Answers(weaker(first, second), here && there);
  }

  /// The standing of two together: no better than that of either.
  static Security weaker(Security a, Security b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
