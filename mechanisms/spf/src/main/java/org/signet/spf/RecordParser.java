package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC7208;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;

/// Reads a whole record, term by term. RFC 7208 §4.6.1 and, for each term, §5 and §6
final class RecordParser {
  private static final int VERSION_OCTETS = 6;
  private static final int BITS4 = 32;
  private static final int BITS6 = 128;

  private static final Clause VERSION = RFC7208.section("4.5");
  private static final Clause TERMS = RFC7208.section("4.6.1");
  private static final Clause ALL = RFC7208.section("5.1");
  private static final Clause INCLUDE = RFC7208.section("5.2");
  private static final Clause A = RFC7208.section("5.3");
  private static final Clause PTR = RFC7208.section("5.5");
  private static final Clause IP = RFC7208.section("5.6");
  private static final Clause EXISTS = RFC7208.section("5.7");
  private static final Clause MODIFIERS = RFC7208.section("6");

  private final String text;
  private final List<Directive> directives = new ArrayList<>();
  private final List<Modifier.Unknown> unknown = new ArrayList<>(0);
  private Optional<Modifier.Redirect> redirect = Optional.empty();
  private Optional<Modifier.Explanation> explanation = Optional.empty();

  private RecordParser(String text) {
    this.text = text;
  }

  static Parsed<SpfRecord> read(String text) {
    if (!SpfRecord.isOne(text)) {
      return Parsed.malformed(text, 0, "v=spf1 alone or before a space", VERSION);
    }
    return new RecordParser(text).terms();
  }

