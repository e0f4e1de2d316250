package org.signet.arc;

import static org.signet.foundation.spec.Spec.RFC8617;

import java.util.ArrayList;
import java.util.List;
import org.signet.dkim.Agent;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.KeyLookup;
import org.signet.dkim.SignatureTags;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;

/// An ARC-Message-Signature field (RFC 8617 §4.1.2): a host's signature over the message as it
/// left. It is a DKIM signature without a version, whose `i=` is the instance, and which need not
/// cover From.
///
/// @param at the field's place in the header
/// @param signature what it says, in the form that DKIM checks
public record ArcMessageSignature(int instance, Field field, int at, DkimSignature signature) {
  private static final Clause FORM = RFC8617.section("4.1.2");

  /// Reads a field.
  static Parsed<ArcMessageSignature> parse(Field field, int at) {
    return switch (TagList.parse(field.rawValue())) {
      case Parsed.Ok<TagList>(var list) -> read(field, at, list);
      case Parsed.Malformed<TagList> malformed -> malformed.as();
    };
  }

  private static Parsed<ArcMessageSignature> read(Field field, int at, TagList list) {
    var tags = new SignatureTags(list, FORM);
    int instance = Instance.of(list, tags);
    var domain = tags.domain();
    var selector = tags.selector();
    if (KeyLookup.nameOf(selector, domain).isEmpty()) {
      tags.refuse("s", "a selector that fits into a name before the domain", FORM);
    }
    var signature =
        new DkimSignature(
            tags.algorithm(),
            tags.headerForm(),
            tags.bodyForm(),
            domain,
            selector,
            new Agent("", domain),
            signedFields(list, tags),
            tags.length(),
            tags.time("t"),
            tags.time("x"),
            tags.base64("bh"),
            tags.base64("b"),
            list);
    return tags.problem()
        .<Parsed<ArcMessageSignature>>map(Parsed.Malformed::new)
        .orElseGet(() -> Parsed.ok(new ArcMessageSignature(instance, field, at, signature)));
  }

  /// The readings of this signature, the first that of the RFC. Where `c=` is absent, that means
  /// `simple` as in DKIM; software written for the drafts means `relaxed`.
  List<DkimSignature> readings() {
    return signature.tags().has("c") ? List.of(signature) : List.of(signature, relaxed());
  }

  private DkimSignature relaxed() {
    return new DkimSignature(
        signature.algorithm(),
        Canonicalization.RELAXED,
        Canonicalization.RELAXED,
        signature.domain(),
        signature.selector(),
        signature.agent(),
        signature.signedFields(),
        signature.length(),
        signature.signedAt(),
        signature.expires(),
        signature.bodyHash(),
        signature.signature(),
        signature.tags());
  }

  /// `h=`: names of fields, perhaps none, and perhaps empty ones, which stand for nothing. A seal
  /// must not be among them; that the other fields of a set must not either binds who signs, and
  /// many have.
  private static List<String> signedFields(TagList list, SignatureTags tags) {
    var value = list.value("h");
    if (value.isEmpty()) {
      tags.refuse("h", "the names of the signed fields", FORM);
      return List.of();
    }
    var names = new ArrayList<String>();
    for (var part : value.get().split(":", SignatureTags.MOST_NAMES + 1)) {
      var name = Ascii.trimFolding(part);
      if (Ascii.equalsIgnoreCase(name, ArcPart.SEAL.field())) {
        tags.refuse("h", "no ARC-Seal among the signed fields", FORM);
      } else if (!name.chars().allMatch(c -> Ascii.isVisible(c) && c != ':')) {
        tags.refuse("h", "names of fields with colons between", FORM);
      } else if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
