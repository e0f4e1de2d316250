package org.signet.https;

import org.signet.https.Fetched.Cause;

/// Leaves the reading of a message that has come to a failure. It never leaves this room.
final class NoHttp extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Fetched.Failed failed;

  NoHttp(Cause cause, String detail) {
    super(detail, null, false, false);
    failed = new Fetched.Failed(cause, detail);
  }

  /// The peer speaks something else.
  static NoHttp because(String detail) {
    return new NoHttp(Cause.PROTOCOL, detail);
  }

  /// The peer left.
  static NoHttp brokenOff() {
    return new NoHttp(Cause.CONNECTION, "the connection broke off within the answer");
  }

  Fetched.Failed failed() {
    return failed;
  }
}
