package org.signet.milter;

/// Unwinds a session whose MTA does not keep to the protocol; it never leaves the session.
@SuppressWarnings("serial") // it is not written anywhere
final class Fault extends Exception {
  final Ending ending;

  Fault(Ending ending) {
    super("", null, false, false);
    this.ending = ending;
  }

  Fault(Ending.Rule rule, char command) {
    this(new Ending.Fault(rule, command));
  }
}
