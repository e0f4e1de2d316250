package org.signet.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.MimeParameters;

/// What trials need to know of the MIME structure of a body.
final class MimeParts {
  private MimeParts() {}

  /// The boundary that a Content-Type of a multipart names.
  static Optional<String> boundary(String contentType) {
    var parameters = MimeParameters.parse(contentType);
    return parameters.main().startsWith("multipart/")
        ? parameters.value("boundary")
        : Optional.empty();
  }

  /// The fields of a part's header: each line with the lines that continue it.
  static List<Field> fields(String header) {
    var fields = new ArrayList<Field>();
    int from = 0;
    while (from < header.length() && !header.startsWith("\r\n", from)) {
      int to = header.indexOf("\r\n", from);
      while (to >= 0 && to + 2 < header.length() && Ascii.isBlank(header.charAt(to + 2))) {
        to = header.indexOf("\r\n", to + 2);
      }
      int end = to < 0 ? header.length() : to;
      fields.add(Field.of(header.substring(from, end)));
      from = end + 2;
    }
    return fields;
  }
}
