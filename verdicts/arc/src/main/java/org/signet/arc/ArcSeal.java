package org.signet.arc;

import static org.signet.foundation.spec.Spec.RFC8617;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimAlgorithm;
import org.signet.dkim.KeyLookup;
import org.signet.dkim.SignatureTags;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;

/// An ARC-Seal field (RFC 8617 §4.1.3): a host's signature over the ARC sets up to its own, and
/// what it says the chain came to before.
///
/// @param validation `cv=`
/// @param domain `d=`: who sealed
/// @param selector `s=`
/// @param sealedAt `t=`
/// @param keyName where the key stands
/// @param signature `b=` in Base64 without white space
/// @param tags the list itself
public record ArcSeal(
    int instance,
    Field field,
    ChainValidation validation,
    DkimAlgorithm algorithm,
    Domain domain,
    Domain selector,
    Domain keyName,
    Optional<Instant> sealedAt,
    String signature,
    TagList tags) {
  private static final Clause FORM = RFC8617.section("4.1.3");

  /// Tags of a signature over a message; a seal covers none, and §4.1.3 wants the chain to fail.
  private static final List<String> FORBIDDEN = List.of("h", "bh", "c");

  /// Reads a field.
  static Parsed<ArcSeal> parse(Field field) {
    return switch (TagList.parse(field.rawValue())) {
      case Parsed.Ok<TagList>(var list) -> read(field, list);
      case Parsed.Malformed<TagList> malformed -> malformed.as();
    };
  }

  private static Parsed<ArcSeal> read(Field field, TagList list) {
    var tags = new SignatureTags(list, FORM);
    int instance = Instance.of(list, tags);
    for (var name : FORBIDDEN) {
      if (list.has(name)) {
        tags.refuse(name, "no tag " + name + "= in a seal", FORM);
      }
    }
    var validation = ChainValidation.named(tags.required("cv"));
    if (validation.isEmpty()) {
      tags.refuse("cv", "none, pass or fail", FORM);
    }
    var domain = tags.domain();
    var selector = tags.selector();
    var keyName = KeyLookup.nameOf(selector, domain);
    if (keyName.isEmpty()) {
      tags.refuse("s", "a selector that fits into a name before the domain", FORM);
    }
    var seal =
        new ArcSeal(
            instance,
            field,
            validation.orElse(ChainValidation.FAIL),
            tags.algorithm(),
            domain,
            selector,
            keyName.orElse(Domain.ROOT),
            tags.time("t"),
            tags.base64("b"),
            list);
    return tags.problem()
        .<Parsed<ArcSeal>>map(Parsed.Malformed::new)
        .orElseGet(() -> Parsed.ok(seal));
  }
}
