package org.signet.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.TextRenderer;

/// Explanations as prose: the zone first, then each message behind a `# ` and what is said about
/// it. With `-Dsignet.golden=write` the file is written anew, to be read before it is kept.
class ExplanationsTest {
  private static final Path FILE =
      Path.of(
          System.getProperty("signet.root", "."),
          "verdicts/dmarc/src/test/resources/org/signet/dmarc/explanations.txt");
  private static final String MARK = "# ";

  @Test
  void theyReadAsTheyShould() throws IOException {
    var expected = Files.readString(FILE);
    var zone = new StringBuilder();
    var messages = new ArrayList<String>();
    for (var line : expected.lines().toList()) {
      if (line.startsWith(MARK)) {
        messages.add(line.substring(MARK.length()));
      } else if (messages.isEmpty()) {
        zone.append(line).append('\n');
      }
    }
    var actual = new StringBuilder(zone);
    for (var message : messages) {
      actual.append(MARK).append(message).append('\n');
      var explanation = explanation(message, zone.toString());
      actual.append(new TextRenderer(100, false).render(explanation)).append('\n');
    }
    if ("write".equals(System.getProperty("signet.golden"))) {
      Files.writeString(FILE, actual);
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(FILE));
  }

  private static Explanation explanation(String message, String zone) {
    var isAmbiguous = message.startsWith("ambiguous ");
    var text = message.substring(message.indexOf("from ") + "from ".length());
    int comma = text.indexOf(',');
    var authors = (comma < 0 ? text : text.substring(0, comma)).split(" ", -1);
    var identifiers = Messages.identifiers(comma < 0 ? "" : text.substring(comma + 1));
    var author = isAmbiguous ? Messages.ambiguous(authors) : Messages.author(authors);
    var result = new Dmarc(ZoneResolver.of(zone)).evaluate(author, identifiers);
    isPrintable(DmarcExplainer.explain(result));
    return DmarcExplainer.explain(result);
  }

  private static void isPrintable(Explanation explanation) {
    assertThat(explanation.sentence()).matches("[\\x20-\\x7e…]+");
    List.copyOf(explanation.because()).forEach(ExplanationsTest::isPrintable);
  }
}
