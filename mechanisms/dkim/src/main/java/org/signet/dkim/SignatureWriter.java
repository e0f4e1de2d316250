package org.signet.dkim;

import java.util.Base64;
import java.util.List;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;

/// Writes a field with a signature, tag by tag, in lines of at most [#LINE] octets where its values
/// allow that. RFC 6376 §3.2, §3.5.
///
/// The last tag is `b=`: first the field without its value is made, which is what is signed, and
/// then the field with it. DKIM and ARC write their fields with it.
public final class SignatureWriter {
  /// RFC 5322 §2.1.1.
  static final int LINE = 78;

  private static final String FOLD = "\r\n\t";

  private final StringBuilder text;
  private int lineStart;
  private boolean isFirst = true;

  /// @param field the name of the field
  public SignatureWriter(String field) {
    text = new StringBuilder(512).append(field).append(':');
  }

  /// Adds a tag. The value is written as it is.
  public SignatureWriter tag(String name, String value) {
    begin(name.length() + 1 + value.length() + 1);
    text.append(name).append('=').append(value);
    return this;
  }

  /// Adds a tag with names, which may be folded between them.
  public SignatureWriter names(String name, List<String> names) {
    var first = names.isEmpty() ? "" : names.getFirst();
    begin(name.length() + 1 + first.length() + 1);
    text.append(name).append('=').append(first);
    for (var next : names.subList(Math.min(1, names.size()), names.size())) {
      if (width() + 1 + next.length() + 1 > LINE) {
        fold();
      }
      text.append(':').append(next);
    }
    return this;
  }

  /// Ends the tag before, and takes a new line where the next does not fit into this.
  private void begin(int octets) {
    if (!isFirst) {
      text.append(';');
    }
    isFirst = false;
    if (width() + 1 + octets > LINE) {
      fold();
    } else {
      text.append(' ');
    }
  }

  private int width() {
    return text.length() - lineStart;
  }

  private void fold() {
    text.append(FOLD);
    lineStart = text.length() - 1;
  }

  /// The field with a signature over what is covered, and over itself.
  ///
  /// @param covered the fields that it signs beside its own, which is added
  public Field sign(SigningKey key, CanonicalHeader covered) {
    var own = unsigned();
    covered.addOwn(own, TagList.parse(own.rawValue()).orThrow());
    return signed(key.sign(covered.hash(HashAlgorithm.SHA256)));
  }

  /// The field with an empty `b=` at its end.
  private Field unsigned() {
    return Field.of(text + ";" + FOLD + "b=");
  }

  private Field signed(byte[] signature) {
    var base64 = Base64.getEncoder().encodeToString(signature);
    var signed = new StringBuilder(text).append(';').append(FOLD).append("b=");
    int width = "\tb=".length();
    for (int from = 0; from < base64.length(); ) {
      int to = Math.min(base64.length(), from + LINE - width);
      signed.append(base64, from, to);
      from = to;
      if (from < base64.length()) {
        signed.append(FOLD);
        width = 1;
      }
    }
    return Field.of(signed.toString());
  }
}
