package org.signet.testing.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.signet.message.Ambiguity;
import org.signet.message.AuthenticationResults;
import org.signet.message.Author;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;
import org.signet.message.MimeWalk;
import org.signet.message.ReceivedChain;
import org.signet.testing.Conformance;
import org.signet.testing.Corpus;
import org.signet.testing.Suites;

/// Every message of the corpus is read, octet for octet, and genuine mail is not harmed.
class SpamAssassinCorpusTest {
  private static final int MESSAGES = 6_046;
  private static final int GENUINE = 4_150;

  /// What was seen of all messages together.
  private static final class Seen {
    private int messages;
    private int genuine;
    private int genuineWithClient;
    private final TreeMap<String, Ambiguity> genuineInDoubt = new TreeMap<>();
  }

  @Test
  void everyMessageIsReadAndGenuineMailIsNotHarmed() throws IOException {
    var folder = Suites.folder("corpus-spamassassin");
    assumeTrue(folder.isPresent(), "the suite corpus-spamassassin is not here");
    var seen = new Seen();
    Corpus.read(folder.get(), entry -> read(entry, seen));
    assertThat(seen.messages).isEqualTo(MESSAGES);
    Conformance.note("corpus-spamassassin", MESSAGES);
    assertThat(seen.genuine).isEqualTo(GENUINE);
    assertThat(seen.genuineInDoubt).as("genuine mail whose author is in doubt").isEmpty();
    assertThat(seen.genuineWithClient).as("genuine mail that came from outside").isEqualTo(3_374);
  }

  private static void read(Corpus.Entry entry, Seen seen) {
    var in = new ByteArrayInputStream(entry.octets().getBytes(ISO_8859_1));
    try (var stream = MessageStream.open(in, LineEnds.FILE)) {
      var header = stream.header();
      var together = new ByteArrayOutputStream(2 * entry.octets().length());
      for (var field : header.fields()) {
        together.writeBytes(field.octets());
      }
      together.writeBytes(new byte[] {'\r', '\n'});
      var walk = new MimeWalk(header);
      stream.transferTo(
          (octets, from, to) -> {
            together.write(octets, from, to - from);
            walk.accept(octets, from, to);
          });
      assertThat(together.toString(ISO_8859_1))
          .as(entry.name())
          .isEqualTo(entry.octets().replace("\r\n", "\n").replace("\n", "\r\n"));
      assertThat(walk.finish()).allMatch(found -> found.kind() == Ambiguity.Kind.CONTENT);
      header.all("Authentication-Results").forEach(f -> AuthenticationResults.parse(f.rawValue()));
      seen.messages++;
      if (entry.isGenuine()) {
        seen.genuine++;
        var author = Author.of(header);
        author.ambiguities().forEach(found -> seen.genuineInDoubt.put(entry.name(), found));
        assertThat(author.addresses()).as(entry.name()).isNotEmpty();
        seen.genuineWithClient += ReceivedChain.of(header).entry().isPresent() ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
