package org.signet.mtasts;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;
import org.signet.foundation.text.Parsed;

/// The policy of a domain: which hosts take its mail, what to do where TLS with them does not hold,
/// and for how long to remember that. RFC 8461 §3.2
///
/// @param mx the hosts; none where the mode is [Mode#NONE]
/// @param maxAge at most [#MOST_AGE]
/// @param text the policy as it came, one char per octet
public record MtaStsPolicy(Mode mode, List<NamePattern> mx, Duration maxAge, String text) {
  /// The longest time a policy may ask to be remembered, a year of 365 days and 6 hours; one that
  /// asks for more gets this. §3.2
  public static final Duration MOST_AGE = Duration.ofHours(8766);

  /// Patterns that are read; our bound. A domain with more hosts has a wildcard.
  public static final int MOST_MX = 256;

  public MtaStsPolicy {
    mx = List.copyOf(mx);
    if (mx.isEmpty() && mode != Mode.NONE) {
      throw new IllegalArgumentException("a policy that is not \"none\" names a host");
    }
    if (maxAge.isNegative() || maxAge.compareTo(MOST_AGE) > 0) {
      throw new IllegalArgumentException("max_age is from 0 to " + MOST_AGE.toSeconds());
    }
  }

  /// A policy of our own, with its text.
  public static MtaStsPolicy of(Mode mode, List<NamePattern> mx, Duration maxAge) {
    var text = new StringBuilder("version: STSv1\r\nmode: ").append(mode.word()).append("\r\n");
    mx.forEach(host -> text.append("mx: ").append(host).append("\r\n"));
    text.append("max_age: ").append(maxAge.toSeconds()).append("\r\n");
    return new MtaStsPolicy(mode, mx, maxAge, text.toString());
  }

  public static Parsed<MtaStsPolicy> parse(String text) {
    return new PolicyReader(text).read();
  }

  /// The host that serves the policy of a domain; empty where the name would be too long. §3.3
  public static Optional<Domain> hostFor(Domain domain) {
    return domain.prefixed("mta-sts");
  }

  /// Where the policy of a domain is served; empty where no host can have that name. §3.3
  public static Optional<URI> addressFor(Domain domain) {
    return hostFor(domain)
        .filter(Domain::isHostName)
        .map(host -> URI.create("https://" + host + "/.well-known/mta-sts.txt"));
  }

  /// Whether a host is one of those that the policy names. §4.1 It is the name in the MX record
  /// that is asked about, never the target of an alias.
  public boolean names(Domain host) {
    return mx.stream().anyMatch(pattern -> pattern.matches(host));
  }

  /// The lines, without their ends, as reports quote them. RFC 8460 §4.4
  public List<String> lines() {
    return text.lines().toList();
  }

  /// An id for the record that announces this policy. It follows from the text alone, so that every
  /// server of a domain comes to the same one, and it changes exactly when the policy does.
  public String derivedId() {
    return HexFormat.of().formatHex(digest(), 0, MtaStsRecord.MOST_CHARS / 2);
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
