package org.signet.dkim;

import java.util.List;

/// What a person, or DMARC, should know about a signature although it holds.
public sealed interface Reservation {
  /// An RSA key below 2048 bits. RFC 8301 §3.2.
  record WeakKey(int bits) implements Reservation {}

  /// The key says `t=y`: the domain tries DKIM out, and its mail is to be treated as if it were not
  /// signed. RFC 6376 §3.6.1.
  record Testing() implements Reservation {}

  /// The signature has an `l=`, so that anybody may append to the body. RFC 6376 §8.2.
  ///
  /// @param signed the octets that it covers
  /// @param unsigned the octets behind them; 0 where nothing was appended
  record LengthLimited(long signed, long unsigned) implements Reservation {}

  /// Fields that matter to the reader and that the signature does not cover, or of which it does
  /// not cover each that the message has. RFC 6376 §5.4.1.
  record UnsignedFields(List<String> names) implements Reservation {
    public UnsignedFields {
      names = List.copyOf(names);
    }
  }
}
