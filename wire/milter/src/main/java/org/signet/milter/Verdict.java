package org.signet.milter;

import java.util.List;

/// What a filter says at the end of a message.
///
/// @param modifications in any order; they are made when the message is taken
/// @param decision anything but [Decision.Skip]
public record Verdict(List<Modification> modifications, Decision decision) {
  public Verdict {
    modifications = List.copyOf(modifications);
    if (decision instanceof Decision.Skip) {
      throw new IllegalArgumentException("only a body can be skipped");
    }
  }

  /// The message is taken, as these change it.
  public static Verdict deliver(Modification... modifications) {
    return new Verdict(List.of(modifications), new Decision.Continue());
  }

  /// The message is refused in these words.
  public static Verdict respond(SmtpReply reply) {
    return new Verdict(List.of(), new Decision.Respond(reply));
  }
}
