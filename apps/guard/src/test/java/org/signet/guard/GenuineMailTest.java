package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.signet.message.Author;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.testing.Corpus;
import org.signet.testing.Suites;
import org.signet.verifier.Verifier;

/// No genuine mail is refused, not even where every domain asks for it.
class GenuineMailTest {
  private static final boolean IS_THOROUGH = Boolean.getBoolean("signet.thorough");

  /// Of the corpus every n-th message.
  private static final int EVERY = IS_THOROUGH ? 1 : 20;

  private static final int GENERATED = IS_THOROUGH ? 100_000 : 2_000;

  private static final Receiver RECEIVER = new Receiver(Rules.usual());
  private static final Direction INBOUND = new Direction.Inbound(new Direction.Rule.Otherwise());

  /// Each message as if its author's domain signed it and asked for rejection of what is not.
  @Test
  void theCorpusIsDelivered() throws IOException {
    var folder = Suites.folder("corpus-spamassassin");
    assumeTrue(folder.isPresent(), "the suite corpus-spamassassin is not here");
    var refused = new ArrayList<String>();
    var seen = new int[2];
    Corpus.read(
        folder.get(),
        entry -> {
          if (entry.isGenuine() && seen[0]++ % EVERY == 0) {
            var action = judged(entry.octets().getBytes(ISO_8859_1)).action();
            seen[1]++;
            if (action.compareTo(Handling.Action.MARK) > 0) {
              refused.add(entry.name() + ": " + action);
            }
          }
        });
    assertThat(seen[1]).isGreaterThan(4_000 / EVERY);
    assertThat(refused).isEmpty();
  }

  private static Handling judged(byte[] octets) {
    try (var stream = MessageStream.open(Message.of(octets))) {
      var domain = Author.of(stream.header()).domains().getFirst();
      var signed = Posted.signed(octets, domain.text());
      var zone = "_dmarc." + domain + ". TXT \"v=DMARC1; p=reject\"\n";
      var world = Posted.world(zone, List.of(domain.text()));
      var proof = new Verifier(world).verify(Message.of(signed), Envelope.unknown());
      assertThat(proof.dmarc().outcome().word()).isEqualTo("pass");
      return RECEIVER.handle(proof, INBOUND, History.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Generated mail.

  private static final String ZONE =
      """
      _dmarc.sender.example.  TXT "v=DMARC1; p=reject"
      sender.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      out.sender.example.     TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.list.example.    TXT "v=DMARC1; p=reject"
      list.example.           TXT "v=spf1 ip4:198.51.100.9 -all"
      """;

  /// Ways that genuine mail takes.
  private enum Way {
    DIRECT_SPF(", by 192.0.2.1, as a@sender.example"),
    DIRECT_SIGNED(", by 192.0.2.1, as a@sender.example, signed sender.example"),
    SIGNED_ELSEWHERE(
        ", by 203.0.113.5, as x@esp.example, signed esp.example, signed sender.example"),
    FORWARDED(", by 203.0.113.7, as a@sender.example, signed sender.example"),
    REWRITTEN_SENDER(", by 203.0.113.7, as srs@fwd.example, signed sender.example"),
    BOUNCE(", by 192.0.2.1, as , helo out.sender.example"),
    LIST_UNCHANGED(", by 198.51.100.9, as l@list.example, signed sender.example"),
    LIST_KNOWN(
        ", by 198.51.100.9, as l@list.example, signed sender.example, footer, tagged,"
            + " known list list.example"),
    LIST_FOOTER(", by 198.51.100.9, as l@list.example, signed sender.example, footer, tagged"),
    LIST_SEALED(
        ", by 203.0.113.8, as l@fwd.example, footer, believed fwd.example,"
            + " sealed fwd.example: fwd.example; dmarc=pass header.from=sender.example"),
    BACKUP(", by nobody, relayed, as a@sender.example");

    private final String facts;

    Way(String facts) {
      this.facts = facts;
    }

    /// Whether it arrives as its author's domain vouches for it.
    private boolean isIntact() {
      return switch (this) {
        case DIRECT_SPF,
            DIRECT_SIGNED,
            SIGNED_ELSEWHERE,
            FORWARDED,
            REWRITTEN_SENDER,
            BOUNCE,
            LIST_UNCHANGED ->
            true;
        case LIST_KNOWN, LIST_FOOTER, LIST_SEALED, BACKUP -> false;
      };
    }
  }

  /// Sound, and sloppy but harmless.
  private static final List<String> FROM =
      List.of(
          "a@sender.example",
          "<a@sender.example>",
          "Alice <a@sender.example>",
          "\"Doe, Alice\" <a@sender.example>",
          "Doe, Alice <a@sender.example>",
          "Alice (at work) <a@sender.example>",
          "a@sender.example (Alice)",
          "=?utf-8?Q?Al=C3=ADce?= <a@sender.example>",
          "Al\\xc3\\xadce <a@sender.example>",
          "Al\\xedce <a@sender.example>",
          "\"Alice\" <A@Sender.Example>",
          "Alice M. Doe <a@sender.example>",
          "Alice\\r\\n\\x20<a@sender.example>",
          "a.b..c@sender.example",
          "Alice <a@sender.example>,");

  private static final List<String> MORE =
      List.of(
          "Subject: hello",
          "Subject: =?utf-8?B?aGVsbG8=?=",
          "Subject: caf\\xe9",
          "Subject: hi | Subject: hi",
          "Subject: hi | To: v@victim.com | To: w@victim.com",
          "Subject: hi | MIME-Version: 1.0 | Content-Type: text/plain; charset=foo",
          "Subject: hi | Content-Type: multipart/mixed",
          "Subject: hi | X-Odd Name: x",
          "Subject: hi | Reply-To: other@elsewhere.example");

  @Test
  void generatedMailIsDelivered() throws IOException {
    Map<Way, Integer> delivered = new EnumMap<>(Way.class);
    for (int seed = 0; seed < GENERATED; seed++) {
      var random = new Random(seed);
      var way = Way.values()[random.nextInt(Way.values().length)];
      var line =
          "genuine"
              + way.facts
              + " | From: "
              + FROM.get(random.nextInt(FROM.size()))
              + " | "
              + MORE.get(random.nextInt(MORE.size()));
      var action = new Posted(line).handling(ZONE).action();
      assertThat(action)
          .as(line)
          .isLessThanOrEqualTo(way.isIntact() ? Handling.Action.MARK : Handling.Action.QUARANTINE);
      delivered.merge(way, 1, Integer::sum);
    }
    assertThat(delivered).hasSize(Way.values().length);
  }
}
