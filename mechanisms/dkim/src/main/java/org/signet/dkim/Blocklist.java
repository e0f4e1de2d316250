package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A list of RSA keys whose private halves are known to others, in the form of Debian's former
/// package openssl-blacklist: on each line the last 20 hexadecimal digits of the SHA-1 of what
/// `openssl rsa -modulus` prints, and comments behind `#`. Signet ships no such list, because none
/// could be had from a package; the keys of CVE-2008-0166 are found only where one is named.
public final class Blocklist {
  /// Lines that are read. The lists of CVE-2008-0166 have 200,000 for each size of key.
  public static final int MOST_LINES = 2_000_000;

  private static final int DIGITS = 20;

  private final Path file;
  private final Set<String> entries;

  private Blocklist(Path file, Set<String> entries) {
    this.file = file;
    this.entries = entries;
  }

  /// Reads a list. Lines of another form are passed over, and so is what stands beyond the bound.
  ///
  /// @throws IOException where the file cannot be read
  public static Blocklist read(Path file) throws IOException {
    var entries = new HashSet<String>();
    try (var in = Files.newBufferedReader(file, ISO_8859_1)) {
      for (int i = 0; i < MOST_LINES; i++) {
        var line = lineOf(in);
        if (line.isEmpty()) {
          break;
        }
        var entry = line.get().strip().toLowerCase(Locale.ROOT);
        if (entry.length() == DIGITS && entry.chars().allMatch(HexFormat::isHexDigit)) {
          entries.add(entry);
        }
      }
    }
    return new Blocklist(file, entries);
  }

  private static Optional<String> lineOf(BufferedReader in) throws IOException {
    return Optional.ofNullable(in.readLine());
  }

  public Path file() {
    return file;
  }

  boolean holds(BigInteger modulus) {
    return entries.contains(entry(modulus));
  }

  static String entry(BigInteger modulus) {
    var printed = "Modulus=" + modulus.toString(16).toUpperCase(Locale.ROOT) + "\n";
    try {
      var hash = MessageDigest.getInstance("SHA-1").digest(printed.getBytes(US_ASCII));
      var hex = HexFormat.of().formatHex(hash);
      return hex.substring(hex.length() - DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK knows SHA-1", e);
    }
  }
}
