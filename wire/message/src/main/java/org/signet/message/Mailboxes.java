package org.signet.message;

import static org.signet.foundation.spec.Spec.RFC5322;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Problem;
import org.signet.message.AddressLexer.Kind;
import org.signet.message.AddressLexer.Token;

/// The mailboxes of an address field: a list of mailboxes and groups (RFC 5322 §3.4, with the
/// obsolete forms of §4.4; RFC 6854 allows groups in From), read to its end or to the first fault.
///
/// @param mailboxes in order, those of groups too
/// @param comments the text of each comment of the field, without its outer brackets
/// @param fault why the rest of the field was not read
record Mailboxes(List<Mailbox> mailboxes, List<String> comments, Optional<Fault> fault) {
  static final Clause MAILBOX = RFC5322.section("3.4");
  private static final Clause ADDRESS = RFC5322.section("3.4.1");

  /// Mailboxes of a field that are read.
  static final int MOST = 100;

  record Fault(Problem problem, Gravity gravity) {}

  enum Gravity {
    /// Words stand where none belong; the addresses among them can still be told.
    CARELESS,
    /// Nobody can say where a part of the field begins or ends.
    GRAVE,
    /// Comments are nested too deeply to be read.
    TOO_DEEP,
    /// There are more mailboxes than are read.
    TOO_MANY
  }

  static Mailboxes read(String value) {
    var tokens = AddressLexer.read(value);
    if (tokens.problem().isEmpty()) {
      return new Reader(value, tokens.list()).read(tokens.comments());
    }
    var gravity = tokens.isTooDeep() ? Gravity.TOO_DEEP : Gravity.GRAVE;
    var fault = tokens.problem().map(problem -> new Fault(problem, gravity));
    return new Mailboxes(List.of(), tokens.comments(), fault);
  }

  private static final class Reader {
    private final String value;
    private final List<Token> tokens;
    private final List<Mailbox> found = new ArrayList<>(2);
    private int at;
    private Optional<Fault> fault = Optional.empty();

    Reader(String value, List<Token> tokens) {
      this.value = value;
      this.tokens = tokens;
    }

    Mailboxes read(List<String> comments) {
      var inGroup = false;
      while (fault.isEmpty()) {
        while (take(',')) {
          // §4.4: a list may hold empty members
        }
        if (inGroup && take(';')) {
          inGroup = false;
          endOfMember();
        } else if (at == tokens.size()) {
          if (inGroup) {
            fault("the ';' that ends a group", MAILBOX, Gravity.CARELESS);
          }
          break;
        } else if (found.size() == MOST) {
          fault("at most " + MOST + " mailboxes", MAILBOX, Gravity.TOO_MANY);
        } else {
          inGroup = member(inGroup);
        }
      }
      return new Mailboxes(List.copyOf(found), comments, fault);
    }

    /// Reads one mailbox, or the name of a group, and answers whether a group is open.
    private boolean member(boolean inGroup) {
      int from = at;
      while (at < tokens.size() && (tokens.get(at).isWord() || tokens.get(at).is('.'))) {
        at++;
      }
      var words = tokens.subList(from, at);
      if (take('<')) {
        angleAddress(phrase(words));
      } else if (isNext('@')) {
        address("", words);
      } else if (!words.isEmpty() && !inGroup && take(':')) {
        return true;
      } else if (!words.isEmpty() && isEndOfMember(inGroup)) {
        found.add(new Mailbox(phrase(words), Optional.empty()));
      } else {
        fault("an address", MAILBOX, Gravity.CARELESS);
      }
      if (fault.isEmpty() && !(inGroup && isNext(';'))) {
        endOfMember();
      }
      return inGroup;
    }

    private boolean isEndOfMember(boolean inGroup) {
      return at == tokens.size() || isNext(',') || (inGroup && isNext(';'));
    }

