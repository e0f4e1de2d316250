package org.signet.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/// The data of a packet, read from the front. The octets are the buffer's, and change with the next
/// packet.
final class PacketData {
  /// A path, and more parameters than ESMTP knows.
  static final int MOST_STRINGS = 100;

  private final char command;
  private final byte[] octets;
  private int at;
  private final int end;

  PacketData(char command, byte[] octets, int from, int to) {
    this.command = command;
    this.octets = octets;
    this.at = from;
    this.end = to;
  }

  boolean isEmpty() {
    return at == end;
  }

  /// How many octets are left.
  int length() {
    return end - at;
  }

  private Fault malformed() {
    return new Fault(Ending.Rule.DATA, command);
  }

  char octet() throws Fault {
    if (at == end) {
      throw malformed();
    }
    return (char) (octets[at++] & 0xff);
  }

  int uint16() throws Fault {
    return octet() << 8 | octet();
  }

  int uint32() throws Fault {
    return uint16() << 16 | uint16();
  }

  /// Octets up to a NUL, which is passed; to the end where there is none.
  String string() {
    int nul = at;
    while (nul < end && octets[nul] != 0) {
      nul++;
    }
    var text = new String(octets, at, nul - at, ISO_8859_1);
    at = Math.min(nul + 1, end);
    return text;
  }

  /// Octets up to a NUL, which must be there.
  String endedString() throws Fault {
    int from = at;
    var text = string();
    if (at == from + text.length()) {
      throw malformed();
    }
    return text;
  }

  /// All strings that are left; there is at least one, and there are not too many.
  List<String> strings() throws Fault {
    if (isEmpty()) {
      throw malformed();
    }
    var all = new ArrayList<String>(4);
    while (!isEmpty()) {
      if (all.size() == MOST_STRINGS) {
        throw malformed();
      }
      all.add(string());
    }
    return all;
  }

  /// All that is left, but for one NUL at its end.
  String rest() {
    int to = end > at && octets[end - 1] == 0 ? end - 1 : end;
    var text = new String(octets, at, to - at, ISO_8859_1);
    at = end;
    return text;
  }
}
