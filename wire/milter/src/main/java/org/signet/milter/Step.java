package org.signet.milter;

/// What an MTA tells a filter of, in the order of an SMTP session.
public enum Step {
  /// A client connected to the MTA.
  CONNECT('C', 0x1, 0x1000, 0),
  /// It said HELO or EHLO; again after STARTTLS.
  HELO('H', 0x2, 0x2000, 1),
  /// MAIL: a message begins.
  MAIL('M', 0x4, 0x4000, 2),
  /// RCPT, once for each recipient.
  RECIPIENT('R', 0x8, 0x8000, 3),
  /// DATA; the message itself has not come.
  DATA('T', 0x200, 0x1_0000, 4),
  /// A header field.
  FIELD('L', 0x20, 0x80, Step.NO_MACROS),
  /// The empty line after the header.
  END_OF_HEADER('N', 0x40, 0x4_0000, 6),
  /// A piece of the body.
  BODY('B', 0x10, 0x8_0000, Step.NO_MACROS),
  /// The message is complete; it is always told, and answered.
  END('E', 0, 0, 5);

  private static final int NO_MACROS = -1;

  /// The octet that names the command on the wire.
  final char command;

  /// The bit by which a filter asks not to be told, 0 where it cannot.
  final int unheard;

  /// The bit by which a filter promises not to answer, 0 where it cannot.
  final int unanswered;

  /// The number of the step in a list of macros, which is in no order of the protocol.
  final int macroStage;

  Step(char command, int unheard, int unanswered, int macroStage) {
    this.command = command;
    this.unheard = unheard;
    this.unanswered = unanswered;
    this.macroStage = macroStage;
  }

  /// Whether a filter may say which macros it wants with this step.
  public boolean hasMacroList() {
    return macroStage != NO_MACROS;
  }
}
