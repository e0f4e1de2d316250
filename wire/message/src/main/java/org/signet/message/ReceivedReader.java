package org.signet.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.IpAddress;

/// Finds the parts of a Received field in the forms that servers write them.
///
/// The client's name is under the client's control and its address is not. So the address is taken
/// from the last comment behind `from` that holds one in brackets, which is where servers put what
/// they saw themselves, and from the name only where nothing else holds one.
final class ReceivedReader {
  private static final Set<String> CLAUSES = Set.of("from", "by", "via", "with", "id", "for");

  /// What comes before the argument of the client's greeting, in a comment.
  private static final List<String> CLIENTS_WORDS = List.of("helo=", "helo ", "ehlo ");

  /// What stands in a field between white space.
  private record Item(String text, boolean isComment) {}

  private final Cursor in;
  private final List<Item> items = new ArrayList<>();
  private int dateAt = -1;

  ReceivedReader(String value) {
    this.in = new Cursor(value);
  }

  Received read() {
    split();
    var from = clause("from");
    return new Received(
        helo(from),
        client(from),
        withoutBrackets(first("by")),
        first("with"),
        withoutBrackets(first("id")),
        withoutBrackets(first("for")),
        envelopeFrom(),
        dateAt < 0 ? Optional.empty() : MailDate.parse(in.text().substring(dateAt)));
  }

  /// Cuts the value into words and comments; the date stands behind the last semicolon.
  private void split() {
    in.skipFolding();
    while (!in.atEnd()) {
      int from = in.at();
      if (in.peek() == '(') {
        var closed = Lexical.skipComment(in, Integer.MAX_VALUE) == Lexical.Comment.CLOSED;
        int to = closed ? in.at() - 1 : in.at();
        items.add(new Item(in.text().substring(from + 1, to), true));
      } else if (in.take(';')) {
        dateAt = in.at();
      } else {
        skipWord();
        items.add(new Item(in.since(from), false));
      }
      in.skipFolding();
    }
  }

  private void skipWord() {
    if (in.peek() == '[' && in.text().lastIndexOf(']') > in.at()) {
      in.skipWhile(c -> c != ']');
    }
    in.next();
    in.skipWhile(c -> !Ascii.isFoldingBlank(c) && c != '(' && c != ';');
  }

  /// What stands between this keyword and the next one.
  private List<Item> clause(String keyword) {
    int from = 0;
    while (from < items.size() && !isKeyword(items.get(from), keyword)) {
      from++;
    }
    int to = Math.min(from + 1, items.size());
    while (to < items.size() && !isKeyword(items.get(to))) {
      to++;
    }
    return from < items.size() ? items.subList(from + 1, to) : List.of();
  }

  private static boolean isKeyword(Item item, String keyword) {
    return !item.isComment && Ascii.equalsIgnoreCase(item.text, keyword);
  }

  private static boolean isKeyword(Item item) {
    return !item.isComment && CLAUSES.contains(Ascii.toLower(item.text));
  }

  private String first(String keyword) {
    return clause(keyword).stream()
        .filter(item -> !item.isComment)
        .map(item -> withoutCommaBehind(item.text))
        .findFirst()
        .orElse("");
  }

  private static String withoutCommaBehind(String text) {
    return text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
  }

  private static String withoutBrackets(String text) {
    return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
  }

  /// What a comment says the client called itself, or else the name behind `from`.
  private String helo(List<Item> from) {
    for (var item : from) {
      for (var mark : CLIENTS_WORDS) {
        var word = item.isComment ? wordAfter(item.text, mark) : "";
        if (!word.isEmpty()) {
          return word;
        }
      }
    }
    return from.isEmpty() || from.getFirst().isComment ? "" : from.getFirst().text;
  }

  /// The word behind the last such mark; empty where there is none.
  private static String wordAfter(String text, String mark) {
    int at = Ascii.toLower(text).lastIndexOf(mark);
    if (at < 0) {
      return "";
    }
    var word = new Cursor(text.substring(at + mark.length()));
    return word.takeWhile(c -> !Ascii.isFoldingBlank(c));
  }

  private static Optional<IpAddress> client(List<Item> from) {
    var comments = from.stream().filter(Item::isComment).map(Item::text).toList().reversed();
    for (var comment : comments) {
      var address = lastInBrackets(beforeClientsWords(comment));
      if (address.isPresent()) {
        return address;
      }
    }
    for (var comment : comments) {
      var address = bare(comment);
      if (address.isPresent()) {
        return address;
      }
    }
    var words = from.stream().filter(item -> !item.isComment).map(Item::text).toList().reversed();
    for (var word : words) {
      var address = lastInBrackets(word).or(() -> bare(word));
      if (address.isPresent()) {
        return address;
      }
    }
    return Optional.empty();
  }

  /// A comment up to where it repeats what the client said.
  private static String beforeClientsWords(String comment) {
    int end = comment.length();
    for (var mark : List.of("helo=", "helo ", "ehlo ", "ident=")) {
      int at = Ascii.toLower(comment).indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return comment.substring(0, end);
  }

  private static Optional<IpAddress> lastInBrackets(String text) {
    int close = text.lastIndexOf(']');
    while (close > 0) {
      int open = text.lastIndexOf('[', close);
      if (open < 0) {
        return Optional.empty();
      }
      var address = address(text.substring(open + 1, close));
      if (address.isPresent()) {
        return address;
      }
      close = text.lastIndexOf(']', open);
    }
    return Optional.empty();
  }

  /// An address that begins a comment, perhaps with a user's name and `@` before it.
  private static Optional<IpAddress> bare(String text) {
    var word = new Cursor(text);
    word.skipFolding();
    var first = word.takeWhile(c -> !Ascii.isFoldingBlank(c) && c != ',');
    return address(first.substring(first.lastIndexOf('@') + 1));
  }

  /// The address in a literal, without its brackets, perhaps with a port behind it.
  private static Optional<IpAddress> address(String text) {
    int colon = text.indexOf(':');
    var isV4WithPort = colon > 0 && colon == text.lastIndexOf(':');
    return IpAddress.ofLiteral(isV4WithPort ? text.substring(0, colon) : text);
  }

  private Optional<ReversePath> envelopeFrom() {
    for (var item : items) {
      for (var mark : List.of("envelope-from ", "envelope-from=", "envelope-sender ")) {
        var word = item.isComment ? wordAfter(item.text, mark) : "";
        if (!word.isEmpty()) {
          return Optional.of(ReversePath.parse(word));
        }
      }
    }
    return Optional.empty();
  }
}
