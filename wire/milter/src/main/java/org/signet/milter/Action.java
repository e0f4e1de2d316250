package org.signet.milter;

/// What a filter may do to a message at its end, if it asked for it and the MTA lets it.
public enum Action {
  /// [Modification.AddField] and [Modification.InsertField].
  ADD_FIELDS(0x1),
  /// [Modification.ChangeField] and [Modification.DeleteField].
  CHANGE_FIELDS(0x10),
  /// [Modification.ChangeSender].
  CHANGE_SENDER(0x40),
  /// [Modification.AddRecipient].
  ADD_RECIPIENTS(0x4),
  /// [Modification.DeleteRecipient].
  DELETE_RECIPIENTS(0x8),
  /// [Modification.Quarantine].
  QUARANTINE(0x20);

  /// Its bit in the negotiation.
  final int bit;

  Action(int bit) {
    this.bit = bit;
  }
}
