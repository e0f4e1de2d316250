package org.signet.guard;

import java.util.List;

/// What an operator decides about mail that comes in. Every default is safe.
///
/// @param strict9989 whether mail is never rejected for a policy alone (RFC 9989 §7.4), but put
///     aside
/// @param known forwarders and lists: what fails and came from them is put aside, not rejected
/// @param exemptions what is delivered all the same
/// @param quarantine how mail is put aside
public record Rules(
    boolean strict9989,
    List<Intermediary> known,
    List<Exemption> exemptions,
    QuarantineWay quarantine) {
  public Rules {
    known = List.copyOf(known);
    exemptions = List.copyOf(exemptions);
  }

  public static Rules usual() {
    return new Rules(false, List.of(), List.of(), new QuarantineWay.Marked());
  }

  public Rules strict() {
    return new Rules(true, known, exemptions, quarantine);
  }

  public Rules knowing(List<Intermediary> intermediaries) {
    return new Rules(strict9989, intermediaries, exemptions, quarantine);
  }

  public Rules exempting(List<Exemption> some) {
    return new Rules(strict9989, known, some, quarantine);
  }

  public Rules by(QuarantineWay way) {
    return new Rules(strict9989, known, exemptions, way);
  }
}
