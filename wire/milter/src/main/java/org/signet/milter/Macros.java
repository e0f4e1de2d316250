package org.signet.milter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an MTA says beside the protocol: values with a name, such as the queue id (`i`), the login
/// of the client (`auth_authen`) or the name of the daemon (`daemon_name`). What is sent when is a
/// setting of the MTA. Names are taken with their braces and without.
///
/// The values come before a step and belong to it. Those of a message end with it; those of MAIL
/// are for the message that begins, not for one before. A greeting or a recipient that brings none
/// has none.
public final class Macros {
  static final char COMMAND = 'D';

  /// Octets of the values that come for one command.
  static final int MOST_OCTETS = 64 << 10;

  /// Values that come for one command; Sendmail knows some 150 in all.
  static final int MOST = 200;

  /// The commands that have values, in the order of a session.
  private static final String STAGES = "CHMRTLNBE";

  /// The commands from here on belong to a message.
  private static final int MESSAGE = STAGES.indexOf('M');

  private final List<Map<String, String>> told = new ArrayList<>();

  /// The commands for which values came, but which have not come themselves. Some never do: an MTA
  /// may send the values for a step that it was asked to leave out.
  private final Set<Character> announced = new HashSet<>();

  /// Values for the next message, while one may be under way.
  private Map<String, String> nextMail = Map.of();

  Macros() {
    STAGES.chars().forEach(_ -> told.add(Map.of()));
  }

  /// The value that came last, of this connection or message.
  public Optional<String> value(String name) {
    var bare = bare(name);
    for (int stage = STAGES.length() - 1; stage >= 0; stage--) {
      var value = told.get(stage).get(bare);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /// Takes a packet of values: the command that they are for, and names and values in turn. Those
  /// for another than the steps are nobody's.
  void tell(PacketData data) throws Fault {
    if (data.length() > MOST_OCTETS) {
      throw new Fault(Ending.Rule.FEW_MACROS, COMMAND);
    }
    char command = data.octet();
    var values = new HashMap<String, String>();
    while (!data.isEmpty()) {
      if (values.size() == MOST) {
        throw new Fault(Ending.Rule.FEW_MACROS, COMMAND);
      }
      values.put(bare(data.endedString()), data.endedString());
    }
    tell(command, values);
  }

  private void tell(char command, Map<String, String> values) {
    int stage = STAGES.indexOf(command);
    if (stage == MESSAGE) {
      nextMail = values;
    } else if (stage >= 0) {
      told.set(stage, values);
      announced.add(command);
    }
  }

  /// A command has come that may come again: what came for it before is no longer true.
  void reached(char command) {
    if (!announced.remove(command)) {
      told.set(STAGES.indexOf(command), Map.of());
    }
  }

  /// A message begins: it has what came for its MAIL, and nothing else of a message.
  void beginMessage() {
    var values = nextMail;
    forgetMessage();
    told.set(MESSAGE, values);
  }

  /// A message is over.
  void forgetMessage() {
    for (int stage = MESSAGE; stage < STAGES.length(); stage++) {
      told.set(stage, Map.of());
      announced.remove(STAGES.charAt(stage));
    }
    nextMail = Map.of();
  }

  /// A client is gone.
  void forget() {
    forgetMessage();
    told.replaceAll(_ -> Map.of());
    announced.clear();
  }

  /// A name without the braces that names of several letters have on the wire.
  static String bare(String name) {
    return name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
  }

  /// A name as an MTA writes it.
  static String onTheWire(String name) {
    var bare = bare(name);
    return bare.length() == 1 ? bare : '{' + bare + '}';
  }
}
