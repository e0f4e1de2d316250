package org.signet.dns.zone;

import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.signet.dns.Question;
import org.signet.dns.Transport;
import org.signet.dns.Type;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Problem;

/// Reads zone text: RFC 1035 §5.1 and the directives that [Zone] describes.
final class ZoneReader {
  /// How long a record may be kept where the text does not say.
  private static final long DEFAULT_TTL_SECONDS = 3600;

  /// What is not of RFC 1035.
  static final Clause OURS = SIGNET.section("");

  private final String text;
  private final List<ZoneRecord> records = new ArrayList<>();

  private Domain origin = Domain.ROOT;
  private Optional<Domain> owner = Optional.empty();

  /// That of `$TTL`; without one, the last that a record gave.
  private long defaultTtl = DEFAULT_TTL_SECONDS;

  private boolean hasTtlDirective = false;
  private Status status = Status.Answers.UNCHECKED;
  private Status otherwise = Status.Answers.UNCHECKED;
  private ZoneRecord.Scope scope = ZoneRecord.Scope.EVERYONE;

  private ZoneReader(String text) {
    this.text = text;
  }

  static ZoneReading read(String file, String text) {
    var reader = new ZoneReader(text);
    try {
      reader.read();
      return new ZoneReading.Read(new Zone(reader.records, reader.otherwise));
    } catch (Unreadable unreadable) {
      return new ZoneReading.Unreadable(problem(file, text, unreadable));
    }
  }

  private static ZoneProblem problem(String file, String text, Unreadable unreadable) {
    // The end of the text after its last line end is shown as the end of that line.
    int at = Math.min(unreadable.at, text.length());
    if (at == text.length() && text.endsWith("\n")) {
      at--;
    }
    int from = text.lastIndexOf('\n', at - 1) + 1;
    int to = text.indexOf('\n', at);
    var line = text.substring(from, to < 0 ? text.length() : to);
    int number = 1 + (int) text.substring(0, from).chars().filter(c -> c == '\n').count();
    var problem = new Problem(line, at - from, unreadable.expected, unreadable.clause);
    return new ZoneProblem(file, number, problem);
  }

  private void read() throws Unreadable {
    var tokens = new Tokens(text);
    while (!tokens.atEnd()) {
      var words = tokens.next();
      if (words.isDone()) {
        continue;
      }
      if (!words.continues() && text.charAt(words.place()) == '$') {
        directive(words);
      } else {
        record(words);
      }
    }
  }

  private void directive(Words words) throws Unreadable {
    var name = words.next("a directive");
    switch (Ascii.toLower(name.raw())) {
      case "$origin" -> origin = words.next("a name").name(origin);
      case "$ttl" -> {
        defaultTtl = words.next("a TTL").seconds();
        hasTtlDirective = true;
      }
      case "$status" -> status = status(words);
      case "$else" -> otherwise = status(words);
      case "$server" -> scope = new ZoneRecord.Scope(server(words), Optional.empty());
      case "$question" -> scope = new ZoneRecord.Scope(scope.server(), question(words));
      default ->
          throw new Unreadable(
              name.at(), "$ORIGIN, $TTL, $STATUS, $ELSE, $SERVER or $QUESTION", OURS);
    }
    words.end();
  }

  private static Status status(Words words) throws Unreadable {
    var word = words.next("a status");
    var text = word.isQuoted() ? "" : Ascii.toLower(word.raw());
    var security = Status.security(text);
    if (security.isPresent()) {
      return new Status.Answers(security.get(), !words.take("nxdomain"));
    }
    var cause = Status.cause(text);
    if (cause.isEmpty()) {
      throw new Unreadable(
          word.at(),
          "secure, insecure, unchecked, timeout, servfail, refused, bogus, malformed, truncated,"
              + " unreachable, budget or not-recorded",
          OURS);
    }
    var detail = words.isDone() ? cause.get().words() : words.next("what happened").octets();
    return new Status.Fails(cause.get(), detail);
  }

  private Optional<Server> server(Words words) throws Unreadable {
    if (words.take("-") || words.take("*")) {
      return Optional.empty();
    }
    var name = words.next("the name of a server, or -").name(origin);
    var address = Optional.<IpAddress>empty();
    var transport = Optional.<Transport>empty();
    if (!words.isDone() && !words.at("udp") && !words.at("tcp")) {
      var word = words.next("an address");
      address = IpAddress.parse(word.raw()).optional();
      if (address.isEmpty()) {
        throw new Unreadable(word.at(), "an IP address, udp or tcp", OURS);
      }
    }
    if (words.take("udp")) {
      transport = Optional.of(Transport.UDP);
    } else if (words.take("tcp")) {
      transport = Optional.of(Transport.TCP);
    }
    return Optional.of(new Server(name, address, transport));
  }

  private Optional<Question<?>> question(Words words) throws Unreadable {
    if (words.take("-")) {
      return Optional.empty();
    }
    var name = words.next("a name, or -").name(origin);
    var word = words.next("a record type");
    var type = Type.numbered(RecordTypes.number(word));
    if (type.isEmpty()) {
      throw word.unreadable("a record type that Signet asks for");
    }
    return Optional.of(new Question<>(name, type.get()));
  }

  /// `[owner] [TTL] [class] type data`, TTL and class in either order.
  private void record(Words words) throws Unreadable {
    if (!words.continues()) {
      owner = Optional.of(words.next("a name").name(origin));
    } else if (owner.isEmpty()) {
      throw new Unreadable(words.place(), "a name at the start of the line", Token.FORM);
    }
    var ttl = OptionalLong.empty();
    var hasClass = false;
    while (true) {
      if (ttl.isEmpty() && words.startsWithDigit()) {
        ttl = OptionalLong.of(words.next("a TTL").seconds());
      } else if (!hasClass && words.take("IN")) {
        hasClass = true;
      } else {
        break;
      }
    }
    int type = RecordTypes.number(words.next("a record type"));
    if (ttl.isPresent() && !hasTtlDirective) {
      defaultTtl = ttl.getAsLong();
    }
    records.add(record(owner.orElseThrow(), type, ttl.orElse(defaultTtl), words));
  }

  private ZoneRecord record(Domain name, int type, long ttl, Words words) throws Unreadable {
    if (words.takeLast("-")) {
      return new ZoneRecord(scope, name, type, ttl, status, Optional.empty());
    }
    if (type == ZoneRecord.ANY) {
      throw new Unreadable(words.place(), "- after ANY", OURS);
    }
    if (status instanceof Status.Answers(_, var exists) && !exists) {
      throw new Unreadable(words.place(), "- for a name that does not exist", OURS);
    }
    var data = new RdataReader(words, origin).read(type);
    return new ZoneRecord(scope, name, type, ttl, status, Optional.of(data));
  }
}
