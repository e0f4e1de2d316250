package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.signet.dkim.BodyDigest;
import org.signet.dkim.DkimSignature;
import org.signet.foundation.text.Parsed;
import org.signet.message.Ambiguity;
import org.signet.message.Header;

/// A kept proof as text, one char per octet: pieces, each with its name, its length and its octets,
/// so that whatever a message holds is kept as it came.
final class ProofText {
  static final String AT = "at";
  static final String ENVELOPE = "envelope";
  static final String SPENT = "spent";
  static final String FIELD = "field";
  static final String EXCEEDED = "exceeded";
  static final String DIGEST = "digest";
  static final String CONTENT = "content";
  static final String UNDONE = "undone";
  static final String AUTHOR = "author";
  static final String SENDER = "sender";
  static final String REST = "rest";

  /// Stands for the limit of a hash that has none.
  static final String NO_LIMIT = "-";

  private final StringBuilder out = new StringBuilder(4 << 10);

  private ProofText() {}

  /// The text; empty where it would not be read back.
  static Optional<String> write(KeptProof proof) {
    var text = new ProofText();
    text.proof(proof);
    boolean isReadBack =
        text.out.length() <= KeptProof.MOST_OCTETS
            && proof.envelope().recipients().size() <= EnvelopeText.MOST_RECIPIENTS;
    return isReadBack ? Optional.of(text.out.toString()) : Optional.empty();
  }

  static Parsed<KeptProof> read(String text) {
    return new ProofReader(text).read();
  }

  private void proof(KeptProof proof) {
    piece(AT, proof.at().toString());
    piece(ENVELOPE, EnvelopeText.write(proof.envelope()));
    piece(SPENT, proof.spent().queries() + " " + proof.spent().bodyOctets());
    var header = proof.header();
    header.fields().forEach(field -> piece(FIELD, field + "\r\n"));
    ambiguities(EXCEEDED, header.exceeded());
    proof.digests().forEach(this::digest);
    ambiguities(CONTENT, proof.content());
    proof.undone().forEach(undone -> undone(undone, header));
    piece(AUTHOR, proof.dns().author());
    piece(SENDER, proof.dns().sender());
    piece(REST, proof.dns().rest());
  }

  private void piece(String name, String octets) {
    out.append(name).append(' ').append(octets.length()).append('\n').append(octets).append('\n');
  }

  /// In UTF-8: what is told of an ambiguity is meant for people.
  private void ambiguities(String name, List<Ambiguity> ambiguities) {
    for (var one : ambiguities) {
      var text = one.reason().word() + " " + one.detail();
      piece(name, new String(text.getBytes(UTF_8), ISO_8859_1));
    }
  }

  private void digest(BodyDigest digest) {
    var limit = digest.limit();
    piece(
        DIGEST,
        String.join(
            " ",
            digest.form().word(),
            digest.algorithm().word(),
            limit.isPresent() ? Long.toString(limit.getAsLong()) : NO_LIMIT,
            Long.toString(digest.octets()),
            digest.hash()));
  }

  /// The signature is told by the place of its field.
  private void undone(AlignedIfUndone undone, Header header) {
    var fields = header.fields();
    var signature = Optional.of(undone.signature());
    int place =
        IntStream.range(0, fields.size())
            .filter(i -> fields.get(i).is(DkimSignature.FIELD))
            .filter(i -> DkimSignature.parse(fields.get(i)).optional().equals(signature))
            .findFirst()
            .orElseThrow();
    var changes = undone.changes().stream().map(Change::word).collect(Collectors.joining(","));
    piece(UNDONE, place + " " + changes + " " + undone.addedOctets() + " " + undone.added());
  }
}
