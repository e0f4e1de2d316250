package org.signet.dns.zone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Answers from zone text, without a network. The text is the whole world, unless its `$ELSE` says
/// otherwise: a name that it does not hold, of whatever domain, does not exist.
///
/// Nothing here waits: a `$STATUS timeout` fails at once.
public final class ZoneResolver implements Resolver {
  private final View everyone;
  private final Map<Question<?>, View> questions = new HashMap<>();

  public ZoneResolver(Zone zone) {
    var common = new ArrayList<ZoneRecord>();
    var byQuestion = new HashMap<Question<?>, List<ZoneRecord>>();
    for (var record : zone.records()) {
      if (record.scope().server().isPresent()) {
        continue;
      }
      record
          .scope()
          .question()
          .map(question -> byQuestion.computeIfAbsent(question, _ -> new ArrayList<>()))
          .orElse(common)
          .add(record);
    }
    everyone = new View(common, zone.otherwise());
    byQuestion.forEach(
        (question, lines) -> questions.put(question, new View(lines, zone.otherwise())));
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
    return questions.getOrDefault(new Question<>(name, type), everyone).lookup(name, type);
  }
}
