package org.signet.mtasts;

import static org.signet.foundation.spec.Spec.RFC8461;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.NamePattern;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.Problem;

/// Reads a policy, line by line. RFC 8461 §3.2
///
/// A field that may occur once and occurs again is not looked at beyond its form: the first counts.
final class PolicyReader {
  private static final Clause FORM = RFC8461.section("3.2");
  private static final int MOST_AGE_DIGITS = 10;

  private final Cursor in;
  private final List<NamePattern> mx = new ArrayList<>();
  private boolean hasVersion;
  private Optional<Mode> mode = Optional.empty();
  private Optional<Duration> maxAge = Optional.empty();

  PolicyReader(String text) {
    in = new Cursor(text);
  }

  Parsed<MtaStsPolicy> read() {
    do {
      var problem = line();
      if (problem.isPresent()) {
        return new Parsed.Malformed<>(problem.get());
      }
    } while (!in.atEnd());
    if (!hasVersion) {
      return missing("version: STSv1");
    }
    if (mode.isEmpty()) {
      return missing("mode: enforce, testing or none");
    }
    if (maxAge.isEmpty()) {
      return missing("max_age: seconds");
    }
    if (mx.isEmpty() && mode.get() != Mode.NONE) {
      return missing("mx: at least one host");
    }
    return Parsed.ok(new MtaStsPolicy(mode.get(), mx, maxAge.get(), in.text()));
  }

  private Parsed<MtaStsPolicy> missing(String line) {
    return in.expected("a line \"" + line + '"', FORM);
  }

  /// Reads one line with its end, and says what is wrong with it.
  private Optional<Problem> line() {
    int from = in.at();
    var name = in.takeWhile(MtaStsRecord::isNameOctet);
    if (!MtaStsRecord.isName(name)) {
      return problem(from, "the name of a field, of at most 32 characters");
    }
    if (!in.take(':')) {
      return problem(in.at(), "\":\" behind the name of a field");
    }
    in.skipWhile(Ascii::isBlank);
    int valueFrom = in.at();
    var raw = in.takeWhile(c -> (c >= 0x20 && c != 0x7f) || c == '\t');
    var value = Ascii.trimFolding(raw);
    var ends = in.take('\r') ? in.take('\n') : in.take('\n') || in.atEnd();
    if (!ends) {
      return problem(in.at(), "the end of the line");
    }
    return field(name, value, valueFrom);
  }

  private Optional<Problem> field(String name, String value, int at) {
    return switch (name) {
      case "version" -> version(value, at);
      case "mode" -> mode(value, at);
      case "max_age" -> maxAge(value, at);
      case "mx" -> mx(value, at);
      default ->
          isExtensionValue(value) ? Optional.empty() : problem(at, "a value of printable UTF-8");
    };
  }

  private Optional<Problem> version(String value, int at) {
    var first = !hasVersion;
    hasVersion = true;
    return first && !value.equals("STSv1") ? problem(at, "STSv1") : Optional.empty();
  }

  private Optional<Problem> mode(String value, int at) {
    if (mode.isPresent()) {
      return Optional.empty();
    }
    for (var each : Mode.values()) {
      if (each.word().equals(value)) {
        mode = Optional.of(each);
        return Optional.empty();
      }
    }
    return problem(at, "enforce, testing or none");
  }

  /// What is larger than the largest value is taken for that: the domain wants to be remembered.
  private Optional<Problem> maxAge(String value, int at) {
    if (maxAge.isPresent()) {
      return Optional.empty();
    }
    var isNumber =
        value.length() <= MOST_AGE_DIGITS && Ascii.parseNumber(value, Long.MAX_VALUE) >= 0;
    if (!isNumber) {
      return problem(at, "a number of seconds, of at most " + MOST_AGE_DIGITS + " digits");
    }
    long most = MtaStsPolicy.MOST_AGE.toSeconds();
    maxAge = Optional.of(Duration.ofSeconds(Math.min(most, Long.parseLong(value))));
    return Optional.empty();
  }

  private Optional<Problem> mx(String value, int at) {
    if (mx.size() == MtaStsPolicy.MOST_MX) {
      return problem(at, "at most " + MtaStsPolicy.MOST_MX + " hosts");
    }
    return switch (NamePattern.parse(value)) {
      case Parsed.Ok<NamePattern>(var pattern) -> {
        mx.add(pattern);
        yield Optional.empty();
      }
      case Parsed.Malformed<NamePattern> _ -> problem(at, "a host name, perhaps behind \"*.\"");
    };
  }

  private static boolean isExtensionValue(String value) {
    if (value.isEmpty() || value.indexOf('\t') >= 0) {
      return false;
    }
    try {
      var octets = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
      StandardCharsets.UTF_8.newDecoder().decode(octets);
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private Optional<Problem> problem(int at, String expected) {
    return Optional.of(new Problem(in.text(), at, expected, FORM));
  }
}