    private void endOfMember() {
      if (at < tokens.size() && !isNext(',')) {
        var gravity = isNext(':') ? Gravity.GRAVE : Gravity.CARELESS;
        fault("a comma or the end", MAILBOX, gravity);
      }
    }

    private void angleAddress(String displayName) {
      skipRoute();
      int from = at;
      while (at < tokens.size() && (tokens.get(at).isWord() || tokens.get(at).is('.'))) {
        at++;
      }
      address(displayName, tokens.subList(from, at));
      if (fault.isEmpty() && !take('>')) {
        fault("the closing >", MAILBOX, Gravity.GRAVE);
      }
    }

    /// Skips a source route, which says nothing (§4.4): `@a.example,@b.example:`.
    private void skipRoute() {
      int from = at;
      while (isNext('@') || isNext(',')) {
        if (take('@')) {
          domainTokens();
        } else {
          at++;
        }
      }
      if (at > from && !take(':')) {
        fault("the ':' that ends a route", MAILBOX, Gravity.GRAVE);
      }
    }

    /// Reads from the `@` on; the words before it are the local part.
    private void address(String displayName, List<Token> words) {
      if (fault.isPresent()) {
        return;
      }
      if (words.isEmpty() || !isDotted(words)) {
        fault("a local part", ADDRESS, words.isEmpty() ? Gravity.GRAVE : Gravity.CARELESS);
        return;
      }
      if (!take('@')) {
        found.add(new Mailbox(displayName, Optional.empty()));
        return;
      }
      var local = new StringBuilder();
      words.forEach(word -> local.append(word.text()));
      var domain = domainTokens();
      if (domain.isEmpty()) {
        fault("a domain", ADDRESS, Gravity.GRAVE);
        return;
      }
      found.add(new Mailbox(displayName, Optional.of(new Address(local.toString(), host(domain)))));
      if (isTornApart(domain)) {
        fault("a domain without white space in it", ADDRESS, Gravity.GRAVE);
      }
    }

    /// Whether words and dots take turns; a dot too many, which some hosts hand out, is taken.
    private static boolean isDotted(List<Token> words) {
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i).isWord() && words.get(i - 1).isWord()) {
          return false;
        }
      }
      return true;
    }

    /// Takes a literal, or atoms with dots between them.
    private List<Token> domainTokens() {
      int from = at;
      if (at < tokens.size() && tokens.get(at).kind() == Kind.LITERAL) {
        at++;
        return tokens.subList(from, at);
      }
      var afterAtom = false;
      while (at < tokens.size()) {
        var token = tokens.get(at);
        if (!token.is('.') && (token.kind() != Kind.ATOM || afterAtom)) {
          break;
        }
        afterAtom = !token.is('.');
        at++;
      }
      return tokens.subList(from, at);
    }

    /// §4.4 allows white space and comments around the dots of a domain; but readers that stop
    /// there see another domain, and nobody writes them in good faith.
    private static boolean isTornApart(List<Token> domain) {
      return domain.stream().skip(1).anyMatch(Token::apart);
    }

    private static Host host(List<Token> domain) {
      var text = new StringBuilder();
      domain.forEach(token -> text.append(token.text()));
      return Host.of(text.toString());
    }

    private static String phrase(List<Token> words) {
      var out = new StringBuilder();
      for (var word : words) {
        if (word.apart() && !out.isEmpty()) {
          out.append(' ');
        }
        out.append(word.text());
      }
      return out.toString();
    }

    private boolean isNext(char special) {
      return at < tokens.size() && tokens.get(at).is(special);
    }

    private boolean take(char special) {
      if (!isNext(special)) {
        return false;
      }
      at++;
      return true;
    }

    private void fault(String expected, Clause clause, Gravity gravity) {
      int place = at < tokens.size() ? tokens.get(at).at() : value.length();
      fault = Optional.of(new Fault(new Problem(value, place, expected, clause), gravity));
    }
  }
}
