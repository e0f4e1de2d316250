package org.signet.setup.postfix;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A line of master.cf.
///
/// @param isChrooted whether it runs in the queue directory as its root
/// @param command the program, such as `smtpd`
/// @param own the parameters that it sets for itself (`-o`)
public record Service(
    String name, String type, boolean isChrooted, String command, Map<String, String> own) {
  private static final Set<String> SUBMISSION =
      Set.of("submission", "submissions", "smtps", "587", "465");

  public Service {
    own = Map.copyOf(own);
  }

  /// Whether it takes mail over a network.
  boolean takesMail() {
    return command.equals("smtpd") && type.equals("inet");
  }

  /// Whether it takes mail of people who log in, by its name.
  boolean isSubmission() {
    return takesMail() && SUBMISSION.contains(port());
  }

  private String port() {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  Optional<String> own(String parameter) {
    return Optional.ofNullable(own.get(parameter));
  }

  /// As `postconf -P` names it.
  @Override
  public String toString() {
    return name + "/" + type;
  }
}