  private Parsed<SpfRecord> terms() {
    int at = VERSION_OCTETS;
    while (at < text.length()) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      int space = text.indexOf(' ', at);
      int to = space < 0 ? text.length() : space;
      if (term(at, to) instanceof Parsed.Malformed<Term> malformed) {
        return malformed.as();
      }
      at = to;
    }
    return Parsed.ok(new SpfRecord(text, directives, redirect, explanation, unknown));
  }

  private Parsed<Term> term(int from, int to) {
    int nameTo = nameEnd(from, to);
    if (nameTo > from && nameTo < to && text.charAt(nameTo) == '=') {
      return modifier(from, nameTo, to);
    }
    var qualifier = qualifier(text.charAt(from));
    int mechanismAt = qualifier.isPresent() ? from + 1 : from;
    return switch (mechanism(mechanismAt, to)) {
      case Parsed.Malformed<Mechanism> malformed -> malformed.as();
      case Parsed.Ok<Mechanism>(var mechanism) -> {
        var directive =
            new Directive(qualifier.orElse(Qualifier.PASS), mechanism, text.substring(from, to));
        directives.add(directive);
        yield Parsed.ok(directive);
      }
    };
  }

  /// The end of a name (§4.6.1) that starts at `from`; `from` itself where none does.
  private int nameEnd(int from, int to) {
    int at = from;
    if (at < to && Ascii.isLetter(text.charAt(at))) {
      at++;
      while (at < to && isNameOctet(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private static boolean isNameOctet(char c) {
    return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  private static Optional<Qualifier> qualifier(char sign) {
    return switch (sign) {
      case '+' -> Optional.of(Qualifier.PASS);
      case '-' -> Optional.of(Qualifier.FAIL);
      case '~' -> Optional.of(Qualifier.SOFTFAIL);
      case '?' -> Optional.of(Qualifier.NEUTRAL);
      default -> Optional.empty();
    };
  }

  private Parsed<Term> modifier(int from, int nameTo, int to) {
    var name = text.substring(from, nameTo);
    var written = text.substring(from, to);
    return switch (Ascii.toLower(name)) {
      case "redirect" ->
          redirect.isPresent()
              ? Parsed.malformed(text, from, "at most one redirect=", MODIFIERS)
              : DomainSpec.read(text, nameTo + 1, to)
                  .map(
                      domain -> {
                        var modifier = new Modifier.Redirect(domain, written);
                        redirect = Optional.of(modifier);
                        return modifier;
                      });
      case "exp" ->
          explanation.isPresent()
              ? Parsed.malformed(text, from, "at most one exp=", MODIFIERS)
              : DomainSpec.read(text, nameTo + 1, to)
                  .map(
                      domain -> {
                        var modifier = new Modifier.Explanation(domain, written);
                        explanation = Optional.of(modifier);
                        return modifier;
                      });
      default ->
          MacroParser.read(text, nameTo + 1, to, MacroParser.Use.RECORD)
              .map(
                  value -> {
                    var modifier = new Modifier.Unknown(name, value, written);
                    unknown.add(modifier);
                    return modifier;
                  });
    };
  }

  private Parsed<Mechanism> mechanism(int from, int to) {
    int nameTo = nameEnd(from, to);
    var name = Ascii.toLower(text.substring(from, nameTo));
    return switch (name) {
      case "all" -> all(nameTo, to);
      case "include" -> domain(nameTo, to, INCLUDE).map(Mechanism.Include::new);
      case "a" -> addresses(nameTo, to, Mechanism.A::new);
      case "mx" -> addresses(nameTo, to, Mechanism.Mx::new);
      case "ptr" ->
          nameTo == to
              ? Parsed.ok(new Mechanism.Ptr(Optional.empty()))
              : domain(nameTo, to, PTR).map(each -> new Mechanism.Ptr(Optional.of(each)));
      case "ip4" -> ip4(nameTo, to);
      case "ip6" -> ip6(nameTo, to);
      case "exists" -> domain(nameTo, to, EXISTS).map(Mechanism.Exists::new);
      default ->
          Parsed.malformed(
              text, from, "all, include, a, mx, ptr, ip4, ip6, exists or name=value", TERMS);
    };
  }

  private Parsed<Mechanism> all(int at, int to) {
    return at == to
        ? Parsed.ok(new Mechanism.All())
        : Parsed.malformed(text, at, "nothing behind \"all\"", ALL);
  }

  /// `":" domain-spec`
  private Parsed<DomainSpec> domain(int at, int to, Clause clause) {
    if (at == to || text.charAt(at) != ':') {
      return Parsed.malformed(text, at, "':' and a domain", clause);
    }
    return DomainSpec.read(text, at + 1, to);
  }

  private interface OfAddresses {
    Mechanism with(Optional<DomainSpec> domain, int bits4, int bits6);
  }

  /// `[ ":" domain-spec ] [ dual-cidr-length ]`. The domain may hold slashes too, but never ends in
  /// one and digits; so the lengths are split off from the right.
  private Parsed<Mechanism> addresses(int at, int to, OfAddresses kind) {
    int end = to;
    int bits6 = BITS6;
    int slash = slashBeforeDigits(at, end);
    if (slash > at && text.charAt(slash - 1) == '/') {
      bits6 = bits(slash + 1, end, BITS6);
      if (bits6 < 0) {
        return Parsed.malformed(text, slash + 1, "a prefix length from 0 to 128", A);
      }
      end = slash - 1;
      slash = slashBeforeDigits(at, end);
    }
    int bits4 = BITS4;
    if (slash >= at) {
      bits4 = bits(slash + 1, end, BITS4);
      if (bits4 < 0) {
        return Parsed.malformed(text, slash + 1, "a prefix length from 0 to 32", A);
      }
      end = slash;
    }
    if (end == at) {
      return Parsed.ok(kind.with(Optional.empty(), bits4, bits6));
    }
    int length4 = bits4;
    int length6 = bits6;
    return domain(at, end, A).map(each -> kind.with(Optional.of(each), length4, length6));
  }

  /// The place of a slash that only digits follow up to `to`, at least one; -1 where there is none.
  private int slashBeforeDigits(int from, int to) {
    int at = to - 1;
    while (at >= from && Ascii.isDigit(text.charAt(at))) {
      at--;
    }
    return at >= from && at < to - 1 && text.charAt(at) == '/' ? at : -1;
  }

  /// A prefix length without leading zeros, at most `most`; -1 where it is none.
  private int bits(int from, int to, int most) {
    if (to - from > 3 || (to - from > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    return (int) Ascii.parseNumber(text.substring(from, to), most);
  }

  private Parsed<Mechanism> ip4(int at, int to) {
    return network(at, to, BITS4, IpAddress::parseV4, Mechanism.Ip4::new);
  }

  private Parsed<Mechanism> ip6(int at, int to) {
    return network(at, to, BITS6, IpAddress::parseV6, Mechanism.Ip6::new);
  }

  private interface Reader {
    Parsed<IpAddress> read(String text);
  }

  private interface OfNetwork {
    Mechanism with(IpAddress network, int bits);
  }

  /// `":" network [ "/" length ]`
  private Parsed<Mechanism> network(int at, int to, int most, Reader reader, OfNetwork kind) {
    if (at == to || text.charAt(at) != ':') {
      return Parsed.malformed(text, at, "':' and an address", IP);
    }
    int slash = text.indexOf('/', at, to);
    int end = slash < 0 ? to : slash;
    int bits = end == to ? most : bits(end + 1, to, most);
    if (bits < 0) {
      return Parsed.malformed(text, end + 1, "a prefix length from 0 to " + most, IP);
    }
    return switch (reader.read(text.substring(at + 1, end))) {
      case Parsed.Ok<IpAddress>(var network) -> Parsed.ok(kind.with(network, bits));
      case Parsed.Malformed<IpAddress>(var problem) ->
          Parsed.malformed(text, at + 1, problem.expected(), IP);
    };
  }
}
