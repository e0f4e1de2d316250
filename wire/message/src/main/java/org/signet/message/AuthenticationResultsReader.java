package org.signet.message;

import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC8601;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.Problem;
import org.signet.message.AuthenticationResults.Property;
import org.signet.message.AuthenticationResults.Result;

/// The grammar of RFC 8601 §2.2, read from left to right. Comments may stand nearly everywhere and
/// are never data.
final class AuthenticationResultsReader {
  private static final Clause FORM = RFC8601.section("2.2");
  private static final Clause COMMENTS = RFC5322.section("3.2.2");
  private static final Clause QUOTED = RFC5322.section("3.2.4");

  /// Numbers of versions that are told apart.
  private static final int MOST_VERSION = 1_000_000;

  private final Cursor in;
  private Optional<Problem> problem = Optional.empty();

  AuthenticationResultsReader(String value) {
    this.in = new Cursor(value);
  }

  Parsed<AuthenticationResults> read() {
    var id = authservId();
    int version = version();
    var results = new ArrayList<Result>(4);
    skipComments();
    if (problem.isEmpty() && takeNone()) {
      return end(new AuthenticationResults(id, version, List.of()));
    }
    while (problem.isEmpty()) {
      readResult(results);
      if (in.atEnd() || problem.isPresent()) {
        break;
      }
      in.next();
      skipComments();
      if (in.atEnd()) {
        break;
      }
    }
    return end(new AuthenticationResults(id, version, results));
  }

  /// What stands behind the authserv-id and the version, as it is written; empty where that is not
  /// known.
  Optional<String> readMethods() {
    authservId();
    version();
    return problem.isPresent() ? Optional.empty() : Optional.of(in.rest());
  }

  private Parsed<AuthenticationResults> end(AuthenticationResults read) {
    return problem.isPresent() ? new Parsed.Malformed<>(problem.get()) : Parsed.ok(read);
  }

  private String authservId() {
    skipComments();
    var id = in.peek() == '"' ? quoted() : in.takeWhile(AuthenticationResultsReader::isIdText);
    if (id.isEmpty()) {
      fail("an authserv-id");
    }
    skipComments();
    return id;
  }

  private int version() {
    int version = Ascii.isDigit(in.peek()) ? number() : AuthenticationResults.VERSION;
    skipComments();
    if (problem.isEmpty() && !in.take(';')) {
      fail("a semicolon behind the authserv-id");
    }
    return version;
  }

  private boolean takeNone() {
    int from = in.at();
    if (in.takeIgnoreCase("none")) {
      skipComments();
      in.take(';');
      skipComments();
      if (in.atEnd()) {
        return true;
      }
    }
    in.reset(from);
    return false;
  }

  /// Reads `method/version=result`, its reason and properties, up to the semicolon or the end.
  private void readResult(List<Result> results) {
    var method = keyword("a method");
    skipComments();
    int version = 1;
    if (in.take('/')) {
      skipComments();
      version = number();
      skipComments();
    }
    takeEquals();
    var result = keyword("a result");
    var reason = Optional.<String>empty();
    var properties = new ArrayList<Property>(4);
    skipComments();
    while (problem.isEmpty() && !in.atEnd() && in.peek() != ';') {
      var name = keyword("a property");
      skipComments();
      if (in.take('.')) {
        skipComments();
        var property = keyword("the name of a property");
        skipComments();
        takeEquals();
        var value = value();
        if (problem.isEmpty()) {
          properties.add(new Property(name, property, value));
        }
      } else {
        takeEquals();
        var value = value();
        if (name.equals("reason") && reason.isEmpty()) {
          reason = Optional.of(value);
        }
      }
      skipComments();
    }
    if (problem.isEmpty()) {
      results.add(new Result(method, version, result, reason, properties));
    }
  }

  private void takeEquals() {
    if (problem.isEmpty() && !in.take('=')) {
      fail("'='");
    }
    skipComments();
  }

  private String keyword(String expected) {
    var word = Ascii.toLower(in.takeWhile(AuthenticationResults::isKeywordLetter));
    if (word.isEmpty()) {
      fail(expected);
    }
    return word;
  }

  private int number() {
    long number = Ascii.parseNumber(in.takeWhile(Ascii::isDigit), MOST_VERSION);
    if (number < 0) {
      fail("a version");
    }
    return (int) number;
  }

  /// A quoted string, a quoted local part with its domain, or octets up to white space, a
  /// semicolon, a comment or a quote.
  private String value() {
    if (in.peek() != '"') {
      var value = in.takeWhile(AuthenticationResultsReader::isValueText);
      if (value.isEmpty()) {
        fail("a value");
      }
      return value;
    }
    int from = in.at();
    var text = quoted();
    if (in.peek() != '@') {
      return text;
    }
    in.skipWhile(AuthenticationResultsReader::isValueText);
    return in.since(from).replace("\r", "").replace("\n", "");
  }

  private static boolean isValueText(int c) {
    return (Ascii.isVisible(c) || c >= 0x80) && ";()\"\\".indexOf(c) < 0;
  }

  private static boolean isIdText(int c) {
    return isValueText(c) && "=,<>@".indexOf(c) < 0;
  }

  private String quoted() {
    var text = Lexical.takeEnclosed(in, '"');
    if (text.isEmpty()) {
      fail("the closing quote", QUOTED);
    } else if (text.get().chars().anyMatch(c -> c < ' ' && c != '\t')) {
      fail("text without control characters", QUOTED);
    }
    return text.orElse("");
  }

  private void skipComments() {
    if (!Lexical.skipComments(in)) {
      fail("the closing ) of a comment", COMMENTS);
    }
  }

  private void fail(String expected) {
    fail(expected, FORM);
  }

  private void fail(String expected, Clause clause) {
    if (problem.isEmpty()) {
      problem = Optional.of(new Problem(in.text(), in.at(), expected, clause));
    }
  }
}
