package org.signet.checkup;

import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import org.signet.dane.DaneCheck;
import org.signet.dane.DaneMatch;
import org.signet.dane.DaneOutcome;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.https.HostTrust;
import org.signet.https.Reach;
import org.signet.smtp.Capabilities;
import org.signet.smtp.Hello;
import org.signet.smtp.Opened;
import org.signet.smtp.Reply;
import org.signet.smtp.SmtpClient;
import org.signet.smtp.SmtpSession;
import org.signet.smtp.TlsDemand;
import org.signet.smtp.TlsFacts;
import org.signet.smtp.TlsStart;
import org.signet.tlspolicy.Hop;

/// One visit to one address of a mail host. Any certificate is taken, and then held against what
/// DANE and MTA-STS ask for: so one visit tells what senders of every kind would see.
public final class Visit {
  /// What the key exchange of TLS 1.3 is called where certificates are judged.
  private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

  private final SmtpClient client;
  private final Reach reach;
  private final InstantSource clock;
  private final int port;

  /// @param reach whose certificates are publicly trusted
  /// @param clock says at what time certificates must hold
  /// @param port where the hosts listen; [SmtpClient#PORT] but for trials
  public Visit(SmtpClient client, Reach reach, InstantSource clock, int port) {
    this.client = client;
    this.reach = reach;
    this.clock = clock;
    this.port = port;
  }

  private Opened open(IpAddress address) {
    return client.open(new InetSocketAddress(address.toInetAddress(), port));
  }

  /// Whether there is a connection, whatever is said in it.
  boolean isReachable(IpAddress address) {
    return switch (open(address)) {
      case Opened.Ready(var session, _) -> {
        session.close();
        yield true;
      }
      case Opened.Declined _ -> true;
      case Opened.Lost(var loss) -> !Probe.isNoConnection(loss);
    };
  }

  Seen at(Hop hop, IpAddress address) {
    return switch (open(address)) {
      case Opened.Lost(var loss) -> new Seen.NoSession(loss);
      case Opened.Declined(var reply) -> new Seen.Declined(reply);
      case Opened.Ready(var session, var greeting) -> {
        try (session) {
          yield greeted(hop, session, greeting);
        }
      }
    };
  }

  private Seen greeted(Hop hop, SmtpSession session, Reply greeting) {
    return switch (session.hello()) {
      case Hello.Lost(var loss) -> new Seen.NoSession(loss);
      case Hello.Declined(var reply) -> new Seen.Declined(reply);
      case Hello.Basic _ ->
          new Seen.NoTls(greeting, session.capabilities(), new TlsStart.NotOffered());
      case Hello.Extended(var offered, _) -> secured(hop, session, greeting, offered);
    };
  }

  private Seen secured(Hop hop, SmtpSession session, Reply greeting, Capabilities offered) {
    var start = session.startTls(new TlsDemand.Encrypted(Optional.of(serverName(hop))));
    if (!(start instanceof TlsStart.Secured(var facts))) {
      return new Seen.NoTls(greeting, offered, start);
    }
    session.hello();
    return new Seen.Encrypted(
        greeting, session.capabilities(), facts, dane(hop, facts), publicTrust(hop, facts));
  }

  /// The base domain of the TLSA records (RFC 7672 §8.1), and else the host's name (RFC 8461 §7.1).
  private static Domain serverName(Hop hop) {
    return hop.dane().outcome() instanceof DaneOutcome.Pinned pinned ? pinned.base() : hop.host();
  }

  private Optional<DaneMatch> dane(Hop hop, TlsFacts facts) {
    return hop.dane().outcome() instanceof DaneOutcome.Pinned pinned
        ? Optional.of(DaneCheck.check(facts.chain(), pinned, clock.instant()))
        : Optional.empty();
  }

  private PublicTrust publicTrust(Hop hop, TlsFacts facts) {
    var chain = facts.chain().toArray(X509Certificate[]::new);
    try {
      HostTrust.in(hop.host(), reach).checkServerTrusted(chain, ANY_KEY_EXCHANGE);
      return new PublicTrust.Trusted();
    } catch (CertificateException e) {
      return new PublicTrust.Refused(String.valueOf(e.getMessage()));
    }
  }
}
