package org.signet.guard.hosting;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.mtasts.MtaStsPolicy;
import org.signet.mtasts.MtaStsRecord;

/// `[mta_sts]`: the policies that we serve for our domains, and how. RFC 8461 §3.3
///
/// @param listen `listen`: an address such as `"0.0.0.0:443"` at which Signet serves them itself
/// @param certificates `[[mta_sts.certificate]]`: for `listen`; the one whose names fit is shown
/// @param proxied `proxied`: an address of loopback such as `"127.0.0.1:8893"`, to which a reverse
///     proxy passes requests, with their Host
/// @param state `state`: a folder in which it is noted since when which policy is served, so that
///     `signet mta-sts` knows the dates of the next steps
/// @param policies `[[mta_sts.policy]]`
public record Hosting(
    Optional<InetSocketAddress> listen,
    List<CertificateFiles> certificates,
    Optional<InetSocketAddress> proxied,
    Optional<Path> state,
    List<Hosted> policies) {
  public Hosting {
    certificates = List.copyOf(certificates);
    policies = List.copyOf(policies);
  }

  /// `[[mta_sts.certificate]]`: PEM files, as ACME clients write them, which are read again when
  /// they change.
  ///
  /// @param chain `chain`: the certificate and those above it
  /// @param key `key`: its private key
  public record CertificateFiles(Path chain, Path key) {}

  /// `[[mta_sts.policy]]`.
  ///
  /// @param domain `domain`
  /// @param policy `mode` (by default `"testing"`), `mx` (a list of host names, perhaps behind
  ///     `*.`) and `max_age_days`
  /// @param webRoot `web_root`: the folder that a web server shows as `https://mta-sts.` and the
  ///     domain; the policy is written into it
  public record Hosted(Domain domain, MtaStsPolicy policy, Optional<Path> webRoot) {
    /// The record that announces the policy.
    public MtaStsRecord record() {
      return MtaStsRecord.of(policy.derivedId());
    }

    /// The record as zone text.
    public String zoneText() {
      return "_mta-sts.%s.\t300\tIN\tTXT\t\"%s\"\n".formatted(domain, record().text());
    }
  }

  /// The policy of a domain.
  public Optional<Hosted> of(Domain domain) {
    return policies.stream().filter(one -> one.domain().equals(domain)).findFirst();
  }
}
