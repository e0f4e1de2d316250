package org.signet.maillog;

import java.util.Locale;
import java.util.Set;
import org.signet.maillog.Transmission.Privacy;

/// What protected a message on its way to another host.
public enum Protection {
  /// The host was verified by its TLSA record, as our TLS policy server demanded.
  DANE,
  /// The host was verified by the policy of its domain, as our TLS policy server demanded.
  MTA_STS,
  /// The host was verified as the operator demanded through our TLS policy server.
  OVERRIDE,
  /// The host was verified as the mail server's own settings demanded.
  OWN_SETTING,
  /// The host was verified, and it is not known by what.
  VERIFIED,
  /// It was encrypted for whoever answered.
  ENCRYPTED,
  /// Everybody on the way could read it.
  CLEAR,
  /// It is not known.
  UNKNOWN,
  /// It did not leave the host, or was not given to anybody.
  NOT_ON_THE_WAY;

  /// What our TLS policy server went by when it answered for a domain.
  public enum Policy {
    DANE,
    MTA_STS,
    OVERRIDE,
    NOTHING,
    UNDETERMINED
  }

  /// Judges by what the mail server said of the connection, and by what it had been told to demand.
  ///
  /// @param policies those in force then: none where it is not known, several where hosts differed
  public static Protection of(Transmission transmission, Set<Policy> policies) {
    if (transmission.relay() instanceof Relay.Host host && host.isLoopback()) {
      return NOT_ON_THE_WAY;
    }
    return switch (transmission.privacy()) {
      case Privacy.NotOnTheWay _ -> NOT_ON_THE_WAY;
      case Privacy.NotLogged _ -> UNKNOWN;
      case Privacy.Clear _ -> CLEAR;
      case Privacy.Encrypted(var session) ->
          session.trust() == TlsSession.Trust.VERIFIED ? verified(policies) : ENCRYPTED;
    };
  }

  private static Protection verified(Set<Policy> policies) {
    if (policies.size() != 1) {
      return VERIFIED;
    }
    return switch (policies.iterator().next()) {
      case DANE -> DANE;
      case MTA_STS -> MTA_STS;
      case OVERRIDE -> OVERRIDE;
      case NOTHING -> OWN_SETTING;
      case UNDETERMINED -> VERIFIED;
    };
  }

  /// Its name in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it was made sure who received it.
  public boolean isVerified() {
    return switch (this) {
      case DANE, MTA_STS, OVERRIDE, OWN_SETTING, VERIFIED -> true;
      case ENCRYPTED, CLEAR, UNKNOWN, NOT_ON_THE_WAY -> false;
    };
  }
}
