package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Parsed;

/// Text, compressed (RFC 1950), behind an octet that says how; both of one char per octet.
///
/// What headers and answers of the DNS mostly hold is known beforehand, in a file, which saves a
/// quarter of the octets of an ordinary proof. That file never changes: what was packed with it is
/// unpacked with it. Another one is another version.
final class PackedText {
  private static final Clause FORM = SIGNET.section("packed text");
  private static final byte VERSION = 1;
  private static final byte[] COMMON_WORDS = commonWords();
  private static final int CHUNK = 8 << 10;

  private PackedText() {}

  private static byte[] commonWords() {
    try (var in = PackedText.class.getResourceAsStream("common-words-1.txt")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its common words");
      }
      var lines = new String(in.readAllBytes(), ISO_8859_1);
      return lines.replace("\n", "\r\n").getBytes(ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pack(String text) {
    var out = new ByteArrayOutputStream(text.length() / 2);
    out.write(VERSION);
    try (var deflater = new Deflater()) {
      deflater.setDictionary(COMMON_WORDS);
      deflater.setInput(text.getBytes(ISO_8859_1));
      deflater.finish();
      var chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    return out.toString(ISO_8859_1);
  }

  /// @param most octets of the text; a longer one is not unpacked
  static Parsed<String> unpack(String packed, int most) {
    var octets = packed.getBytes(ISO_8859_1);
    if (octets.length == 0 || octets[0] != VERSION) {
      return malformed("text packed by this version of Signet, or an older one");
    }
    try (var inflater = new Inflater()) {
      inflater.setInput(octets, 1, octets.length - 1);
      return unpack(inflater, new StringBuilder(Math.min(most, 4 * octets.length)), most);
    } catch (DataFormatException | IllegalArgumentException _) {
      // The latter where the words are others.
      return malformed("packed text without a fault");
    }
  }

  private static Parsed<String> unpack(Inflater inflater, StringBuilder text, int most)
      throws DataFormatException {
    var chunk = new byte[CHUNK];
    while (!inflater.finished()) {
      int count = inflater.inflate(chunk);
      if (count == 0 && inflater.needsDictionary()) {
        inflater.setDictionary(COMMON_WORDS);
      } else if (count == 0) {
        return malformed("packed text that has an end");
      }
      if (text.length() + count > most) {
        return malformed("at most " + most + " octets of text");
      }
      text.append(new String(chunk, 0, count, ISO_8859_1));
    }
    return inflater.getRemaining() == 0
        ? Parsed.ok(text.toString())
        : malformed("nothing behind packed text");
  }

  private static Parsed<String> malformed(String expected) {
    return Parsed.malformed("", 0, expected, FORM);
  }
}
