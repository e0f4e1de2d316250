package org.signet.setup.postfix;

import java.util.Optional;

/// A change of one parameter.
///
/// @param scope a service, as `postconf -P` names it; empty for main.cf
/// @param former what stands there now; empty where nothing does
public record Step(Optional<String> scope, String name, String value, Optional<String> former) {
  /// The command that makes the change.
  ///
  /// @param postconf how the program is called
  public String change(String postconf) {
    return set(postconf, value);
  }

  /// The command that takes it back.
  public String undo(String postconf) {
    return former
        .map(value -> set(postconf, value))
        .orElseGet(
            () ->
                scope
                    .map(service -> postconf + " -PX " + quoted(service + "/" + name))
                    .orElseGet(() -> postconf + " -X " + quoted(name)));
  }

  private String set(String postconf, String text) {
    return scope
        .map(service -> postconf + " -P " + quoted(service + "/" + name + "=" + tight(text)))
        .orElseGet(() -> postconf + " -e " + quoted(name + " = " + text));
  }

  /// A list without blanks, which `postconf -P` does not take.
  private static String tight(String list) {
    return list.strip()
        .replaceAll("\\s*=\\s*", "=")
        .replaceAll("[\\s,]+", ",")
        .replace("{,", "{")
        .replace(",}", "}");
  }

  /// For a shell.
  static String quoted(String word) {
    return word.matches("[\\w./:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
