package org.signet.message;

import static org.signet.foundation.spec.Spec.RFC5321;

import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Problem;

/// The grammar of `Reverse-path` (RFC 5321 §4.1.2): no comments, no white space, no octet too many.
/// Beyond it, an unquoted local part may hold dots and `@` in any place, because servers hand out
/// such addresses and accept them; the domain stands behind the last `@` for every one of them.
final class PathReader {
  private static final Clause FORM = RFC5321.section("4.1.2");

  /// A path may be as long as a command line (§4.5.3.1.4), with some room for SMTPUTF8.
  private static final int MOST_PATH = 1_024;

  private final Cursor in;

  PathReader(String text) {
    this.in = new Cursor(text.length() > MOST_PATH ? text : Ascii.trimFolding(text));
  }

  ReversePath read() {
    if (in.text().length() > MOST_PATH) {
      return invalid("a path of at most " + MOST_PATH + " octets");
    }
    if (in.atEnd() || in.text().equals("<>")) {
      return new ReversePath.Null();
    }
    var inBrackets = in.take('<');
    if (in.peek() == '@' && !skipRoute()) {
      return invalid("a source route that ends with a colon");
    }
    var local = in.peek() == '"' ? quotedString() : dotString();
    if (local.isEmpty()) {
      return invalid("a local part");
    }
    if (!in.take('@')) {
      return invalid("an @ behind the local part");
    }
    var domain = in.takeWhile(c -> c != '>' && (Ascii.isVisible(c) || c >= 0x80));
    if (inBrackets && !in.take('>')) {
      return invalid("the closing >");
    }
    if (!in.atEnd()) {
      return invalid("the end");
    }
    return switch (Host.of(domain)) {
      case Host.Unusable(_, var why) -> new ReversePath.Invalid(in.text(), why);
      case Host host -> new ReversePath.Mailbox(new Address(local.get(), host));
    };
  }

  /// `@a.example,@b.example:`, whose hosts say nothing any more.
  private boolean skipRoute() {
    do {
      if (!in.take('@') || in.takeWhile(PathReader::isHostText).isEmpty()) {
        return false;
      }
    } while (in.take(','));
    return in.take(':');
  }

  private static boolean isHostText(int c) {
    return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c >= 0x80;
  }

  /// The text before the last `@`, where no octet of it needs quotes.
  private Optional<String> dotString() {
    int from = in.at();
    int end = in.text().lastIndexOf('@');
    while (in.at() < end && (AddressLexer.isAtomText(in.peek()) || ".@".indexOf(in.peek()) >= 0)) {
      in.next();
    }
    return in.at() == end && end > from ? Optional.of(in.since(from)) : Optional.empty();
  }

  /// The text of a quoted string, which ends and holds no control characters.
  private Optional<String> quotedString() {
    int from = in.at();
    var text = Lexical.takeEnclosed(in, '"');
    return in.since(from).chars().anyMatch(c -> c < ' ' || c == 0x7f) ? Optional.empty() : text;
  }

  private ReversePath invalid(String expected) {
    return new ReversePath.Invalid(in.text(), new Problem(in.text(), in.at(), expected, FORM));
  }
}
