package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;

class EvidenceBundleTest {
  private static final String LETTER = "From: alice@example.org\r\n\r\nhello\r\n";

  @Test
  void aBundleReadsBack() throws IOException {
    var octets = written(bundle(LETTER));
    var back = read(octets);
    assertThat(back.captured()).isEqualTo(Instant.parse("2026-11-25T02:00:00Z"));
    assertThat(back.envelope()).isEqualTo(envelope());
    assertThat(back.dns()).isEqualTo("example.org. TXT \"\u00e9\"\n");
    assertThat(back.words()).isEqualTo("✓ well\n");
    assertThat(content(back.message())).isEqualTo(LETTER);
    assertThat(written(back)).isEqualTo(octets);
  }

  @Test
  void otherProgramsUnpackIt() throws IOException {
    var names = new ArrayList<String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(written(bundle(LETTER))))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        if (entry.getName().equals("message.eml")) {
          assertThat(new String(zip.readAllBytes(), ISO_8859_1)).isEqualTo(LETTER);
        }
      }
    }
    assertThat(names)
        .containsExactly(
            "README.txt",
            "verdict.txt",
            "results.txt",
            "verdict.json",
            "envelope.txt",
            "dns.zone",
            "message.eml");
  }

  @Test
  void noOctetCanBeChangedAddedOrTakenAway() throws IOException {
    var octets = written(bundle(LETTER));
    var random = new Random(5);
    for (int round = 0; round < 3_000; round++) {
      var changed = octets.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      assertThat(EvidenceBundle.read(Message.of(changed)))
          .isInstanceOf(EvidenceBundle.Reading.Refused.class);
    }
    for (int length = 0; length < octets.length; length += 7) {
      var cut = java.util.Arrays.copyOf(octets, length);
      assertThat(EvidenceBundle.read(Message.of(cut)))
          .isInstanceOf(EvidenceBundle.Reading.Refused.class);
    }
    var longer = java.util.Arrays.copyOf(octets, octets.length + 1);
    assertThat(EvidenceBundle.read(Message.of(longer)))
        .isInstanceOf(EvidenceBundle.Reading.Refused.class);
  }

  @Test
  void anyOctetsGiveAnAnswer() throws IOException {
    var random = new Random(6);
    for (int round = 0; round < 2_000; round++) {
      var octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);
      assertThat(EvidenceBundle.read(Message.of(octets)))
          .isInstanceOf(EvidenceBundle.Reading.Refused.class);
    }
  }

  @Test
  void anEntryThatClaimsMoreThanIsReadIsRefusedBeforeItIsRead() throws IOException {
    var octets = written(bundle(LETTER));
    // The size of README.txt, twice in its header.
    for (int i = 18; i < 26; i++) {
      octets[i] = (byte) 0xff;
    }
    assertThat(EvidenceBundle.read(Message.of(octets)))
        .isEqualTo(new EvidenceBundle.Reading.Refused("holds a larger README.txt than is read"));
  }

  @Test
  void anEnvelopeReadsBackWhateverItHolds() {
    var random = new Random(7);
    var alphabet = "ab@<>\"\\. x\u0000\r\n\u00e9:";
    for (int round = 0; round < 20_000; round++) {
      var envelope =
          new Envelope(
              random.nextBoolean() ? Optional.empty() : Optional.of(IpAddress.of("2001:db8::1")),
              text(random, alphabet),
              ReversePath.parse(text(random, alphabet)),
              List.of(text(random, alphabet), text(random, alphabet)));
      assertThat(EnvelopeText.parse(EnvelopeText.write(envelope)).orThrow()).isEqualTo(envelope);
    }
    assertThat(EnvelopeText.parse("").orThrow()).isEqualTo(Envelope.unknown());
  }

  @Test
  void anyTextGivesAnEnvelopeOrAProblem() {
    var random = new Random(8);
    var alphabet = "ip: helo\nrcptmail-from\\x0g";
    for (int round = 0; round < 20_000; round++) {
      var text = "helo: " + text(random, alphabet) + "\n" + text(random, alphabet);
      assertThat(EnvelopeText.parse(text)).isNotNull();
    }
  }

  private static String text(Random random, String alphabet) {
    var text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static Envelope envelope() {
    return new Envelope(
        Optional.of(IpAddress.of("192.0.2.1")),
        "mail.example.org",
        ReversePath.parse("<alice@example.org>"),
        List.of("<bob@example.net>"));
  }

  private static EvidenceBundle bundle(String letter) {
    return new EvidenceBundle(
        Instant.parse("2026-11-25T02:00:00Z"),
        envelope(),
        Message.of(letter.getBytes(ISO_8859_1)),
        "example.org. TXT \"\u00e9\"\n",
        "Authentication-Results: mx.example.net; none\r\n",
        "✓ well\n",
        "{}\n");
  }

  private static byte[] written(EvidenceBundle bundle) throws IOException {
    var out = new ByteArrayOutputStream();
    bundle.write(out);
    return out.toByteArray();
  }

  private static EvidenceBundle read(byte[] octets) throws IOException {
    return switch (EvidenceBundle.read(Message.of(octets))) {
      case EvidenceBundle.Reading.Read(var bundle) -> bundle;
      case EvidenceBundle.Reading.Refused(var why) -> throw new AssertionError(why);
    };
  }

  private static String content(Message message) throws IOException {
    try (var in = message.open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }
}
