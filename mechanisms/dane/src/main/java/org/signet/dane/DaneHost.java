package org.signet.dane;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Security;
import org.signet.foundation.text.Domain;

/// One host to which mail may go, and how it was found.
///
/// @param name the host, as the MX record or the next hop names it, before any CNAME
/// @param port the port that will be connected to
public record DaneHost(Domain name, int port, Way way) {
  /// The port of SMTP between servers.
  public static final int SMTP_PORT = 25;

  /// How a host was found.
  public sealed interface Way {
    /// By MX records.
    ///
    /// @param security of the MX records
    /// @param asked the next hop: the domain whose MX records they are
    /// @param owner where they stand, after the CNAMEs of the domain
    record ByMx(Security security, Domain asked, Domain owner) implements Way {}

    /// It is itself the next hop: the domain has no MX records, or they are not to be asked for.
    record Itself() implements Way {}
  }

  /// A host of these MX records.
  ///
  /// @param asked the domain that they were asked for
  public static DaneHost of(Domain asked, Answer.Found<Rdata.Mx> records, Rdata.Mx mx) {
    var security = records.source().security();
    return new DaneHost(mx.exchange(), SMTP_PORT, new Way.ByMx(security, asked, records.owner()));
  }

  /// A host that is itself the next hop.
  public static DaneHost itself(Domain name) {
    return new DaneHost(name, SMTP_PORT, new Way.Itself());
  }

  /// Whether nobody on the way could have named another host: the MX records are signed, or there
  /// was nothing to be named. What is not can be verified, but is not protected against a forged
  /// MX record (RFC 7672 §2.2.1).
  public boolean isSecurelyNamed() {
    return switch (way) {
      case Way.Itself _ -> true;
      case Way.ByMx mx -> mx.security() == Security.SECURE;
    };
  }

  /// The names that a certificate under a trust anchor may have (RFC 7672 §3.2.2): the base domain,
  /// and the domain of the recipient where it led here securely.
  List<Domain> referenceNames(Domain base) {
    var names = new ArrayList<Domain>();
    names.add(base);
    switch (way) {
      case Way.ByMx(var security, var asked, var owner) when security == Security.SECURE -> {
        names.add(asked);
        names.add(owner);
      }
      case Way.ByMx _ -> {}
      case Way.Itself _ -> names.add(name);
    }
    return names.stream().distinct().toList();
  }
}
