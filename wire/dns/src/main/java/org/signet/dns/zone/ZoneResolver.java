package org.signet.dns.zone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.signet.dns.Answer;
import org.signet.dns.Authority;
import org.signet.dns.DirectQuery;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Transport;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Answers from zone text, without a network. The text is the whole world, unless its `$ELSE` says
/// otherwise: a name that it does not hold, of whatever domain, does not exist.
///
/// Nothing here waits: a `$STATUS timeout` fails at once.
public final class ZoneResolver implements Resolver {
  private final Zone zone;
  private final View everyone;
  private final Map<Question<?>, View> questions;

  public ZoneResolver(Zone zone) {
    this.zone = zone;
    var common = new ArrayList<ZoneRecord>();
    var byQuestion = new HashMap<Question<?>, List<ZoneRecord>>();
    for (var record : zone.records()) {
      if (record.scope().server().isEmpty()) {
        record
            .scope()
            .question()
            .map(question -> byQuestion.computeIfAbsent(question, _ -> new ArrayList<>()))
            .orElse(common)
            .add(record);
      }
    }
    everyone = new View(common, zone.otherwise());
    questions =
        byQuestion.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> new View(entry.getValue(), zone.otherwise())));
  }

  /// A resolver for zone text in the program or in a test:
  /// `ZoneResolver.of("example.com. TXT \"v=spf1 -all\"")`.
  ///
  /// @throws IllegalArgumentException with line and caret where the text could not be read
  public static ZoneResolver of(String text) {
    return new ZoneResolver(Zone.of(text));
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    var view = questions.getOrDefault(new Question<>(name, type), everyone);
    return view.lookup(name, type);
  }

  /// What single servers say: what stands under their `$SERVER`, over what the text says to
  /// everyone.
  public DirectQuery direct() {
    return this::ask;
  }

  private <R extends Rdata> Answer<R> ask(
      Authority server, Transport transport, Question<R> question) {
    var own =
        zone.records().stream()
            .filter(record -> record.scope().isSaidBy(server, transport))
            .filter(record -> record.scope().question().map(question::equals).orElse(true))
            .toList();
    var said = new HashMap<Domain, Set<Integer>>();
    own.forEach(
        record -> said.computeIfAbsent(record.owner(), _ -> new HashSet<>()).add(record.type()));
    var lines = new ArrayList<>(own);
    for (var record : zone.records()) {
      var types = said.getOrDefault(record.owner(), Set.of());
      if (record.scope().equals(ZoneRecord.Scope.EVERYONE) && !isReplaced(record, types)) {
        lines.add(record);
      }
    }
    return new View(lines, zone.otherwise()).lookup(question.name(), question.type());
  }

  /// Whether a server that says something of these types at the record's name does not say the
  /// record: its word on a type is all of that type, and an alias stands alone.
  private static boolean isReplaced(ZoneRecord record, Set<Integer> types) {
    int cname = Type.CNAME.number();
    return types.contains(record.type())
        || types.contains(cname)
        || types.contains(ZoneRecord.ANY)
        || (record.type() == cname && !types.isEmpty());
  }
}
