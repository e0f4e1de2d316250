package org.signet.milter;

import static java.util.Comparator.comparingInt;
import static org.signet.milter.PacketBuffer.uint32Text;

import java.util.ArrayList;
import java.util.List;
import org.signet.milter.Modification.AddField;
import org.signet.milter.Modification.AddRecipient;
import org.signet.milter.Modification.ChangeField;
import org.signet.milter.Modification.ChangeSender;
import org.signet.milter.Modification.DeleteField;
import org.signet.milter.Modification.DeleteRecipient;
import org.signet.milter.Modification.InsertField;
import org.signet.milter.Modification.Quarantine;

/// Writes what a filter answers as packets.
///
/// The order of modifications matters, because each counts in the message that those before it
/// left. Fields are changed and deleted first, from the last to the first: a field that goes moves
/// those below it up. What is inserted would move others down, so it comes next, from the last
/// place to the top.
final class Answers {
  private final Negotiation negotiation;
  private final PacketBuffer out;

  private Answers(Negotiation negotiation, PacketBuffer out) {
    this.negotiation = negotiation;
    this.out = out;
  }

  static void write(Decision decision, PacketBuffer out) {
    switch (decision) {
      case Decision.Continue _ -> out.add('c');
      case Decision.Accept _ -> out.add('a');
      case Decision.Discard _ -> out.add('d');
      case Decision.Reject _ -> out.add('r');
      case Decision.TempFail _ -> out.add('t');
      case Decision.Respond(var reply) -> out.add('y', reply.onTheWire() + '\0');
      case Decision.Skip _ -> out.add('s');
    }
  }

  /// Writes nothing where it throws.
  ///
  /// @throws IllegalStateException where it holds a modification that was not negotiated
  static void write(Verdict verdict, Negotiation negotiation, PacketBuffer out) {
    for (var modification : verdict.modifications()) {
      if (!negotiation.allows(action(modification))) {
        throw new IllegalStateException("not negotiated: " + action(modification));
      }
    }
    if (!verdict.decision().refuses()) {
      inOrder(verdict.modifications()).forEach(new Answers(negotiation, out)::write);
    }
    write(verdict.decision(), out);
  }

  private static Action action(Modification modification) {
    return switch (modification) {
      case AddField _, InsertField _ -> Action.ADD_FIELDS;
      case ChangeField _, DeleteField _ -> Action.CHANGE_FIELDS;
      case ChangeSender _ -> Action.CHANGE_SENDER;
      case AddRecipient _ -> Action.ADD_RECIPIENTS;
      case DeleteRecipient _ -> Action.DELETE_RECIPIENTS;
      case Quarantine _ -> Action.QUARANTINE;
    };
  }

  /// When a modification is made: the group, and its place among those of the group.
  private record Turn(Modification what, int group, int place) {
    static Turn of(Modification what) {
      return switch (what) {
        case ChangeField(_, var index, _) -> new Turn(what, 0, -index);
        case DeleteField(_, var index) -> new Turn(what, 0, -index);
        case InsertField(var index, _, _) -> new Turn(what, 1, -index);
        case AddField _ -> new Turn(what, 2, 0);
        case ChangeSender _, AddRecipient _, DeleteRecipient _ -> new Turn(what, 3, 0);
        case Quarantine _ -> new Turn(what, 4, 0);
      };
    }
  }

  private static List<Modification> inOrder(List<Modification> modifications) {
    var inserts = new ArrayList<Turn>();
    var turns = new ArrayList<Turn>();
    for (var modification : modifications) {
      (modification instanceof InsertField ? inserts : turns).add(Turn.of(modification));
    }
    turns.addAll(inserts.reversed()); // of those at one place, the last comes first and sinks
    turns.sort(comparingInt(Turn::group).thenComparingInt(Turn::place));
    return turns.stream().map(Turn::what).toList();
  }

  private void write(Modification modification) {
    switch (modification) {
      case AddField(var name, var raw) -> out.add('h', name + '\0' + value(raw));
      case InsertField(var index, var name, var raw) ->
          out.add('i', uint32Text(index) + name + '\0' + value(raw));
      case ChangeField(var name, var index, var raw) ->
          out.add('m', uint32Text(index) + name + '\0' + value(raw));
      case DeleteField(var name, var index) -> out.add('m', uint32Text(index) + name + "\0\0");
      case ChangeSender(var path) -> out.add('e', inBrackets(path));
      case AddRecipient(var path) -> out.add('+', inBrackets(path));
      case DeleteRecipient(var path) -> out.add('-', inBrackets(path));
      case Quarantine(var reason) -> out.add('q', reason + '\0');
    }
  }

  private String value(String raw) {
    return FieldValue.sent(raw, negotiation.keepsLeadingSpace()) + '\0';
  }

  private static String inBrackets(String path) {
    return (path.startsWith("<") ? path : '<' + path + '>') + '\0';
  }
}
