package org.signet.checkup;

import java.util.Optional;
import org.signet.dane.DaneMatch;
import org.signet.smtp.Capabilities;
import org.signet.smtp.Loss;
import org.signet.smtp.Reply;
import org.signet.smtp.TlsFacts;
import org.signet.smtp.TlsStart;

/// What one address of a mail host was seen to do.
public sealed interface Seen {
  /// It was not tried.
  record NotTried(Why why) implements Seen {
    /// Why an address is left alone.
    public enum Why {
      /// It is none of the public Internet: whoever publishes it must not send us to our own hosts.
      NOT_PUBLIC,
      /// The domain has more addresses than are tried.
      TOO_MANY
    }
  }

  /// There was no session with it: nothing follows about the domain.
  record NoSession(Loss loss) implements Seen {}

  /// It does not want this client, at its greeting or at EHLO.
  record Declined(Reply reply) implements Seen {}

  /// There was a session, and no TLS in it.
  ///
  /// @param start what STARTTLS came to, which is never [TlsStart.Secured]
  record NoTls(Reply greeting, Capabilities offered, TlsStart start) implements Seen {}

  /// There was a session in TLS.
  ///
  /// @param offered what it offers inside TLS; nothing where it did not say
  /// @param dane how its certificates stand to the TLSA records; empty where nothing is pinned
  /// @param publicTrust how its certificate stands to the authorities that are publicly trusted
  record Encrypted(
      Reply greeting,
      Capabilities offered,
      TlsFacts facts,
      Optional<DaneMatch> dane,
      PublicTrust publicTrust)
      implements Seen {}
}
