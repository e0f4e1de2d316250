package org.signet.dns.zone;

import static org.signet.foundation.spec.Spec.RFC1035;
import static org.signet.foundation.spec.Spec.RFC4034;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.signet.dns.Rdata;
import org.signet.dns.Type;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;

/// Reads the data of one record from its words.
final class RdataReader {
  private static final int U8 = 0xff;
  private static final int U16 = 0xffff;
  private static final long U32 = 0xffff_ffffL;

  /// Octets in one character-string. RFC 1035 §3.3.
  private static final int STRING_OCTETS = 255;

  private static final Clause RDLENGTH = RFC1035.section("3.2.1");
  private static final Clause SIGNATURE_TIMES = RFC4034.section("3.2");

  private final Words words;
  private final Domain origin;

  RdataReader(Words words, Domain origin) {
    this.words = words;
    this.origin = origin;
  }

  Rdata read(int number) throws Unreadable {
    var type = Type.numbered(number);
    if (type.isEmpty() || words.at("\\#")) {
      return OtherTypes.read(number, words, origin);
    }
    var data = read(type.get());
    words.end();
    return data;
  }

  private Rdata read(Type<?> type) throws Unreadable {
    return switch (type.toString()) {
      case "A" -> address(true);
      case "AAAA" -> address(false);
      case "NS" -> new Rdata.Ns(name());
      case "CNAME" -> new Rdata.Cname(name());
      case "PTR" -> new Rdata.Ptr(name());
      case "MX" -> new Rdata.Mx(number(U16), name());
      case "TXT" -> txt();
      case "SOA" ->
          new Rdata.Soa(name(), name(), u32(), seconds(), seconds(), seconds(), seconds());
      case "DS" -> new Rdata.Ds(number(U16), number(U8), number(U8), hex());
      case "DNSKEY" -> new Rdata.Dnskey(number(U16), number(U8), number(U8), base64());
      case "RRSIG" -> rrsig();
      case "TLSA", "SMIMEA" -> new Rdata.Tlsa(number(U8), number(U8), number(U8), hex());
      case "CAA" -> new Rdata.Caa(number(U8), string(), string());
      default -> throw new IllegalStateException("a known type without a reader: " + type);
    };
  }

  private Domain name() throws Unreadable {
    return words.next("a name").name(origin);
  }

  private int number(int most) throws Unreadable {
    var expected = "a number from 0 to " + most;
    return (int) words.next(expected).number(most, expected);
  }

  private long u32() throws Unreadable {
    return words.next("a number").number(U32, "a number below 4294967296");
  }

  private long seconds() throws Unreadable {
    return words.next("a time").seconds();
  }

  private Rdata address(boolean isV4) throws Unreadable {
    var word = words.next("an address");
    var address = isV4 ? IpAddress.parseV4(word.raw()) : IpAddress.parseV6(word.raw());
    return switch (address) {
      case Parsed.Ok<IpAddress>(var value) -> new Rdata.Address(value);
      case Parsed.Malformed<IpAddress>(var problem) ->
          throw new Unreadable(word.at(), problem.expected(), problem.clause());
    };
  }

  /// Each word is a character-string; a longer one is cut into several of 255 octets.
  private Rdata txt() throws Unreadable {
    var strings = new ArrayList<String>();
    int octets = 0;
    do {
      var word = words.next("a string");
      var string = word.octets();
      int from = 0;
      do {
        int to = Math.min(string.length(), from + STRING_OCTETS);
        strings.add(string.substring(from, to));
        octets += 1 + to - from;
        from = to;
      } while (from < string.length());
      if (octets > U16) {
        throw new Unreadable(word.at(), "at most 65535 octets in a record", RDLENGTH);
      }
    } while (!words.isDone());
    return new Rdata.Txt(strings);
  }

  private String string() throws Unreadable {
    var word = words.next("a string");
    var octets = word.octets();
    if (octets.length() > U16) {
      throw new Unreadable(word.at(), "at most 65535 octets in a record", RDLENGTH);
    }
    return octets;
  }

  private Rdata rrsig() throws Unreadable {
    return new Rdata.Rrsig(
        RecordTypes.number(words.next("the type covered")),
        number(U8),
        number(U8),
        u32(),
        time(),
        time(),
        number(U16),
        name(),
        base64());
  }

  /// `YYYYMMDDHHmmSS` in UTC, or seconds since 1970.
  private Instant time() throws Unreadable {
    var word = words.next("a time such as 20261125000000");
    var raw = word.raw();
    if (raw.length() != 14 || Ascii.parseNumber(raw, Long.MAX_VALUE) < 0) {
      return Instant.ofEpochSecond(word.number(U32, "a time such as 20261125000000"));
    }
    try {
      return LocalDateTime.of(
              part(raw, 0, 4),
              part(raw, 4, 6),
              part(raw, 6, 8),
              part(raw, 8, 10),
              part(raw, 10, 12),
              part(raw, 12, 14))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw new Unreadable(word.at(), "a time that exists", SIGNATURE_TIMES);
    }
  }

  private static int part(String digits, int from, int to) {
    return (int) Ascii.parseNumber(digits.substring(from, to), U16);
  }

  /// The rest of the words as hexadecimal digits, blanks between them allowed.
  private String hex() throws Unreadable {
    int at = words.place();
    try {
      return octets(HexFormat.of().parseHex(rest()));
    } catch (IllegalArgumentException _) {
      throw new Unreadable(at, "hexadecimal digits, two an octet", Token.FORM);
    }
  }

  private String base64() throws Unreadable {
    int at = words.place();
    try {
      return octets(Base64.getDecoder().decode(rest().getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException _) {
      throw new Unreadable(at, "Base64", Token.FORM);
    }
  }

  private String rest() {
    return words.rest().stream().map(Token::raw).collect(Collectors.joining());
  }

  private static String octets(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
