package org.signet.dns;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// The data of one record of a type that Signet asks for. Octet strings are kept one char per octet
/// (ISO 8859-1).
public sealed interface Rdata {
  /// A or AAAA (RFC 1035 §3.4.1, RFC 3596 §2.2).
  record Address(IpAddress address) implements Rdata {}

  /// TXT: its character-strings (RFC 1035 §3.3.14).
  record Txt(List<String> strings) implements Rdata {
    public Txt {
      strings = List.copyOf(strings);
    }

    /// The strings one after another with nothing between, as SPF, DKIM and DMARC read them.
    public String joined() {
      return strings.size() == 1 ? strings.getFirst() : String.join("", strings);
    }
  }

  /// MX: lower preference values are tried first (RFC 1035 §3.3.9).
  record Mx(int preference, Domain exchange) implements Rdata {}

  record Cname(Domain target) implements Rdata {}

  record Ptr(Domain target) implements Rdata {}

  record Ns(Domain server) implements Rdata {}

  /// SOA (RFC 1035 §3.3.13); the times are seconds.
  record Soa(
      Domain primary,
      Domain mailbox,
      long serial,
      long refresh,
      long retry,
      long expire,
      long minimum)
      implements Rdata {}

  /// TLSA, and SMIMEA, which has the same form (RFC 6698 §2.1, RFC 8162 §2).
  record Tlsa(int usage, int selector, int matching, String association) implements Rdata {}

  /// CAA (RFC 8659 §4.1).
  record Caa(int flags, String tag, String value) implements Rdata {}

  /// DS (RFC 4034 §5.1).
  record Ds(int keyTag, int algorithm, int digestType, String digest) implements Rdata {}

  /// DNSKEY (RFC 4034 §2.1).
  record Dnskey(int flags, int protocol, int algorithm, String key) implements Rdata {}

  /// RRSIG (RFC 4034 §3.1): a signature over the record set of type `covered` at its owner.
  record Rrsig(
      int covered,
      int algorithm,
      int labels,
      long originalTtl,
      Instant expiration,
      Instant inception,
      int keyTag,
      Domain signer,
      String signature)
      implements Rdata {}

  /// A record of a type without a form of its own here, as octets (RFC 3597).
  record Unknown(int type, String octets) implements Rdata {
    @Override
    public String toString() {
      var bytes = octets.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      return "\\# " + bytes.length + ' ' + HexFormat.of().formatHex(bytes);
    }
  }
}
