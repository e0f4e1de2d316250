package org.signet.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signet.foundation.spec.Spec.RFC4035;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Parsed;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// The keys that validation begins with: DS or DNSKEY records of the root, and perhaps of zones
/// that the root does not lead to.
public final class TrustAnchors {
  /// Octets of a file of anchors.
  public static final int MOST_OCTETS = 64 * 1024;

  /// What a root that was forged would have to break: both keys that IANA publishes. The newer
  /// signs since October 2026; the older is to be revoked in January 2027.
  /// <https://data.iana.org/root-anchors/root-anchors.xml>
  public static final TrustAnchors IANA =
      parse(
              """
              . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
              . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
              """)
          .orThrow();

  /// A line of the file that unbound keeps by RFC 5011, with a key that it does not trust, or not
  /// yet: in any state but VALID (2) and MISSING (3).
  private static final String NOT_TRUSTED = "(?m)^.*;;state=[^23].*$";

  private static final Clause ANCHOR = RFC4035.section("4.4");

  private final List<Record> records;

  private TrustAnchors(List<Record> records) {
    this.records = records;
  }

  /// Reads zone text with DS and DNSKEY records. No anchor is a key that is revoked (RFC 5011
  /// §2.1), one that signs nothing but data, or, in the file that unbound keeps, one that it does
  /// not trust yet.
  public static Parsed<TrustAnchors> parse(String text) {
    if (text.length() > MOST_OCTETS) {
      return Parsed.malformed("", 0, "at most " + MOST_OCTETS + " octets", ANCHOR);
    }
    var records = new ArrayList<Record>();
    var trusted = text.replaceAll(NOT_TRUSTED, "").getBytes(ISO_8859_1);
    try (var lines = new Master(new ByteArrayInputStream(trusted), Name.root, 0)) {
      lines.disableIncludes();
      for (var next = next(lines); next.isPresent(); next = next(lines)) {
        if (isAnchor(next.get())) {
          records.add(next.get());
        }
      }
    } catch (IOException | RuntimeException broken) {
      return Parsed.malformed(firstLine(broken), 0, "DS or DNSKEY records", ANCHOR);
    }
    return records.stream().anyMatch(record -> record.getName().equals(Name.root))
        ? Parsed.ok(new TrustAnchors(List.copyOf(records)))
        : Parsed.malformed(
            "", 0, "a DS record of the root, or a DNSKEY record of it with the SEP bit", ANCHOR);
  }

  private static Optional<Record> next(Master lines) throws IOException {
    return Optional.ofNullable(lines.nextRecord());
  }

  private static boolean isAnchor(Record record) {
    return switch (record) {
      case DSRecord _ -> true;
      case DNSKEYRecord key ->
          (key.getFlags() & DNSKEYRecord.Flags.SEP_KEY) != 0
              && (key.getFlags() & DNSKEYRecord.Flags.REVOKE) == 0;
      default -> false;
    };
  }

  private static String firstLine(Exception broken) {
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
  }

  /// The records as zone text.
  String text() {
    var text = new StringBuilder();
    records.forEach(record -> text.append(record).append('\n'));
    return text.toString();
  }

  /// Which keys these are: their tags.
  public List<Integer> keyTags() {
    return records.stream()
        .map(record -> record instanceof DSRecord ds ? ds.getFootprint() : tag(record))
        .toList();
  }

  private static int tag(Record record) {
    return record instanceof DNSKEYRecord key ? key.getFootprint() : 0;
  }
}
