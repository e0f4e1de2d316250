package org.signet.milter;

/// The raw value of a header field, between its form on the wire and that of a message.
final class FieldValue {
  private FieldValue() {}

  /// A value as it stood behind the colon. Lines are folded by LF on the wire, by CRLF in a
  /// message.
  ///
  /// @param isExact whether it is all that stood there. Otherwise one space may have been dropped,
  ///     and most fields have one: it is put back, unless white space of another kind begins the
  ///     value, before which a space is rare
  static String received(String text, boolean isExact) {
    var folded = withCrLf(text);
    var hasOther = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
    return isExact || hasOther ? folded : ' ' + folded;
  }

  private static String withCrLf(String text) {
    int lf = text.indexOf('\n');
    if (lf < 0) {
      return text;
    }
    var out = new StringBuilder(text.length() + 8);
    int from = 0;
    for (; lf >= 0; lf = text.indexOf('\n', from)) {
      var hasCr = lf > 0 && text.charAt(lf - 1) == '\r';
      out.append(text, from, hasCr ? lf - 1 : lf).append("\r\n");
      from = lf + 1;
    }
    return out.append(text, from, text.length()).toString();
  }

  /// A value for the wire. An MTA that drops the first space also puts one there.
  static String sent(String rawValue, boolean isExact) {
    var kept = isExact || !rawValue.startsWith(" ") ? rawValue : rawValue.substring(1);
    return kept.replace("\r\n", "\n");
  }
}
