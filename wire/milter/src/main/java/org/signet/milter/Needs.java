package org.signet.milter;

import static org.signet.milter.Step.END;
import static org.signet.milter.Step.END_OF_HEADER;
import static org.signet.milter.Step.MAIL;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a filter wants from an MTA. Less is faster: a step that is not heard is not sent, and one
/// that is only heard costs the MTA no wait.
///
/// ```java
/// Needs.nothing()
///     .hearing(Step.CONNECT, Step.HELO, Step.RECIPIENT, Step.FIELD, Step.BODY)
///     .doing(Action.ADD_FIELDS, Action.CHANGE_FIELDS)
///     .macros(Step.END_OF_HEADER, "i");
/// ```
///
/// @param heard the steps that are told; MAIL, the end of the header and the end of the message are
///     always among them, because they bound what comes between
/// @param answered the steps at which the filter may decide something; the end is among them. What
///     it decides at another is held until the next of these
/// @param actions what it may do at the end
/// @param macros the names wanted with a step, with braces or without, instead of those that the
///     MTA's settings name for it; at other steps the settings hold
public record Needs(
    Set<Step> heard, Set<Step> answered, Set<Action> actions, Map<Step, List<String>> macros) {
  public Needs {
    answered = with(answered, END);
    heard = with(with(heard, MAIL, END_OF_HEADER), answered.toArray(Step[]::new));
    actions = Set.copyOf(actions);
    var lists = new LinkedHashMap<Step, List<String>>();
    for (var step : Step.values()) {
      var names = macros.get(step);
      if (names == null) continue;
      if (!step.hasMacroList()) {
        throw new IllegalArgumentException(step + " has no macros of its own");
      }
      if (names.stream().anyMatch(name -> !name.matches("[!-~&&[^,]]+"))) {
        throw new IllegalArgumentException("no names of macros: " + names);
      }
      lists.put(step, List.copyOf(names));
    }
    macros = Collections.unmodifiableMap(lists);
  }

  private static Set<Step> with(Set<Step> steps, Step... more) {
    var all = EnumSet.noneOf(Step.class);
    all.addAll(steps);
    all.addAll(List.of(more));
    return Collections.unmodifiableSet(all);
  }

  /// The bounds of messages, and nothing to be done to them.
  public static Needs nothing() {
    return new Needs(Set.of(), Set.of(), Set.of(), Map.of());
  }

  public Needs hearing(Step... steps) {
    return new Needs(with(heard, steps), answered, actions, macros);
  }

  public Needs answering(Step... steps) {
    return new Needs(heard, with(answered, steps), actions, macros);
  }

  public Needs doing(Action... more) {
    var all = EnumSet.noneOf(Action.class);
    all.addAll(actions);
    all.addAll(List.of(more));
    return new Needs(heard, answered, all, macros);
  }

  public Needs macros(Step step, String... names) {
    var all = new EnumMap<Step, List<String>>(Step.class);
    all.putAll(macros);
    all.put(step, List.of(names));
    return new Needs(heard, answered, actions, all);
  }
}
