package org.signet.dkim;

import static org.signet.foundation.spec.Spec.RFC2045;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Problem;
import org.signet.foundation.text.TagList;

/// Reads the tags that DKIM and ARC signatures share (RFC 6376 §3.5). The first tag that is missing
/// or wrong is kept as the problem, and stand-ins are answered from then on; so a reader asks for
/// all it wants, then for the problem.
public final class SignatureTags {
  /// Names in `h=`; a header cannot hold more fields.
  public static final int MOST_NAMES = 1_000;

  /// Digits of `l=` that the grammar allows.
  private static final int LENGTH_DIGITS = 76;

  /// Twelve digits of seconds; whatever is longer may be taken for infinite.
  private static final long END_OF_TIME = 999_999_999_999L;

  private static final Clause BASE64 = RFC2045.section("6.8");

  private final TagList tags;
  private final Clause clause;
  private Optional<Problem> problem = Optional.empty();

  /// @param clause where the tags are defined, for problems
  public SignatureTags(TagList tags, Clause clause) {
    this.tags = tags;
    this.clause = clause;
  }

  /// The first thing that was wrong so far.
  public Optional<Problem> problem() {
    return problem;
  }

  /// Notes that the tag is not what was expected; it may also be missing.
  public void refuse(String name, String expected, Clause rule) {
    if (problem.isEmpty()) {
      var why = tags.tag(name).map(tag -> tags.problem(tag, expected, rule));
      problem = Optional.of(why.orElseGet(() -> tags.missing(name, rule)));
    }
  }

  private void refuse(String name, String expected) {
    refuse(name, expected, clause);
  }

  /// The value of a tag that must be there and not be empty.
  public String required(String name) {
    var value = tags.value(name).orElse("");
    if (value.isEmpty()) {
      refuse(name, "a value");
    }
    return value;
  }

  /// `a=`
  public DkimAlgorithm algorithm() {
    var algorithm = DkimAlgorithm.named(required("a"));
    if (algorithm.isEmpty()) {
      refuse("a", "rsa-sha256 or ed25519-sha256");
    }
    return algorithm.orElse(DkimAlgorithm.RSA_SHA256);
  }

  /// The part of `c=` for fields.
  public Canonicalization headerForm() {
    var value = tags.value("c").orElse("simple");
    int slash = value.indexOf('/');
    return form(slash < 0 ? value : value.substring(0, slash));
  }

  /// The part of `c=` for the body: `simple` where only the one for fields is named.
  public Canonicalization bodyForm() {
    var value = tags.value("c").orElse("simple");
    int slash = value.indexOf('/');
    return slash < 0 ? Canonicalization.SIMPLE : form(value.substring(slash + 1));
  }

  private Canonicalization form(String word) {
    var form = Canonicalization.named(word);
    if (form.isEmpty()) {
      refuse("c", "simple or relaxed, once or twice with '/' between");
    }
    return form.orElse(Canonicalization.SIMPLE);
  }

  /// `d=`: at least two labels, each an A-label where it is not ASCII (RFC 8616 §5).
  public Domain domain() {
    return domain("d", required("d"));
  }

  Domain domain(String tag, String text) {
    var domain = plainName(text).filter(Signatory::isForSigning);
    if (domain.isEmpty()) {
      refuse(tag, "a domain name of two labels or more, of letters, digits and hyphens");
    }
    return domain.orElse(Domain.ROOT);
  }

  /// `s=`
  public Domain selector() {
    var selector = plainName(required("s"));
    if (selector.isEmpty()) {
      refuse("s", "a selector: labels of letters, digits and hyphens");
    }
    return selector.orElse(Domain.ROOT);
  }

  /// A name written without escapes and without a final dot, of which no label can be mistaken.
  private static Optional<Domain> plainName(String text) {
    if (text.endsWith(".") || text.indexOf('\\') >= 0) {
      return Optional.empty();
    }
    return Domain.parse(text).optional().filter(Domain::isMailName);
  }

  /// `h=`: names of fields.
  public List<String> signedFields() {
    var names = new ArrayList<String>();
    var value = required("h");
    int from = 0;
    while (from <= value.length() && problem.isEmpty()) {
      int colon = value.indexOf(':', from);
      int to = colon < 0 ? value.length() : colon;
      var name = Ascii.trimFolding(value.substring(from, to));
      if (!isFieldName(name)) {
        refuse("h", "names of fields with colons between");
      }
      if (names.size() == MOST_NAMES) {
        refuse("h", "at most " + MOST_NAMES + " names");
      }
      names.add(name);
      from = to + 1;
    }
    return names;
  }

  private static boolean isFieldName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Ascii.isVisible(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /// A tag of Base64, without its white space.
  public String base64(String name) {
    var value = Ascii.withoutFolding(required(name));
    if (octets(value).isEmpty()) {
      refuse(name, "Base64", BASE64);
    }
    return value;
  }

  /// The octets that Base64 without white space stands for; empty where it is none. Padding may be
  /// absent, as RFC 6376 §2.10 has it.
  static Optional<byte[]> octets(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// `l=`; a number that no body reaches is answered as the largest there is.
  public OptionalLong length() {
    var value = tags.value("l");
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    var digits = value.get();
    if (!isNumber(digits) || digits.length() > LENGTH_DIGITS) {
      refuse("l", "a number of at most 76 digits");
      return OptionalLong.empty();
    }
    return OptionalLong.of(atMost(digits, Long.MAX_VALUE));
  }

  /// `t=` or `x=`: seconds since 1970.
  public Optional<Instant> time(String name) {
    var value = tags.value(name);
    if (value.isPresent() && !isNumber(value.get())) {
      refuse(name, "a number of seconds");
      return Optional.empty();
    }
    return value.map(digits -> Instant.ofEpochSecond(atMost(digits, END_OF_TIME)));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Ascii::isDigit);
  }

  private static long atMost(String digits, long most) {
    long number = Ascii.parseNumber(digits, most);
    return number < 0 ? most : number;
  }
}
