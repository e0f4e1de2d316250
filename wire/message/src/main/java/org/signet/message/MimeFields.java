package org.signet.message;

import static org.signet.message.Ambiguity.Reason.BOUNDARY_SYNTAX;
import static org.signet.message.Ambiguity.Reason.CHARSET;
import static org.signet.message.Ambiguity.Reason.CONTENT_ELSEWHERE;
import static org.signet.message.Ambiguity.Reason.CONTENT_TYPE_SYNTAX;
import static org.signet.message.Ambiguity.Reason.ENCODING_NOT_ALLOWED;
import static org.signet.message.Ambiguity.Reason.ENCODING_SYNTAX;
import static org.signet.message.Ambiguity.Reason.FIELD_REPEATED;
import static org.signet.message.Ambiguity.Reason.FILE_NAME;
import static org.signet.message.Ambiguity.Reason.HIDDEN_FILE;
import static org.signet.message.Ambiguity.Reason.MIME_VERSION;
import static org.signet.message.Ambiguity.Reason.MULTIPART_UNKNOWN;
import static org.signet.message.Ambiguity.Reason.PARAMETER_REPEATED;
import static org.signet.message.Ambiguity.Reason.PART_HEADER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;

/// The MIME fields of one header (RFC 2045, 2046, 2183, 2231), and what readers could take
/// differently in them.
final class MimeFields {
  /// Octets of a boundary. RFC 2046 §5.1.1.
  private static final int MOST_BOUNDARY = 70;

  private static final List<String> SINGLE =
      List.of("Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID");

  private static final Set<String> ENCODINGS =
      Set.of("7bit", "8bit", "binary", "quoted-printable", "base64");

  /// The subtypes of multipart that IANA lists and mail carries; others are read as `mixed`
  /// (RFC 2046 §5.1.7).
  private static final Set<String> MULTIPARTS =
      Set.of(
          "mixed",
          "alternative",
          "digest",
          "parallel",
          "related",
          "report",
          "signed",
          "encrypted",
          "form-data",
          "appledouble",
          "voice-message",
          "byteranges",
          "header-set",
          "multilingual");

  /// Charsets in which other octets than those of ASCII mean ASCII letters.
  private static final Set<String> CHARSETS_THAT_HIDE =
      Set.of("utf-7", "unicode-1-1-utf-7", "utf7");

  private static final Set<String> PROGRAMS =
      Set.of(
          "exe", "scr", "com", "bat", "cmd", "pif", "js", "jse", "vbs", "vbe", "wsf", "hta", "jar",
          "lnk", "msi", "ps1", "cpl", "iso", "img");

  private final Header header;
  private final Ambiguities found;
  private final MimeParameters type;
  private final MimeParameters disposition;

  /// @param defaultType the media type where none is stated
  MimeFields(Header header, String defaultType, Ambiguities found) {
    this.header = header;
    this.found = found;
    this.type = MimeParameters.parse(value("Content-Type").orElse(defaultType));
    this.disposition = MimeParameters.parse(value("Content-Disposition").orElse(""));
  }

  private Optional<String> value(String name) {
    return header.first(name).map(Field::rawValue);
  }

  /// The part that the fields describe, after everything odd about them has been noted.
  MimePart review(int number, int depth) {
    if (number == 0) {
      reviewVersion();
    } else {
      reviewPartHeader();
    }
    var part =
        new MimePart(
            number, depth, mediaType(), encoding(), disposition.main(), fileName().orElse(""));
    reviewType(part);
    reviewEncoding(part);
    reviewFileName();
    return part;
  }

  private String mediaType() {
    return type.main().indexOf('/') < 0 ? "text/plain" : type.main();
  }

  /// The boundary between the parts of a multipart, one char per octet.
  Optional<String> boundary() {
    return type.value("boundary").map(MimeFields::withoutBlanksBehind).filter(b -> !b.isEmpty());
  }

  private static String withoutBlanksBehind(String boundary) {
    int to = boundary.length();
    while (to > 0 && Ascii.isBlank(boundary.charAt(to - 1))) {
      to--;
    }
    return boundary.substring(0, to);
  }

  /// RFC 2045 §4.
  private void reviewVersion() {
    var version = value("MIME-Version").map(MimeFields::token);
    var isMime =
        header.first("Content-Type").isPresent()
            || header.first("Content-Transfer-Encoding").isPresent();
    if (version.isPresent() ? !version.get().equals("1.0") : isMime) {
      found.note(MIME_VERSION, version.orElse("none"));
    }
  }

  /// The text without white space and comments.
  private static String token(String value) {
    var text = new StringBuilder();
    var in = new Cursor(value);
    while (Lexical.skipComments(in) && !in.atEnd()) {
      text.append((char) in.next());
    }
    return Ascii.toLower(text.toString());
  }

