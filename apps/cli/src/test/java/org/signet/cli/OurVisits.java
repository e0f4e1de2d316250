package org.signet.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.signet.checkup.Deed;
import org.signet.checkup.Probe;
import org.signet.checkup.Sender;
import org.signet.checkup.Visit;
import org.signet.checkup.Witnesses;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.smtp.Patience;
import org.signet.smtp.SmtpClient;
import org.signet.tlspolicy.Exchanges;
import org.signet.tlspolicy.Route;

/// What a sender that does DANE would do with mail, as our own client sees the hosts of the lab.
final class OurVisits {
  /// As in [org.signet.testing.Internet.Delivery].
  record Outcome(String status, String tls) {}

  private static final Outcome DEFERRED = new Outcome("deferred", "none");

  private static final SmtpClient CLIENT =
      new SmtpClient(Domain.of("client.example"), Patience.of(Duration.ofSeconds(20)));

  private final Probe probe;

  OurVisits(Resolver dns) throws IOException, GeneralSecurityException {
    var reach = OurPolicies.reach();
    var visit = new Visit(CLIENT, reach, InstantSource.system(), SmtpClient.PORT);
    probe = new Probe(visit, new Witnesses(dns, List.of()), reach);
  }

  /// The status that the mail gets, and by what TLS it goes, in the words of Postfix.
  Outcome outcome(Route route) {
    return switch (route.exchanges()) {
      case Exchanges.Nobody _, Exchanges.NoSuchDomain _ -> new Outcome("bounced", "none");
      case Exchanges.Unknown _ -> DEFERRED;
      case Exchanges.Listed _, Exchanges.Implicit _ -> first(route);
    };
  }

  /// By the first host that is willing.
  private Outcome first(Route route) {
    for (var address : probe.probe(route).addresses()) {
      switch (Sender.DANE.deed(route, address)) {
        case Deed.Delivers(var isVerified) -> {
          return new Outcome("sent", isVerified ? "Verified" : "Trusted");
        }
        case Deed.DeliversInClear _ -> {
          return new Outcome("sent", "none");
        }
        case Deed.Refuses _, Deed.Withholds _, Deed.Depends _, Deed.Undetermined _ -> {}
      }
    }
    return DEFERRED;
  }
}
