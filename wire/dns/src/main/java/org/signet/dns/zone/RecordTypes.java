package org.signet.dns.zone;

import org.signet.dns.Type;
import org.signet.foundation.text.Ascii;

/// The names of record types in zone text: those that Signet asks for, all that dnsjava knows, and
/// `TYPE123` (RFC 3597 §5).
final class RecordTypes {
  private static final int U16 = 0xffff;

  private RecordTypes() {}

  static int number(Token word) throws Unreadable {
    if (word.is("*") || word.is("ANY")) {
      return ZoneRecord.ANY;
    }
    int number = word.isQuoted() ? -1 : number(word.raw());
    if (number < 0) {
      throw word.unreadable("a record type such as TXT or TYPE65");
    }
    return number;
  }

  private static int number(String word) {
    for (var type : Type.known()) {
      if (Ascii.equalsIgnoreCase(type.toString(), word)) {
        return type.number();
      }
    }
    if (Ascii.startsWithIgnoreCase(word, "TYPE")) {
      return (int) Ascii.parseNumber(word.substring(4), U16);
    }
    return ofOther(word);
  }

  /// dnsjava folds by the locale and by Unicode, and so is given nothing to fold.
  private static int ofOther(String word) {
    var upper = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      int c = word.charAt(i);
      if (!Ascii.isLetterOrDigit(c) && c != '-') {
        return -1;
      }
      upper.append((char) (Ascii.isLetter(c) ? c & ~0x20 : c));
    }
    return org.xbill.DNS.Type.value(upper.toString());
  }

  static String mnemonic(int number) {
    return Type.numbered(number).map(Type::toString).orElse("TYPE" + number);
  }
}
