package org.signet.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// A place where two readers of the same octets could see two different messages. Found once, here,
/// and told as a reason code with the place.
///
/// @param reason which one
/// @param detail what was seen, printable
public record Ambiguity(Reason reason, String detail) {
  private static final int SHOWN = 80;

  /// What an ambiguity forbids.
  public enum Kind {
    /// It concerns who wrote the message: forbids a DMARC pass.
    AUTHOR,
    /// It concerns what the message says: forbids a logo or a signature badge, never a delivery.
    CONTENT
  }

  /// An ambiguity with octets of the message as its detail.
  static Ambiguity of(Reason reason, String octets) {
    return new Ambiguity(reason, Ascii.printable(octets, SHOWN));
  }

  public Kind kind() {
    return reason.kind();
  }

  /// The reasons, each with a stable name that reports and rules may use.
  public enum Reason {
    // The header as a whole. RFC 5322 §2.1–2.3, §3.6; DESIGN: the budget for hostile input.
    HEADER_TOO_LARGE(Kind.AUTHOR),
    TOO_MANY_FIELDS(Kind.AUTHOR),
    FIELD_TOO_LARGE(Kind.AUTHOR),
    NUL_IN_HEADER(Kind.AUTHOR),
    BARE_CR_IN_HEADER(Kind.AUTHOR),
    BARE_LF_IN_HEADER(Kind.AUTHOR),
    LINE_WITHOUT_COLON(Kind.AUTHOR),
    FIRST_LINE_FOLDED(Kind.AUTHOR),

    // The author. RFC 5322 §3.6.2, §3.4.
    FROM_MISSING(Kind.AUTHOR),
    FROM_REPEATED(Kind.AUTHOR),
    /// A name that some readers take for `From` and others do not.
    FROM_NAME(Kind.AUTHOR),
    FROM_SYNTAX(Kind.AUTHOR),
    /// Octets that are no UTF-8 and could be decoded to ASCII, or that stand in an address.
    FROM_ENCODING(Kind.AUTHOR),
    /// Comments nested more deeply than is read.
    FROM_TOO_DEEP(Kind.AUTHOR),
    /// An author without a domain: an address literal, an empty group, a local part alone.
    FROM_WITHOUT_DOMAIN(Kind.AUTHOR),
    FROM_DOMAIN_UNUSABLE(Kind.AUTHOR),
    TOO_MANY_AUTHOR_DOMAINS(Kind.AUTHOR),

    // What a person is shown of the author.
    /// The grammar is broken, but only one domain can be meant.
    FROM_CARELESS(Kind.CONTENT),
    /// The display name or the local part holds an address of another domain.
    FROM_SHOWS_OTHER_ADDRESS(Kind.CONTENT),
    /// The display name holds characters that hide or turn the text.
    FROM_HIDES_TEXT(Kind.CONTENT),

    // Other fields.
    /// A field that occurs at most once occurs again. RFC 5322 §3.6, RFC 2045 §3.
    FIELD_REPEATED(Kind.CONTENT),
    FIELD_NAME(Kind.CONTENT),
    CONTROL_IN_HEADER(Kind.CONTENT),
    LINE_TOO_LONG(Kind.CONTENT),

    // MIME. RFC 2045, RFC 2046, RFC 2231.
    MIME_VERSION(Kind.CONTENT),
    CONTENT_TYPE_SYNTAX(Kind.CONTENT),
    PARAMETER_REPEATED(Kind.CONTENT),
    BOUNDARY_SYNTAX(Kind.CONTENT),
    /// A boundary that is the start of an enclosing one, or the same.
    BOUNDARY_CLASH(Kind.CONTENT),
    CLOSING_BOUNDARY_MISSING(Kind.CONTENT),
    PREAMBLE_WITH_PARTS(Kind.CONTENT),
    EPILOGUE_WITH_TEXT(Kind.CONTENT),
    PART_HEADER(Kind.CONTENT),
    ENCODING_SYNTAX(Kind.CONTENT),
    /// An encoding other than identity on a multipart or message part.
    ENCODING_NOT_ALLOWED(Kind.CONTENT),
    BASE64_SYNTAX(Kind.CONTENT),
    QUOTED_PRINTABLE_SYNTAX(Kind.CONTENT),
    FILE_NAME(Kind.CONTENT),
    /// `message/partial`, `message/external-body`: the content is elsewhere.
    CONTENT_ELSEWHERE(Kind.CONTENT),
    MULTIPART_UNKNOWN(Kind.CONTENT),
    CHARSET(Kind.CONTENT),
    /// A file in a wrapping that only some readers open: uuencode, yEnc or BinHex in text, TNEF.
    HIDDEN_FILE(Kind.CONTENT),
    BARE_LINE_END_IN_BODY(Kind.CONTENT),
    MIME_TOO_DEEP(Kind.CONTENT),
    TOO_MANY_PARTS(Kind.CONTENT);

    private final Kind kind;

    Reason(Kind kind) {
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }

    /// The reason of this [#word()].
    public static Optional<Reason> named(String word) {
      return Arrays.stream(values()).filter(reason -> reason.word().equals(word)).findFirst();
    }

    /// The name in lower case, as reports and rules write it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
