package org.signet.dns.zone;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Security;

/// What `$STATUS` says about the records after it.
sealed interface Status {
  /// A server answers.
  ///
  /// @param exists false for a name that is said not to exist (`nxdomain`)
  record Answers(Security security, boolean exists) implements Status {
    /// What holds where nothing is said.
    static final Answers UNCHECKED = new Answers(Security.UNCHECKED, true);
  }

  /// The question fails.
  record Fails(Cause cause, String detail) implements Status {}

  /// The failure of this word: the name of its cause in lower case, with hyphens.
  static Optional<Cause> cause(String word) {
    return Arrays.stream(Cause.values()).filter(cause -> word(cause).equals(word)).findFirst();
  }

  /// The DNSSEC standing of this word.
  static Optional<Security> security(String word) {
    return Arrays.stream(Security.values()).filter(one -> word(one).equals(word)).findFirst();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The rest of the `$STATUS` line that says this.
  default String text() {
    return switch (this) {
      case Answers(var security, var exists) -> word(security) + (exists ? "" : " nxdomain");
      case Fails(var cause, var detail) ->
          word(cause) + (detail.equals(cause.words()) ? "" : " " + RdataWriter.quoted(detail));
    };
  }
}
