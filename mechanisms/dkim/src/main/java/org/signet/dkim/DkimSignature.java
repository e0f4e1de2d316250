package org.signet.dkim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;

/// What a DKIM-Signature field says. RFC 6376 §3.5. It follows its grammar and the rules of §6.1.1;
/// nothing is said yet about whether it is true.
///
/// @param headerForm the canonical form of fields, the first word of `c=`
/// @param bodyForm the canonical form of the body, the second word of `c=`
/// @param domain `d=`: who takes responsibility (the SDID)
/// @param selector `s=`
/// @param agent `i=`, or the domain alone where that is absent
/// @param signedFields the names in `h=`, in their order and as they are written
/// @param length `l=`: only so many octets of the canonical body are signed
/// @param signedAt `t=`
/// @param expires `x=`
/// @param bodyHash `bh=` in Base64 without white space
/// @param signature `b=` in Base64 without white space
/// @param tags the list itself
public record DkimSignature(
    DkimAlgorithm algorithm,
    Canonicalization headerForm,
    Canonicalization bodyForm,
    Domain domain,
    Domain selector,
    Agent agent,
    List<String> signedFields,
    OptionalLong length,
    Optional<Instant> signedAt,
    Optional<Instant> expires,
    String bodyHash,
    String signature,
    TagList tags) {
  /// The name of the field.
  public static final String FIELD = "DKIM-Signature";

  public DkimSignature {
    signedFields = List.copyOf(signedFields);
  }

  /// Reads a field.
  public static Parsed<DkimSignature> parse(Field field) {
    return switch (TagList.parse(field.rawValue())) {
      case Parsed.Malformed<TagList> malformed -> malformed.as();
      case Parsed.Ok<TagList>(var tags) -> new SignatureReader(tags).read();
    };
  }

  /// Where the key is: `selector._domainkey.domain`. §3.6.2.1
  public Domain keyName() {
    return KeyLookup.nameOf(selector, domain).orElseThrow();
  }
}