  private void reviewPartHeader() {
    if (!header.exceeded().isEmpty()) {
      found.note(PART_HEADER, header.exceeded().getFirst().reason().word());
    }
    var isFirst = true;
    for (var field : header.fields()) {
      var text = field.toString();
      var isFolded = text.contains("\r\n") && Ascii.trimFolding(text).length() < text.length();
      if (field.colon() < 0 || isFolded || (isFirst && Ascii.isBlank(field.octetAt(0)))) {
        found.note(PART_HEADER, text);
      }
      isFirst = false;
    }
    for (var name : SINGLE) {
      if (header.all(name).size() > 1) {
        found.note(FIELD_REPEATED, name + " in a part");
      }
    }
  }

  private void reviewType(MimePart part) {
    if (!type.isSound() || type.main().indexOf('/') < 1 || type.main().endsWith("/")) {
      found.note(CONTENT_TYPE_SYNTAX, value("Content-Type").orElse(""));
    }
    if (!type.repeated().isEmpty()) {
      found.note(PARAMETER_REPEATED, String.join(", ", type.repeated()));
    }
    if (!disposition.repeated().isEmpty()) {
      found.note(PARAMETER_REPEATED, String.join(", ", disposition.repeated()));
    }
    var charset = Ascii.toLower(type.value("charset").orElse(""));
    if (CHARSETS_THAT_HIDE.contains(charset)
        || charset.startsWith("utf-16")
        || charset.startsWith("utf-32")) {
      found.note(CHARSET, charset);
    }
    switch (part.mediaType()) {
      case "message/partial", "message/external-body" ->
          found.note(CONTENT_ELSEWHERE, part.mediaType());
      case "application/ms-tnef", "application/vnd.ms-tnef", "application/mac-binhex40" ->
          found.note(HIDDEN_FILE, part.mediaType());
      default -> {}
    }
    if (part.isMultipart()) {
      reviewMultipart(part);
    }
  }

  private void reviewMultipart(MimePart part) {
    var subtype = part.mediaType().substring("multipart/".length());
    if (!MULTIPARTS.contains(subtype) && !subtype.startsWith("x-")) {
      found.note(MULTIPART_UNKNOWN, part.mediaType());
    }
    var boundary = type.value("boundary").orElse("");
    if (boundary.isEmpty()
        || boundary.length() > MOST_BOUNDARY
        || boundary.endsWith(" ")
        || type.unusual().contains("boundary")
        || type.repeated().contains("boundary")
        || !boundary.chars().allMatch(MimeFields::isBoundaryText)
        || boundary.contains("=?")) {
      found.note(BOUNDARY_SYNTAX, boundary);
    }
  }

  /// `bchars` of RFC 2046 §5.1.1.
  private static boolean isBoundaryText(int c) {
    return Ascii.isLetterOrDigit(c) || "'()+_,-./:=? ".indexOf(c) >= 0;
  }

  private String encoding() {
    return value("Content-Transfer-Encoding").map(MimeFields::token).orElse("7bit");
  }

  /// RFC 2045 §6.1, §6.4.
  private void reviewEncoding(MimePart part) {
    var raw = value("Content-Transfer-Encoding").map(Ascii::trimFolding).orElse("7bit");
    if (!ENCODINGS.contains(Ascii.toLower(raw))) {
      found.note(ENCODING_SYNTAX, raw);
    }
    if ((part.isMultipart() || part.mediaType().startsWith("message/")) && !part.isIdentity()) {
      found.note(ENCODING_NOT_ALLOWED, part.mediaType() + " in " + part.encoding());
    }
  }

  private Optional<String> fileName() {
    return disposition.text("filename").or(() -> type.text("name"));
  }

  private void reviewFileName() {
    var stated = disposition.text("filename");
    var older = type.text("name");
    if (stated.isPresent() && older.isPresent() && !stated.equals(older)) {
      found.note(FILE_NAME, stated.get() + " or " + older.get());
    }
    fileName().filter(MimeFields::isMisleading).ifPresent(name -> found.note(FILE_NAME, name));
    if (fileName().filter(name -> Ascii.equalsIgnoreCase(name, "winmail.dat")).isPresent()) {
      found.note(HIDDEN_FILE, "winmail.dat");
    }
  }

  private static boolean isMisleading(String name) {
    return DisplayText.hides(name)
        || name.endsWith(".")
        || name.endsWith(" ")
        || name.indexOf('/') >= 0
        || name.indexOf('\\') >= 0
        || hasTwoExtensions(name);
  }

  /// Whether a program is dressed as a document: `invoice.pdf.exe`.
  private static boolean hasTwoExtensions(String name) {
    int last = name.lastIndexOf('.');
    int before = last < 1 ? -1 : name.lastIndexOf('.', last - 1);
    int length = last - before - 1;
    return before > 0
        && length >= 2
        && length <= 4
        && PROGRAMS.contains(Ascii.toLower(name.substring(last + 1)));
  }
}
