package org.signet.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signet.foundation.spec.Spec.RFC8945;

import java.util.Base64;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// A secret that two parties share to sign DNS messages (TSIG, RFC 8945). Its text form hides it.
///
/// @param secret its octets, one char each
public record TsigKey(Domain name, Algorithm algorithm, String secret) {
  private static final Clause FORM = RFC8945.section("2");

  /// Octets of a file that are read.
  public static final int MOST_OCTETS = 4096;

  /// The algorithms that are not on their way out (RFC 8945 §6, table 3).
  public enum Algorithm {
    HMAC_SHA224,
    HMAC_SHA256,
    HMAC_SHA384,
    HMAC_SHA512;

    /// The name of the algorithm: `hmac-sha256`.
    public String word() {
      return Ascii.toLower(name()).replace('_', '-');
    }

    static Optional<Algorithm> named(String word) {
      for (var algorithm : values()) {
        if (Ascii.equalsIgnoreCase(algorithm.word(), word)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }
  }

  /// Reads a key as name servers write it: BIND's
  /// `key "name" { algorithm hmac-sha256; secret "…"; };`, or `hmac-sha256:name:…` as the option
  /// `-y` of nsupdate and knsupdate takes it. Comments behind `#` or `//` are passed over.
  public static Parsed<TsigKey> parse(String text) {
    var in = new Cursor(text);
    skipBlanks(in);
    return in.takeIgnoreCase("key") ? clause(in) : line(in);
  }

  private static Parsed<TsigKey> line(Cursor in) {
    var algorithm = Algorithm.named(in.takeWhile(c -> c != ':' && !Ascii.isFoldingBlank(c)));
    if (algorithm.isEmpty() || !in.take(':')) {
      return in.expected("key \"name\" { … }; or algorithm:name:secret", FORM);
    }
    int at = in.at();
    var name = Domain.parse(in.takeWhile(c -> c != ':' && !Ascii.isFoldingBlank(c))).optional();
    if (name.isEmpty() || !in.take(':')) {
      return Parsed.malformed(in.text(), at, "the name of the key, and a colon", FORM);
    }
    at = in.at();
    var secret = base64(in.takeWhile(c -> !Ascii.isFoldingBlank(c)));
    skipBlanks(in);
    return secret.isPresent() && in.atEnd()
        ? Parsed.ok(new TsigKey(name.get(), algorithm.get(), secret.get()))
        : Parsed.malformed(in.text(), at, "the secret in Base64, and nothing behind it", FORM);
  }

  private static Parsed<TsigKey> clause(Cursor in) {
    skipBlanks(in);
    int at = in.at();
    var name = Domain.parse(word(in)).optional();
    skipBlanks(in);
    if (name.isEmpty() || !in.take('{')) {
      return Parsed.malformed(in.text(), at, "the name of the key, and {", FORM);
    }
    var algorithm = Optional.<Algorithm>empty();
    var secret = Optional.<String>empty();
    while (true) {
      skipBlanks(in);
      if (in.take('}')) {
        break;
      }
      at = in.at();
      var option = word(in);
      skipBlanks(in);
      var value = word(in);
      skipBlanks(in);
      if (Ascii.equalsIgnoreCase(option, "algorithm")) {
        algorithm = Algorithm.named(value);
      } else if (Ascii.equalsIgnoreCase(option, "secret")) {
        secret = base64(value);
      } else {
        return Parsed.malformed(in.text(), at, "algorithm, secret or }", FORM);
      }
      if (!in.take(';') || (algorithm.isEmpty() && secret.isEmpty())) {
        return Parsed.malformed(in.text(), at, EXPECTED, FORM);
      }
    }
    return algorithm.isPresent() && secret.isPresent()
        ? Parsed.ok(new TsigKey(name.get(), algorithm.get(), secret.get()))
        : in.expected(EXPECTED, FORM);
  }

  private static final String EXPECTED =
      "algorithm hmac-sha224, hmac-sha256, hmac-sha384 or hmac-sha512; and secret \"Base64\";";

  /// A word, perhaps in quotes.
  private static String word(Cursor in) {
    if (in.take('"')) {
      var word = in.takeWhile(c -> c != '"');
      in.take('"');
      return word;
    }
    return in.takeWhile(c -> !Ascii.isFoldingBlank(c) && "{};\"".indexOf(c) < 0);
  }

  private static void skipBlanks(Cursor in) {
    in.skipFolding();
    while (in.peek() == '#' || (in.peek() == '/' && in.peek(1) == '/')) {
      in.skipWhile(c -> c != '\n');
      in.skipFolding();
    }
  }

  private static Optional<String> base64(String text) {
    try {
      var octets = Base64.getDecoder().decode(text);
      return octets.length == 0 ? Optional.empty() : Optional.of(new String(octets, ISO_8859_1));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "TsigKey[" + name + " " + algorithm.word() + "]";
  }
}
