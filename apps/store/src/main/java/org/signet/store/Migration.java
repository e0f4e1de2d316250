package org.signet.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// One step of the schema: SQL that H2 and PostgreSQL both read, and that may run twice, because a
/// process may end in the midst of it.
///
/// @param name the number, and what it makes
record Migration(int number, String name, String sql) {
  private static final List<String> NAMES =
      List.of("1-message", "2-deferral", "3-tls-answer", "4-deferral-network");

  /// All of this program, in order.
  static List<Migration> all() {
    return NAMES.stream().map(Migration::read).toList();
  }

  private static Migration read(String name) {
    try (var in = Migration.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + name + ".sql");
      }
      var number = Integer.parseInt(name.substring(0, name.indexOf('-')));
      return new Migration(number, name, new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SHA-256 of the text, in hexadecimal.
  String checksum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its statements, which end where a line ends with a semicolon.
  List<String> statements() {
    return Arrays.stream(sql.split(";\\n", -1)).filter(one -> !one.isBlank()).toList();
  }
}
