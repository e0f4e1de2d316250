package org.signet.dkim;

import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.RFC8463;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.TagList;

/// Reads a key record. RFC 6376 §3.6.1.
final class KeyReader {
  private static final Clause TAGS = RFC6376.section("3.6.1");
  private static final Clause ED25519 = RFC8463.section("4");
  private static final int ED25519_OCTETS = 32;

  private final TagList tags;

  private KeyReader(TagList tags) {
    this.tags = tags;
  }

  static DkimKey read(String record) {
    return switch (TagList.parse(record)) {
      case Parsed.Ok<TagList>(var tags) -> new KeyReader(tags).key();
      case Parsed.Malformed<TagList>(var problem) ->
          claimsToBeKey(record) ? new DkimKey.Unusable(problem) : new DkimKey.Ignored(problem);
    };
  }

  /// Whether a text that is no list of tags says all the same that it is a key record.
  private static boolean claimsToBeKey(String record) {
    int end = record.indexOf(';');
    var first = Ascii.withoutFolding(end < 0 ? record : record.substring(0, end));
    return first.equals("v=DKIM1");
  }

  private DkimKey key() {
    var version = tags.tag("v");
    if (version.isPresent() && !version.get().value().equals("DKIM1")) {
      return new DkimKey.Ignored(tags.problem(version.get(), "the version DKIM1", TAGS));
    }
    if (version.isPresent() && !tags.tags().getFirst().name().equals("v")) {
      return new DkimKey.Unusable(tags.problem(version.get(), "v= as the first tag", TAGS));
    }
    var key = tags.tag("p");
    if (key.isEmpty()) {
      var missing = tags.missing("p", TAGS);
      return version.isPresent() ? new DkimKey.Unusable(missing) : new DkimKey.Ignored(missing);
    }
    var type = tags.value("k").orElse("rsa");
    return switch (type) {
      case "rsa" -> key(key.get(), "an RSA public key in DER", TAGS, RsaDer::read);
      case "ed25519" -> key(key.get(), "a key of 32 octets", ED25519, KeyReader::ed25519);
      default ->
          new DkimKey.Ignored(
              tags.problem(tags.tag("k").orElseThrow(), "the type rsa or ed25519", TAGS));
    };
  }

  /// What `p=` must hold for a type of key.
  private interface Form {
    Optional<DkimPublicKey> read(byte[] octets);
  }

  private DkimKey key(TagList.Tag tag, String expected, Clause clause, Form form) {
    var base64 = Ascii.withoutFolding(tag.value());
    if (base64.isEmpty()) {
      return new DkimKey.Revoked(tags);
    }
    var octets = SignatureTags.octets(base64);
    if (octets.isEmpty()) {
      return new DkimKey.Unusable(tags.problem(tag, "Base64", TAGS));
    }
    var key = form.read(octets.get());
    if (key.isEmpty()) {
      return new DkimKey.Unusable(tags.problem(tag, expected, clause));
    }
    return new DkimKey.Usable(
        key.get(), words("h", List.of()), words("s", List.of("*")), words("t", List.of()), tags);
  }

  private static Optional<DkimPublicKey> ed25519(byte[] octets) {
    return octets.length == ED25519_OCTETS
        ? Optional.of(new DkimPublicKey.Ed25519(new String(octets, StandardCharsets.ISO_8859_1)))
        : Optional.empty();
  }

  private List<String> words(String name, List<String> absent) {
    var value = tags.value(name);
    if (value.isEmpty()) {
      return absent;
    }
    var words = new ArrayList<String>(2);
    for (var word : value.get().split(":", -1)) {
      words.add(Ascii.trimFolding(word));
    }
    return words;
  }
}
