package org.signet.dns.zone;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// Writes names and record data so that [ZoneReader] reads the same again, whatever octets they
/// hold.
final class RdataWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RdataWriter() {}

  static String text(Rdata data) {
    return switch (data) {
      case Rdata.Address(var address) -> address.toString();
      case Rdata.Txt(var strings) when strings.isEmpty() -> "\\# 0";
      case Rdata.Txt(var strings) ->
          strings.stream().map(RdataWriter::quoted).collect(Collectors.joining(" "));
      case Rdata.Mx(var preference, var exchange) -> words(preference, name(exchange));
      case Rdata.Cname(var target) -> name(target);
      case Rdata.Ptr(var target) -> name(target);
      case Rdata.Ns(var server) -> name(server);
      case Rdata.Soa soa ->
          words(
              name(soa.primary()),
              name(soa.mailbox()),
              soa.serial(),
              soa.refresh(),
              soa.retry(),
              soa.expire(),
              soa.minimum());
      case Rdata.Tlsa(var usage, var selector, var matching, var association) ->
          words(usage, selector, matching, hex(association));
      case Rdata.Caa(var flags, var tag, var value) -> words(flags, quoted(tag), quoted(value));
      case Rdata.Ds(var keyTag, var algorithm, var digestType, var digest) ->
          words(keyTag, algorithm, digestType, hex(digest));
      case Rdata.Dnskey(var flags, var protocol, var algorithm, var key) ->
          words(flags, protocol, algorithm, base64(key));
      case Rdata.Rrsig signature ->
          words(
              RecordTypes.mnemonic(signature.covered()),
              signature.algorithm(),
              signature.labels(),
              signature.originalTtl(),
              TIME.format(signature.expiration()),
              TIME.format(signature.inception()),
              signature.keyTag(),
              name(signature.signer()),
              base64(signature.signature()));
      case Rdata.Unknown unknown -> unknown.toString();
    };
  }

  private static String words(Object... words) {
    return Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" "));
  }

  /// The name, absolute; what means something else in zone text is escaped.
  static String name(Domain name) {
    if (name.isRoot()) {
      return ".";
    }
    var out = new StringBuilder(name.text().length() + 8);
    for (int i = 0; i < name.text().length(); i++) {
      var c = name.text().charAt(i);
      if ("\"();@$".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('.').toString();
  }

  /// The octets in quotes.
  static String quoted(String octets) {
    var out = new StringBuilder(octets.length() + 8).append('"');
    for (int i = 0; i < octets.length(); i++) {
      var c = octets.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == ' ' || Ascii.isVisible(c)) {
        out.append(c);
      } else {
        out.append('\\')
            .append((char) ('0' + c / 100))
            .append((char) ('0' + c / 10 % 10))
            .append((char) ('0' + c % 10));
      }
    }
    return out.append('"').toString();
  }

  private static String hex(String octets) {
    return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String base64(String octets) {
    return Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.ISO_8859_1));
  }
}
