package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.signet.dns.DnssecChain;
import org.signet.dns.zone.RecordingResolver;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneReading;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Parsed;
import org.signet.message.Envelope;
import org.signet.message.Message;

/// What proves a verdict later, without a network: the message, its envelope, every answer of the
/// DNS, and the verdict. One file, a ZIP archive; the same proof gives the same octets.
///
/// @param captured when the message was judged: a claim of whoever made the bundle
/// @param message octet for octet as it was judged
/// @param dns zone text with every answer, and with what leads from the root to those that are
///     signed; one char per octet
/// @param results the verdict as an Authentication-Results field
/// @param words the verdict in words
/// @param json the verdict as [VerificationJson] tells it
public record EvidenceBundle(
    Instant captured,
    Envelope envelope,
    Message message,
    String dns,
    String results,
    String words,
    String json) {
  /// Octets of a message that are read from a bundle.
  public static final long MOST_MESSAGE_OCTETS = 1L << 30;

  /// Octets of zone text that are read from a bundle.
  public static final long MOST_DNS_OCTETS = 16 << 20;

  /// Octets of any other file that are read from a bundle.
  public static final long MOST_TEXT_OCTETS = 4 << 20;

  /// The name under which the results are written: those of the bundle itself.
  static final String AUTHSERV_ID = "evidence.invalid";

  private static final String README = "README.txt";
  private static final String MESSAGE = "message.eml";
  private static final String ENVELOPE = "envelope.txt";
  private static final String DNS = "dns.zone";
  private static final String RESULTS = "results.txt";
  private static final String WORDS = "verdict.txt";
  private static final String JSON = "verdict.json";
  private static final String CAPTURED = "captured: ";

  private static final TextRenderer PAGE = new TextRenderer(96, false);

  private static final Map<String, Long> FILES = files();

  private static Map<String, Long> files() {
    var files = new LinkedHashMap<String, Long>();
    files.put(README, MOST_TEXT_OCTETS);
    files.put(WORDS, MOST_TEXT_OCTETS);
    files.put(RESULTS, MOST_TEXT_OCTETS);
    files.put(JSON, MOST_TEXT_OCTETS);
    files.put(ENVELOPE, MOST_TEXT_OCTETS);
    files.put(DNS, MOST_DNS_OCTETS);
    files.put(MESSAGE, MOST_MESSAGE_OCTETS);
    return files;
  }

  /// Judges a message and keeps all that the verdict rests on, with what leads from the root of the
  /// DNS to each answer that is signed.
  ///
  /// @throws IOException where the message cannot be read
  public static EvidenceBundle gather(World world, Message message, Envelope envelope)
      throws IOException {
    var dns = new RecordingResolver(world.dns());
    var proof = new Verifier(world.seeing(dns)).verify(message, envelope);
    dns.questions().forEach(question -> DnssecChain.collect(dns, question));
    return of(proof, message, dns.text());
  }

  private static EvidenceBundle of(Verification proof, Message message, String dns) {
    return new EvidenceBundle(
        proof.at(),
        proof.envelope(),
        message,
        dns,
        VerificationHeader.of(AUTHSERV_ID, proof) + "\r\n",
        PAGE.render(VerificationExplainer.explain(proof)),
        json(proof));
  }

  static String json(Verification proof) {
    return VerificationJson.of(MESSAGE, proof) + "\n";
  }

  /// What came of reading a bundle.
  public sealed interface Reading {
    /// It is one.
    record Read(EvidenceBundle bundle) implements Reading {}

    /// It is none, or not as Signet writes it.
    ///
    /// @param why as the rest of a sentence that begins with the name of the file
    record Refused(String why) implements Reading {}
  }

  /// Writes the bundle. The message is read twice.
  public void write(OutputStream out) throws IOException {
    StoredZip.write(
        List.of(
            utf8(README, BundleReadme.TEXT),
            utf8(WORDS, words),
            octets(RESULTS, results),
            utf8(JSON, json),
            octets(ENVELOPE, CAPTURED + captured + '\n' + EnvelopeText.write(envelope)),
            octets(DNS, dns),
            new StoredZip.Entry(MESSAGE, message)),
        out);
  }

  private static StoredZip.Entry utf8(String name, String text) {
    return new StoredZip.Entry(name, Message.of(text.getBytes(UTF_8)));
  }

  private static StoredZip.Entry octets(String name, String octets) {
    return new StoredZip.Entry(name, Message.of(octets.getBytes(ISO_8859_1)));
  }

  /// Reads a bundle from something that can be read again, as often as the message is wanted.
  ///
  /// @throws IOException where it cannot be read; never for what it holds
  public static Reading read(Message file) throws IOException {
    return switch (StoredZip.read(file, FILES)) {
      case StoredZip.Reading.Refused(var why) -> new Reading.Refused(why);
      case StoredZip.Reading.Read(var entries) -> read(entries);
    };
  }

  private static Reading read(Map<String, Message> files) throws IOException {
    var lines = text(files, ENVELOPE, ISO_8859_1);
    int end = lines.indexOf('\n');
    if (!lines.startsWith(CAPTURED) || end < 0) {
      return new Reading.Refused("does not say when it was made");
    }
    Instant captured;
    try {
      captured = Instant.parse(lines.substring(CAPTURED.length(), end));
    } catch (DateTimeException _) {
      return new Reading.Refused("does not say when it was made");
    }
    var dns = text(files, DNS, ISO_8859_1);
    if (Zone.parse(DNS, dns) instanceof ZoneReading.Unreadable(var problem)) {
      return new Reading.Refused(
          "holds answers of the DNS that cannot be read: " + problem.sentence());
    }
    return switch (EnvelopeText.parse(lines.substring(end + 1))) {
      case Parsed.Malformed<Envelope>(var problem) ->
          new Reading.Refused("holds an envelope that cannot be read: " + problem.sentence());
      case Parsed.Ok<Envelope>(var envelope) ->
          new Reading.Read(
              new EvidenceBundle(
                  captured,
                  envelope,
                  content(files, MESSAGE),
                  dns,
                  text(files, RESULTS, ISO_8859_1),
                  text(files, WORDS, UTF_8),
                  text(files, JSON, UTF_8)));
    };
  }

  private static String text(Map<String, Message> files, String name, Charset charset)
      throws IOException {
    try (var in = content(files, name).open()) {
      return new String(in.readAllBytes(), charset);
    }
  }

  /// A file that is there, because an archive without it was refused.
  private static Message content(Map<String, Message> files, String name) {
    return Objects.requireNonNull(files.get(name));
  }
}
