package org.signet.guard;

import org.signet.message.Address;

/// How a message is put aside.
public sealed interface QuarantineWay {
  /// The field that tells the mail store to put it aside.
  String FIELD = "X-Signet-Quarantine";

  /// Delivered with [#FIELD], by which a rule of the mail store files it as junk.
  record Marked() implements QuarantineWay {}

  /// Held in the queue of the mail server until somebody looks at it.
  record Held() implements QuarantineWay {}

  /// Delivered to this address instead.
  record Redirected(Address to) implements QuarantineWay {}
}
