package org.signet.guard;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.hosting.HostingPlan;
import org.signet.mtasts.Mode;
import org.signet.mtasts.MtaStsPolicy;

/// Reads `[mta_sts]`.
final class MtaStsSection {
  private static final long MOST_DAYS = 365;

  private MtaStsSection() {}

  static Optional<Hosting> read(TomlSection section) {
    var listen =
        section.value("listen", "an address such as \"0.0.0.0:443\"", ConfigurationValues::socket);
    var proxied =
        section.value(
            "proxied",
            "an address of loopback such as \"127.0.0.1:8893\"",
            MtaStsSection::loopback);
    var state = section.value("state", "a folder", ConfigurationValues::path);
    var certificates =
        section.sections("certificate").stream().flatMap(one -> files(one).stream()).toList();
    var policies =
        section.sections("policy").stream().flatMap(one -> hosted(one).stream()).toList();
    section.end();
    if (!section.isThere()) {
      return Optional.empty();
    }
    if (policies.isEmpty()) {
      section.wrong("[[mta_sts.policy]], with domain and mx");
    }
    if (listen.isPresent() == certificates.isEmpty()) {
      section.wrong("listen together with [[mta_sts.certificate]]");
    }
    if (listen.isEmpty()
        && proxied.isEmpty()
        && policies.stream().anyMatch(one -> one.webRoot().isEmpty())) {
      section.wrong("a way to serve every policy: listen, proxied, or a web_root of its own");
    }
    if (policies.stream().map(Hosting.Hosted::domain).distinct().count() < policies.size()) {
      section.wrong("one policy for each domain");
    }
    return Optional.of(new Hosting(listen, certificates, proxied, state, policies));
  }

  private static Optional<InetSocketAddress> loopback(String text) {
    return ConfigurationValues.socket(text)
        .filter(socket -> socket.getAddress().isLoopbackAddress());
  }

  private static Optional<Hosting.CertificateFiles> files(TomlSection one) {
    var chain = one.value("chain", "a file", ConfigurationValues::path);
    var key = one.value("key", "a file", ConfigurationValues::path);
    one.end();
    if (chain.isEmpty() || key.isEmpty()) {
      one.wrong("chain and key, two files");
      return Optional.empty();
    }
    return Optional.of(new Hosting.CertificateFiles(chain.get(), key.get()));
  }

  private static Optional<Hosting.Hosted> hosted(TomlSection one) {
    var domain =
        one.value("domain", "a domain such as \"example.org\"", MtaStsSection::policyDomain);
    var mode =
        one.value("mode", "\"testing\", \"enforce\" or \"none\"", MtaStsSection::mode)
            .orElse(Mode.TESTING);
    var mx =
        one.values(
            "mx",
            "a host such as \"mx.example.org\" or \"*.example.org\"",
            text -> NamePattern.parse(text).optional());
    var age =
        one.number("max_age_days", "days", MOST_DAYS).map(Duration::ofDays).orElse(usualAge(mode));
    var webRoot = one.value("web_root", "a folder", ConfigurationValues::path);
    one.end();
    if (domain.isEmpty() || (mx.isEmpty() && mode != Mode.NONE)) {
      one.wrong("domain, and mx: the hosts that take its mail");
      return Optional.empty();
    }
    var hosts = mode == Mode.NONE ? List.<NamePattern>of() : mx;
    return Optional.of(
        new Hosting.Hosted(domain.get(), MtaStsPolicy.of(mode, hosts, age), webRoot));
  }

  /// One whose policy host can have a name.
  private static Optional<Domain> policyDomain(String text) {
    return ConfigurationValues.domain(text)
        .filter(domain -> MtaStsPolicy.addressFor(domain).isPresent());
  }

  private static Optional<Mode> mode(String word) {
    return Stream.of(Mode.values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  private static Duration usualAge(Mode mode) {
    return switch (mode) {
      case ENFORCE -> HostingPlan.LONG_AGE;
      case TESTING, NONE -> HostingPlan.SHORT_AGE;
    };
  }
}
