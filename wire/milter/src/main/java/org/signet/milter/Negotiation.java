package org.signet.milter;

import static java.util.stream.Collectors.joining;
import static org.signet.milter.PacketBuffer.uint32Text;

import java.util.List;
import java.util.Map;

/// What an MTA and the filter agreed on: bits that the MTA offers and the filter takes.
///
/// @param actions bits of [Action], and the one that allows lists of macros
/// @param protocol bits of [Step], and those for skipping a body and for leading spaces
/// @param macros lists that the MTA is asked to follow
record Negotiation(int version, int actions, int protocol, Map<Step, List<String>> macros) {
  static final int OLDEST = 2;
  static final int NEWEST = 6;

  static final Negotiation NONE = new Negotiation(NEWEST, 0, 0, Map.of());

  static final int MACRO_LISTS = 0x100;
  static final int SKIP = 0x400;
  static final int LEADING_SPACE = 0x10_0000;

  /// Commands of SMTP that the MTA does not know are nothing to a filter.
  static final int NO_OTHER_COMMANDS = 0x100;

  static final int NO_ANSWER_TO_OTHER_COMMANDS = 0x2_0000;

  /// Data of more than 64 KiB at a time are not taken, although an MTA may offer them.
  static Negotiation of(int version, int offeredActions, int offeredProtocol, Needs needs) {
    int actions = 0;
    for (var action : needs.actions()) {
      actions |= action.bit;
    }
    if (!needs.macros().isEmpty()) {
      actions |= MACRO_LISTS;
    }
    int protocol = NO_OTHER_COMMANDS | NO_ANSWER_TO_OTHER_COMMANDS | LEADING_SPACE;
    for (var step : Step.values()) {
      if (!needs.heard().contains(step)) {
        protocol |= step.unheard;
      }
      if (!needs.answered().contains(step)) {
        protocol |= step.unanswered;
      }
    }
    if (needs.answered().contains(Step.BODY)) {
      protocol |= SKIP;
    }
    actions &= offeredActions;
    return new Negotiation(
        Integer.compareUnsigned(version, NEWEST) < 0 ? version : NEWEST,
        actions,
        protocol & offeredProtocol,
        (actions & MACRO_LISTS) == 0 ? Map.of() : needs.macros());
  }

  /// The answer to the MTA. A list of macros is the number of its step and their names.
  String onTheWire() {
    var out = new StringBuilder();
    for (int word : new int[] {version, actions, protocol}) {
      out.append(uint32Text(word));
    }
    macros.forEach(
        (step, names) -> {
          var written = names.stream().map(Macros::onTheWire).collect(joining(" "));
          out.append(uint32Text(step.macroStage)).append(written).append('\0');
        });
    return out.toString();
  }

  boolean allows(Action action) {
    return (actions & action.bit) != 0;
  }

  boolean answers(Step step) {
    return (protocol & step.unanswered) == 0;
  }

  boolean answersOtherCommands() {
    return (protocol & NO_ANSWER_TO_OTHER_COMMANDS) == 0;
  }

  boolean skipsBodies() {
    return (protocol & SKIP) != 0;
  }

  boolean keepsLeadingSpace() {
    return (protocol & LEADING_SPACE) != 0;
  }
}
