package org.signet.guard;

import java.net.SocketAddress;
import java.time.Duration;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Ownership.Why;
import org.signet.message.Address;

/// Asks a socketmap server who owns what, in the form of Postfix's `smtpd_sender_login_maps`: the
/// key is an address, or where that is not found `@domain`; the value is the logins that own it,
/// with commas or blanks between. Logins are compared without case.
public final class OwnersSocketmap implements Owners {
  private final Socketmap server;
  private final Duration patience;

  /// @param map the name of the map
  /// @param patience how long one look-up may take; there are two at most
  public OwnersSocketmap(SocketAddress server, String map, Duration patience) {
    this.server = new Socketmap(server, map, patience);
    this.patience = patience;
  }

  @Override
  public Ownership ask(String login, Address address) {
    var answer = server.ask(Ascii.toLower(address.toString()));
    if (answer instanceof Socketmap.Answer.NotFound && address.domain().isPresent()) {
      answer = server.ask("@" + address.domain().get());
    }
    return switch (answer) {
      case Socketmap.Answer.Found(var logins) ->
          isAmong(login, logins) ? new Ownership.Owns() : new Ownership.DoesNotOwn();
      case Socketmap.Answer.NotFound _ -> new Ownership.DoesNotOwn();
      case Socketmap.Answer.TimedOut _ -> new Ownership.Unknown(new Why.TimedOut(patience));
      case Socketmap.Answer.Failed(var why) -> new Ownership.Unknown(new Why.Trouble(why));
    };
  }

  private static boolean isAmong(String login, String logins) {
    for (var one : logins.split("[, \t\r\n]+", -1)) {
      if (!one.isEmpty() && Ascii.equalsIgnoreCase(one, login)) {
        return true;
      }
    }
    return false;
  }
}
