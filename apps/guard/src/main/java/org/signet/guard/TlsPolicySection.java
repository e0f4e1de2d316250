package org.signet.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.signet.guard.tls.TlsPolicySettings;
import org.signet.milter.Listen;
import org.signet.tlspolicy.Ruling;

/// Reads `[tls_policy]`.
final class TlsPolicySection {
  private TlsPolicySection() {}

  static Optional<TlsPolicySettings> read(TomlSection section) {
    var places = MilterSection.places(section);
    var postfix = section.value("postfix", "the folder of main.cf", ConfigurationValues::path);
    var folder = section.value("folder", "a folder", ConfigurationValues::path);
    var tlsRpt = section.flag("tlsrpt");
    var rulings =
        section.sections("override").stream().flatMap(one -> ruling(one).stream()).toList();
    section.end();
    return section.isThere()
        ? Optional.of(
            new TlsPolicySettings(
                places.isEmpty() ? usual() : places, postfix, folder, tlsRpt, rulings))
        : Optional.empty();
  }

  private static List<Listen> usual() {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), TlsPolicySettings.PORT);
    return List.of(Listen.Tcp.local(address));
  }

  private static Optional<Ruling> ruling(TomlSection one) {
    var domain =
        one.value("domain", "a domain such as \"example.org\"", ConfigurationValues::domain);
    var level = one.value("level", "\"may\" or \"encrypt\"", TlsPolicySection::level);
    var until = one.day("until");
    one.end();
    if (domain.isEmpty() || level.isEmpty() || until.isEmpty()) {
      one.wrong("domain, level and until");
      return Optional.empty();
    }
    var end = until.get().atStartOfDay(ZoneOffset.UTC).toInstant();
    return Optional.of(new Ruling(domain.get(), level.get(), end));
  }

  private static Optional<Ruling.Level> level(String word) {
    return switch (word) {
      case "may" -> Optional.of(Ruling.Level.OPPORTUNISTIC);
      case "encrypt" -> Optional.of(Ruling.Level.ENCRYPTED);
      default -> Optional.empty();
    };
  }
}
