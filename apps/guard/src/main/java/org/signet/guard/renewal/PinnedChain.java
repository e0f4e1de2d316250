package org.signet.guard.renewal;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.signet.dane.Matching;
import org.signet.dane.Pin;
import org.signet.dane.Selector;
import org.signet.dane.Usage;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// A server's certificate chain, as TLSA records pin it.
///
/// @param chain the server's own first
public record PinnedChain(List<X509Certificate> chain) {
  public PinnedChain {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain has a certificate");
    }
  }

  /// The record to publish: `3 1 1`, the digest of the server's key, which asks nothing else of the
  /// certificate (RFC 7671 §5.1, RFC 7672 §3.1).
  public Pin record() {
    return Pin.of(chain.getFirst(), Usage.DANE_EE, Selector.SPKI, Matching.SHA2_256);
  }

  /// The record as zone text.
  public String zoneText(Domain owner) {
    return "%s.\t3600\tIN\tTLSA\t%s\n".formatted(owner, record());
  }

  /// Whether every client that goes by these records takes this chain. Each combination of usage,
  /// selector and matching among them must have a record that matches it, since which of them a
  /// client goes by is its own choice (RFC 7671 §8, §9). Records that SMTP does not use count for
  /// nothing (RFC 7672 §3.1.3).
  public boolean isCoveredBy(List<Rdata.Tlsa> records) {
    return Stream.of(Usage.DANE_TA, Usage.DANE_EE)
        .allMatch(
            usage ->
                Stream.of(Selector.values())
                    .allMatch(
                        selector ->
                            Stream.of(Matching.values())
                                .allMatch(matching -> fits(records, usage, selector, matching))));
  }

  private boolean fits(
      List<Rdata.Tlsa> records, Usage usage, Selector selector, Matching matching) {
    var alike =
        records.stream()
            .filter(one -> one.usage() == usage.number())
            .filter(one -> one.selector() == selector.number())
            .filter(one -> one.matching() == matching.number())
            .toList();
    return alike.isEmpty()
        || meant(usage).stream()
            .map(certificate -> Pin.of(certificate, usage, selector, matching).data())
            .anyMatch(alike::contains);
  }

  /// The certificates that a record of this usage may be about.
  private List<X509Certificate> meant(Usage usage) {
    return switch (usage) {
      case DANE_EE, PKIX_EE -> chain.subList(0, 1);
      case DANE_TA, PKIX_TA -> chain.subList(Math.min(1, chain.size() - 1), chain.size());
    };
  }
}
