package org.signet.dmarc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Author;
import org.signet.message.Field;
import org.signet.message.Header;

/// RFC 9989, section by section.
class CasesTest {
  private static final List<String> FILES =
      List.of(
          "4.7-record.txt",
          "4.10-tree-walk.txt",
          "4.10.1-policy-discovery.txt",
          "4.10.2-alignment.txt",
          "5.3-receiver.txt",
          "11.8-public-suffixes.txt",
          "B-examples.txt",
          "mistakes.txt",
          "rfc7489-beside.txt");

  @TestFactory
  Stream<DynamicContainer> rfc9989() {
    return FILES.stream().map(CaseFile::read).map(CasesTest::container);
  }

  private static DynamicContainer container(CaseFile file) {
    return dynamicContainer(
        file.title(),
        file.cases().stream()
            .map(c -> dynamicTest(c.line() + ": " + c.question(), () -> holds(c))));
  }

  private static void holds(CaseFile.Case expected) {
    var dns = new Asked(new ZoneResolver(expected.zone()));
    assertThat(answer(expected.question(), dns)).isEqualTo(expected.answer());
  }

  /// - `from D[ D…], spf D, dkim D…`, or with a From field: the result of a message
  /// - `queries for from …`: the names asked for it
  /// - `walk D`: the names asked; `unguarded …`: without the guard
  /// - `organization of D`
  /// - `rfc7489 for from …`: what the older method says
  /// - `record …`: what a record says
  private static String answer(String question, Asked dns) {
    var settings = DmarcSettings.defaults();
    var rest = question;
    if (rest.startsWith("unguarded ")) {
      settings = settings.withGuard(false);
      rest = after(rest, "unguarded ");
    }
    var dmarc = new Dmarc(dns, settings);
    if (rest.startsWith("record ")) {
      return RecordWords.of(after(rest, "record "));
    }
    if (rest.startsWith("walk ")) {
      dmarc.walk(Domain.of(after(rest, "walk ")));
      return names(dns);
    }
    if (rest.startsWith("organization of ")) {
      var walk = dmarc.walk(Domain.of(after(rest, "organization of ")));
      return Messages.words(dmarc.organization(walk));
    }
    if (rest.startsWith("queries for ")) {
      result(after(rest, "queries for "), dmarc);
      return names(dns);
    }
    if (rest.startsWith("rfc7489 for ")) {
      var verdict = result(after(rest, "rfc7489 for "), dmarc).verdicts().getFirst();
      return Messages.words(verdict.rfc7489()) + (verdict.methodsDiffer() ? ", differs" : "");
    }
    return Messages.words(result(rest, dmarc));
  }

  private static DmarcResult result(String message, Dmarc dmarc) {
    var isAmbiguous = message.startsWith("ambiguous ");
    var isWritten = message.startsWith("From: ");
    var text =
        isWritten ? message : after(isAmbiguous ? after(message, "ambiguous ") : message, "from ");
    int comma = text.indexOf(',');
    var from = comma < 0 ? text : text.substring(0, comma);
    var identifiers = Messages.identifiers(comma < 0 ? "" : text.substring(comma + 1));
    if (isWritten) {
      return dmarc.evaluate(written(from), identifiers);
    }
    var authors = from.split(" ", -1);
    var author = isAmbiguous ? Messages.ambiguous(authors) : Messages.author(authors);
    return dmarc.evaluate(author, identifiers);
  }

  /// The author of a From field in UTF-8.
  private static Author written(String field) {
    return Author.of(new Header(List.of(Field.of(field.getBytes(UTF_8)))));
  }

  private static String after(String text, String prefix) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("not a question: " + text);
    }
    return text.substring(prefix.length());
  }

  private static String names(Asked dns) {
    return String.join(" ", dns.names().stream().map(Domain::text).toList());
  }
}
