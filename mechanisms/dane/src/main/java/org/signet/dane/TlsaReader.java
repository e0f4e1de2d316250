package org.signet.dane;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dane.Unusable.Reason;
import org.signet.dns.Rdata;

/// Sorts TLSA records into those that a sender of mail can use and those that it cannot.
final class TlsaReader {
  /// @param outranked usable, but of a weaker digest than another about the same thing
  record Sorted(List<Pin> pins, List<Pin> outranked, List<Unusable> unusable) {}

  private TlsaReader() {}

  static Sorted sort(List<Rdata.Tlsa> records) {
    var usable = new ArrayList<Pin>();
    var unusable = new ArrayList<Unusable>();
    for (var record : records) {
      var reason = reason(record);
      if (reason.isPresent()) {
        unusable.add(new Unusable(record, reason.get()));
      } else {
        usable.add(pin(record).orElseThrow());
      }
    }
    var outranked = usable.stream().filter(pin -> isOutranked(pin, usable)).toList();
    var pins = usable.stream().filter(pin -> !outranked.contains(pin)).toList();
    return new Sorted(pins, outranked, unusable);
  }

  /// Digest agility (RFC 7671 §9): of the digests about the same usage and selector the strongest
  /// alone counts. What is held whole is no digest and counts beside it.
  private static boolean isOutranked(Pin pin, List<Pin> all) {
    return !pin.isWhole()
        && all.stream()
            .anyMatch(
                other ->
                    other.usage() == pin.usage()
                        && other.selector() == pin.selector()
                        && other.matching().compareTo(pin.matching()) > 0);
  }

  /// The record, where its numbers are known; its data may yet be broken.
  static Optional<Pin> pin(Rdata.Tlsa record) {
    var usage = Usage.numbered(record.usage());
    var selector = Selector.numbered(record.selector());
    var matching = Matching.numbered(record.matching());
    return usage.isEmpty() || selector.isEmpty() || matching.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pin(usage.get(), selector.get(), matching.get(), record.association()));
  }

  private static Optional<Reason> reason(Rdata.Tlsa record) {
    var usage = Usage.numbered(record.usage());
    if (usage.isEmpty()) {
      return Optional.of(Reason.UNKNOWN_USAGE);
    }
    return switch (usage.get()) {
      case PKIX_TA, PKIX_EE -> Optional.of(Reason.PKIX_USAGE);
      case DANE_TA, DANE_EE -> dataReason(record);
    };
  }

  private static Optional<Reason> dataReason(Rdata.Tlsa record) {
    var selector = Selector.numbered(record.selector());
    if (selector.isEmpty()) {
      return Optional.of(Reason.UNKNOWN_SELECTOR);
    }
    var matching = Matching.numbered(record.matching());
    if (matching.isEmpty()) {
      return Optional.of(Reason.UNKNOWN_MATCHING);
    }
    int octets = record.association().length();
    return switch (matching.get()) {
      case SHA2_256 -> octets == 32 ? Optional.empty() : Optional.of(Reason.DIGEST_LENGTH);
      case SHA2_512 -> octets == 64 ? Optional.empty() : Optional.of(Reason.DIGEST_LENGTH);
      case FULL -> wholeReason(selector.get(), record.association().getBytes(ISO_8859_1));
    };
  }

  private static Optional<Reason> wholeReason(Selector selector, byte[] octets) {
    return switch (selector) {
      case CERT ->
          Der.certificate(octets).isPresent()
              ? Optional.empty()
              : Optional.of(Reason.BROKEN_CERTIFICATE);
      case SPKI ->
          Der.publicKey(octets).isPresent() ? Optional.empty() : Optional.of(Reason.BROKEN_KEY);
    };
  }
}
