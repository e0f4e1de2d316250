package org.signet.dkim;

import static org.signet.foundation.spec.Spec.RFC6376;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.TagList;

/// Reads a DKIM-Signature field: the tags of RFC 6376 §3.5 and the rules of §6.1.1.
final class SignatureReader {
  private static final Clause TAGS = RFC6376.section("3.5");
  private static final Clause RULES = RFC6376.section("6.1.1");

  private final TagList list;
  private final SignatureTags tags;

  SignatureReader(TagList list) {
    this.list = list;
    this.tags = new SignatureTags(list, TAGS);
  }

  Parsed<DkimSignature> read() {
    if (!tags.required("v").equals("1")) {
      tags.refuse("v", "the version 1", RULES);
    }
    var domain = tags.domain();
    var selector = tags.selector();
    var signature =
        new DkimSignature(
            tags.algorithm(),
            tags.headerForm(),
            tags.bodyForm(),
            domain,
            selector,
            agent(domain),
            signedFields(),
            tags.length(),
            tags.time("t"),
            expires(),
            tags.base64("bh"),
            tags.base64("b"),
            list);
    if (KeyLookup.nameOf(selector, domain).isEmpty()) {
      tags.refuse("s", "a selector that fits into a name before the domain", TAGS);
    }
    requireQueryMethod();
    return tags.problem()
        .<Parsed<DkimSignature>>map(Parsed.Malformed::new)
        .orElseGet(() -> Parsed.ok(signature));
  }

  private List<String> signedFields() {
    var names = tags.signedFields();
    if (names.stream().noneMatch(name -> Ascii.equalsIgnoreCase(name, "From"))) {
      tags.refuse("h", "From among the signed fields", RULES);
    }
    return names;
  }

  private Optional<Instant> expires() {
    var expires = tags.time("x");
    var signedAt = tags.time("t");
    if (expires.isPresent() && signedAt.isPresent() && !expires.get().isAfter(signedAt.get())) {
      tags.refuse("x", "a time after that in t=", TAGS);
    }
    return expires;
  }

  /// `q=`: of the methods named, one must be ours.
  private void requireQueryMethod() {
    var methods = list.value("q").orElse("dns/txt");
    for (var method : methods.split(":", -1)) {
      if (Ascii.trimFolding(method).equals("dns/txt")) {
        return;
      }
    }
    tags.refuse("q", "dns/txt among the methods", TAGS);
  }

  private Agent agent(Domain domain) {
    var value = list.value("i");
    if (value.isEmpty()) {
      return new Agent("", domain);
    }
    var text = QuotedPrintable.decode(value.get());
    int at = text.map(decoded -> decoded.lastIndexOf('@')).orElse(-1);
    if (text.isEmpty() || at < 0) {
      tags.refuse("i", "an address, its local part perhaps empty", TAGS);
      return new Agent("", domain);
    }
    var below = tags.domain("i", text.get().substring(at + 1));
    if (!below.isWithin(domain)) {
      tags.refuse("i", "the domain in d= or one below it", RULES);
    }
    return new Agent(text.get().substring(0, at), below);
  }
}
