package org.signet.dkim;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// Text with blocks between `-----BEGIN …-----` and `-----END …-----` (RFC 7468), of which the keys
/// of OpenSSL are a kind. What stands outside the blocks is passed over.
///
/// @param unfinished the label of a block without an end
record Pem(List<Block> blocks, Optional<String> unfinished) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  Pem {
    blocks = List.copyOf(blocks);
  }

  /// @param label such as `PRIVATE KEY`
  /// @param hasFields whether fields such as `DEK-Info: …` stand before the data (RFC 1421)
  /// @param octets empty where the data is no Base64
  record Block(String label, boolean hasFields, Optional<byte[]> octets) {}

  static Pem read(String text) {
    var blocks = new ArrayList<Block>();
    var label = Optional.<String>empty();
    var hasFields = false;
    var data = new StringBuilder();
    for (var raw : text.lines().toList()) {
      var line = Ascii.trimFolding(raw);
      if (label.isEmpty()) {
        label = labelOf(line, BEGIN);
        hasFields = false;
        data.setLength(0);
      } else if (labelOf(line, END).equals(label)) {
        blocks.add(new Block(label.get(), hasFields, decode(data.toString())));
        label = Optional.empty();
      } else if (line.indexOf(':') >= 0) {
        hasFields = true;
      } else {
        data.append(line);
      }
    }
    return new Pem(blocks, label);
  }

  private static Optional<String> labelOf(String line, String start) {
    var fits =
        line.startsWith(start)
            && line.endsWith(DASHES)
            && line.length() > start.length() + DASHES.length();
    return fits
        ? Optional.of(line.substring(start.length(), line.length() - DASHES.length()))
        : Optional.empty();
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
