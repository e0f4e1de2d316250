package org.signet.dns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.dnssec.ValidatingResolver;

/// How the validator of dnsjava is set up.
final class ValidatorSettings {
  /// RSA/MD5, DSA, and what signs with SHA-1 or GOST: as if nobody knew them (RFC 8624, RFC 9905).
  private static final List<Integer> OLD_ALGORITHMS = List.of(1, 3, 5, 6, 7, 12);

  /// SHA-1 and GOST (RFC 8624 §3.3).
  private static final List<Integer> OLD_DIGESTS = List.of(1, 3);

  /// Denials that hash more often are no proof: the zone is insecure there (RFC 9276 §3.2).
  static final int MOST_ITERATIONS = 100;

  private ValidatorSettings() {}

  static void apply(ValidatingResolver validator, TrustAnchors anchors) {
    var settings = new Properties();
    OLD_ALGORITHMS.forEach(
        number -> settings.setProperty("dnsjava.dnssec.algorithm." + number, "false"));
    OLD_DIGESTS.forEach(number -> settings.setProperty("dnsjava.dnssec.digest." + number, "false"));
    for (int bits = 1024; bits <= 4096; bits *= 2) {
      settings.setProperty(
          "dnsjava.dnssec.nsec3.iterations." + bits, Integer.toString(MOST_ITERATIONS));
    }
    // One valid path is enough, whatever other algorithms a zone has DS records for (RFC 6840
    // §5.11).
    settings.setProperty("dnsjava.dnssec.harden_algo_downgrade", "false");
    settings.setProperty(
        "dnsjava.dnssec.max_validate_rrsigs", Integer.toString(Errand.MOST_SIGNATURES));
    try {
      validator.init(settings);
      validator.getTrustAnchors().clear();
      validator.loadTrustAnchors(new ByteArrayInputStream(anchors.text().getBytes(US_ASCII)));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    // Without an anchor it would take everything for insecure.
    if (validator.getTrustAnchors().find(Name.root, DClass.IN) == null) {
      throw new IllegalArgumentException("no trust anchor for the root");
    }
  }
}
