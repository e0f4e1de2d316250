package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.signet.dkim.BodyDigest;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.HashAlgorithm;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneReading;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Parsed;
import org.signet.message.Ambiguity;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;

/// Reads a kept proof of the form that [ProofText] describes.
final class ProofReader {
  private static final Clause FORM = SIGNET.section("kept proof");

  /// The end of the year 9999, up to which times can be reckoned with.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final int MOST_DIGITS = 18;

  private final String text;
  private int at;

  private final Map<String, String> single = new HashMap<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<Ambiguity> exceeded = new ArrayList<>(0);
  private final List<BodyDigest> digests = new ArrayList<>(2);
  private final List<Ambiguity> content = new ArrayList<>(0);
  private final List<AlignedIfUndone> undone = new ArrayList<>(0);

  ProofReader(String text) {
    this.text = text;
  }

  Parsed<KeptProof> read() {
    while (at < text.length()) {
      int start = at;
      if (!piece()) {
        return malformed(start, "a piece of a kept proof");
      }
    }
    var proof = proof();
    return proof.isPresent() ? Parsed.ok(proof.get()) : malformed(at, "all of a kept proof");
  }

  private Parsed<KeptProof> malformed(int place, String expected) {
    return Parsed.malformed(text, place, expected, FORM);
  }

  /// Reads one piece; false where it is none.
  private boolean piece() {
    int blank = text.indexOf(' ', at);
    int lineEnd = text.indexOf('\n', at);
    if (blank < 0 || lineEnd < blank) {
      return false;
    }
    var length = number(text.substring(blank + 1, lineEnd));
    int from = lineEnd + 1;
    if (length.isEmpty() || length.getAsLong() >= text.length() - from) {
      return false;
    }
    int to = from + (int) length.getAsLong();
    var name = text.substring(at, blank);
    at = to + 1;
    return text.charAt(to) == '\n' && take(name, text.substring(from, to));
  }

  private boolean take(String name, String octets) {
    return switch (name) {
      case ProofText.AT,
          ProofText.ENVELOPE,
          ProofText.SPENT,
          ProofText.AUTHOR,
          ProofText.SENDER,
          ProofText.REST ->
          single.putIfAbsent(name, octets) == null;
      case ProofText.FIELD -> fields.add(Field.of(octets));
      case ProofText.EXCEEDED -> ambiguity(octets).filter(exceeded::add).isPresent();
      case ProofText.DIGEST -> digest(octets).filter(digests::add).isPresent();
      case ProofText.CONTENT -> ambiguity(octets).filter(content::add).isPresent();
      case ProofText.UNDONE -> undone(octets).filter(undone::add).isPresent();
      default -> false;
    };
  }

  private Optional<KeptProof> proof() {
    var when = time(one(ProofText.AT));
    var envelope = EnvelopeText.parse(one(ProofText.ENVELOPE)).optional();
    var spent = spent(one(ProofText.SPENT));
    var dns = new HeardAnswers(one(ProofText.AUTHOR), one(ProofText.SENDER), one(ProofText.REST));
    boolean isWhole = single.containsKey(ProofText.ENVELOPE) && areZones(dns);
    if (!isWhole || when.isEmpty() || envelope.isEmpty() || spent.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(proof(when.get(), envelope.get(), spent.get(), dns));
  }

  private KeptProof proof(Instant when, Envelope envelope, Spent spent, HeardAnswers dns) {
    var header = new Header(fields, exceeded);
    return new KeptProof(when, envelope, header, digests, content, undone, spent, dns);
  }

  private String one(String name) {
    return single.getOrDefault(name, "");
  }

  private static boolean areZones(HeardAnswers dns) {
    return List.of(dns.author(), dns.sender(), dns.rest()).stream()
        .allMatch(zone -> !zone.isEmpty() && Zone.parse("", zone) instanceof ZoneReading.Read);
  }

  private static Optional<Instant> time(String text) {
    try {
      var time = Instant.parse(text);
      boolean isUsual = !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST);
      return isUsual ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Spent> spent(String text) {
    var words = text.split(" ", -1);
    var queries = number(words[0]);
    var octets = number(words[words.length - 1]);
    boolean isSound =
        words.length == 2
            && queries.isPresent()
            && queries.getAsLong() <= Integer.MAX_VALUE
            && octets.isPresent();
    return isSound
        ? Optional.of(new Spent((int) queries.getAsLong(), octets.getAsLong()))
        : Optional.empty();
  }

  private static Optional<Ambiguity> ambiguity(String octets) {
    var text = new String(octets.getBytes(ISO_8859_1), UTF_8);
    int blank = Math.max(0, text.indexOf(' '));
    return Ambiguity.Reason.named(text.substring(0, blank))
        .map(reason -> new Ambiguity(reason, text.substring(blank + 1)));
  }

  private static Optional<BodyDigest> digest(String text) {
    var words = text.split(" ", -1);
    if (words.length != 5) {
      return Optional.empty();
    }
    var form = Canonicalization.named(words[0]);
    var algorithm = HashAlgorithm.named(words[1]);
    var limit = number(words[2]);
    var octets = number(words[3]);
    boolean isSound =
        form.isPresent()
            && algorithm.isPresent()
            && (limit.isPresent() || words[2].equals(ProofText.NO_LIMIT))
            && octets.isPresent()
            && isHash(words[4], algorithm.get());
    return isSound
        ? Optional.of(
            new BodyDigest(form.get(), algorithm.get(), limit, octets.getAsLong(), words[4]))
        : Optional.empty();
  }

  private static boolean isHash(String base64, HashAlgorithm algorithm) {
    try {
      return Base64.getDecoder().decode(base64).length == algorithm.octets();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The place of the signature's field, the changes, how much was added, and what.
  private Optional<AlignedIfUndone> undone(String text) {
    var words = text.split(" ", 4);
    if (words.length != 4) {
      return Optional.empty();
    }
    var place = number(words[0]).orElse(Long.MAX_VALUE);
    var changes = Arrays.stream(words[1].split(",", -1)).map(Change::named).toList();
    var added = number(words[2]);
    if (place >= fields.size() || !changes.stream().allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    var known = changes.stream().flatMap(Optional::stream).toList();
    var signature = DkimSignature.parse(fields.get((int) place)).optional();
    return added.isPresent()
        ? signature.map(it -> new AlignedIfUndone(it, known, words[3], added.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong number(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
