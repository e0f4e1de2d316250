package org.signet.message;

import static org.signet.message.Ambiguity.Reason.BARE_CR_IN_HEADER;
import static org.signet.message.Ambiguity.Reason.BARE_LF_IN_HEADER;
import static org.signet.message.Ambiguity.Reason.CONTROL_IN_HEADER;
import static org.signet.message.Ambiguity.Reason.FIELD_NAME;
import static org.signet.message.Ambiguity.Reason.FIELD_REPEATED;
import static org.signet.message.Ambiguity.Reason.FIRST_LINE_FOLDED;
import static org.signet.message.Ambiguity.Reason.LINE_TOO_LONG;
import static org.signet.message.Ambiguity.Reason.LINE_WITHOUT_COLON;
import static org.signet.message.Ambiguity.Reason.NUL_IN_HEADER;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;

/// Everything about a header that two readers could see differently, found in one pass.
final class HeaderReview {
  /// Octets of a line without its CRLF. RFC 5322 §2.1.1.
  static final int MOST_LINE_OCTETS = 998;

  /// Fields that occur once at most. RFC 5322 §3.6; RFC 2045 §3; RFC 2183 §2; From is reviewed by
  /// itself.
  private static final List<String> SINGLE =
      List.of(
          "Date",
          "Sender",
          "Reply-To",
          "To",
          "Cc",
          "Bcc",
          "Message-ID",
          "In-Reply-To",
          "References",
          "Subject",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "Content-ID",
          "Content-Description",
          "Content-Disposition");

  private final Header header;
  private final Ambiguities found = new Ambiguities();
  private final List<Field> authorFields = new ArrayList<>(1);
  private final Author author;

  HeaderReview(Header header) {
    this.header = header;
    header.exceeded().forEach(found::note);
    reviewFields();
    var reader = new AuthorReader(found);
    reader.read(authorFields);
    reviewRepeated();
    this.author =
        new Author(
            reader.addresses(),
            reader.domains(),
            found.list().stream().filter(a -> a.kind() == Ambiguity.Kind.AUTHOR).toList());
  }

  Author author() {
    return author;
  }

  List<Ambiguity> ambiguities() {
    return found.list();
  }

  private void reviewFields() {
    var isFirst = true;
    for (var field : header.fields()) {
      if (isFirst && Ascii.isBlank(field.octetAt(0))) {
        note(FIRST_LINE_FOLDED, field);
      }
      isFirst = false;
      if (field.colon() < 0) {
        note(LINE_WITHOUT_COLON, field);
      } else if (!field.hasProperName()) {
        note(FIELD_NAME, field);
      }
      if (Lookalike.isNamed(field, "from")) {
        authorFields.add(field);
      }
      reviewOctets(field);
    }
  }

  private void reviewOctets(Field field) {
    int lineStart = 0;
    var hasBareLineEnd = false;
    for (int i = 0; i < field.length(); i++) {
      int c = field.octetAt(i);
      if ((c >= ' ' && c < 0x7f) || c == '\t' || c < 0) {
        continue;
      }
      if (c == '\r' && i + 1 < field.length() && field.octetAt(i + 1) == '\n') {
        if (i - lineStart > MOST_LINE_OCTETS) {
          note(LINE_TOO_LONG, field);
        }
        i++;
        lineStart = i + 1;
      } else if (c == '\r' || c == '\n') {
        note(c == '\r' ? BARE_CR_IN_HEADER : BARE_LF_IN_HEADER, field);
        hasBareLineEnd = true;
      } else {
        note(c == 0 ? NUL_IN_HEADER : CONTROL_IN_HEADER, field);
      }
    }
    if (hasBareLineEnd) {
      authorFields.addAll(Lookalike.inside(field, "from"));
    }
  }

  private void reviewRepeated() {
    var repeated = SINGLE.stream().filter(name -> header.all(name).size() > 1).toList();
    if (!repeated.isEmpty()) {
      found.note(FIELD_REPEATED, String.join(", ", repeated));
    }
  }

  private void note(Ambiguity.Reason reason, Field field) {
    if (!found.has(reason)) {
      found.note(reason, field.toString());
    }
  }
}
