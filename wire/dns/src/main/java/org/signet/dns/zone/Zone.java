package org.signet.dns.zone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Problem;

/// Zone text that was read: RFC 1035 §5.1 master format, octets in a string of one char per octet,
/// with TTLs also as `1h30m`, unknown types as in RFC 3597, and strings over 255 octets cut into
/// several. The text may hold names of any domain, and need no SOA or NS records.
///
/// A few directives say what a real server would show by its behaviour. Each holds for the records
/// after it, until the next of its kind:
///
/// - `$STATUS secure`, `insecure` or `unchecked`: the DNSSEC standing of the records; every text
///   begins as `unchecked`. With the word `nxdomain` behind it, the answer is that the name
///   does not exist.
/// - `$STATUS timeout`, `servfail`, `refused`, `bogus`, `malformed`, `truncated`, `unreachable`,
///   `budget` or `not-recorded`, perhaps with a reason in quotes: questions for the records fail
///   so.
/// - `$SERVER ns1.example.`, perhaps with one of its addresses, perhaps with `udp` or `tcp`: what
///   this authoritative server alone says. `$SERVER -` or `$SERVER *` ends it.
/// - `$QUESTION example.com. TXT`: the answer to this one question. `$QUESTION -` ends it, and so
///   does a `$SERVER`.
/// - `$ELSE` with the words of `$STATUS`, once and for the whole text: what holds for a question
///   that the text does not answer. Without it, the text is the whole world: other names do not
///   exist.
///
/// A DNAME record is read and not followed.
///
/// Instead of data `-` may stand: there is none, only a status; the type may then be `ANY` or `*`.
/// A TXT record that holds a hyphen needs quotes.
public final class Zone {
  /// Octets of text that are read, about 50 times as much memory.
  public static final int MOST_OCTETS = 16 << 20;

  private final List<ZoneRecord> records;
  private final Status otherwise;

  Zone(List<ZoneRecord> records, Status otherwise) {
    this.records = List.copyOf(records);
    this.otherwise = otherwise;
  }

  /// Reads text, one char per octet.
  ///
  /// @param file what to call the text in a problem
  public static ZoneReading parse(String file, String text) {
    if (text.length() > MOST_OCTETS) {
      var problem = new Problem("", 0, "at most " + MOST_OCTETS + " octets", ZoneReader.OURS);
      return new ZoneReading.Unreadable(new ZoneProblem(file, 1, problem));
    }
    return ZoneReader.read(file, text);
  }

  /// The zone of text in the program or in a test.
  ///
  /// @throws IllegalArgumentException with line and caret where it could not be read
  public static Zone of(String text) {
    return parse("zone", text).orThrow();
  }

  /// Reads a file.
  ///
  /// @throws IOException where the file cannot be opened or read
  public static ZoneReading read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var octets = in.readNBytes(MOST_OCTETS + 1);
      return parse(file.toString(), new String(octets, StandardCharsets.ISO_8859_1));
    }
  }

  /// The records of both, as if the text of `other` followed; what holds for other questions is
  /// as this zone says.
  public Zone and(Zone other) {
    var both = new ArrayList<>(records);
    both.addAll(other.records);
    return new Zone(both, otherwise);
  }

  List<ZoneRecord> records() {
    return records;
  }

  Status otherwise() {
    return otherwise;
  }
}
