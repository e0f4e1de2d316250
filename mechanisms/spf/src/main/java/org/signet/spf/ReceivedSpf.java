package org.signet.spf;

import java.util.ArrayList;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Field;

/// Writes the Received-SPF field of a check (RFC 7208 §9.1, erratum 5436): a trace field, to stand
/// above all others. Authentication-Results says the same in the form that others read; where both
/// are written they agree.
///
/// Whatever the client sent is written as a quoted string of printable ASCII, cut where it is long:
/// nothing in it can end the field or start another key.
public final class ReceivedSpf {
  /// Chars of a value that are written. Lines are folded before each key, and so stay far below the
  /// 998 that RFC 5322 §2.1.1 allows.
  private static final int VALUE_CHARS = 320;

  private static final char UNPRINTABLE = '?';
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";

  private ReceivedSpf() {}

  /// The field.
  ///
  /// @param receiver the name of the host that checked
  public static Field field(SpfResult result, String receiver) {
    var pairs = new ArrayList<String>(8);
    pairs.add(pair("receiver", receiver));
    pairs.add(pair("identity", result.identity().word()));
    result.client().ifPresent(client -> pairs.add(pair("client-ip", client.toString())));
    if (result.identity() == Identity.MAIL_FROM) {
      pairs.add(pair("envelope-from", result.sender()));
    }
    pairs.add(pair("helo", result.helo()));
    ground(result.outcome()).ifPresent(pairs::add);
    return Field.of(
        "Received-SPF: "
            + result.outcome().word()
            + " ("
            + comment(result)
            + ")\r\n "
            + String.join(";\r\n ", pairs));
  }

  /// What the result rests on.
  private static Optional<String> ground(SpfOutcome outcome) {
    return switch (outcome) {
      case SpfOutcome.None _ -> Optional.empty();
      case SpfOutcome.Neutral(var by) -> Optional.of(mechanism(by));
      case SpfOutcome.Pass(var by) -> Optional.of(mechanism(Optional.of(by)));
      case SpfOutcome.Fail(var by, _) -> Optional.of(mechanism(Optional.of(by)));
      case SpfOutcome.SoftFail(var by) -> Optional.of(mechanism(Optional.of(by)));
      case SpfOutcome.Unfinished error -> Optional.of(pair("problem", ErrorWords.of(error)));
    };
  }

  private static String mechanism(Optional<Directive> by) {
    return pair("mechanism", by.map(Directive::text).orElse("default"));
  }

  /// For people. Holds nothing that the client wrote but a well-formed domain.
  private static String comment(SpfResult result) {
    var domain = result.domain().map(Domain::text).orElse("");
    var client = result.client().map(IpAddress::toString).orElse("the client");
    return switch (result.outcome()) {
      case SpfOutcome.None _ -> "nothing to check";
      case SpfOutcome.Neutral _ -> domain + " says nothing about " + client;
      case SpfOutcome.Pass _ -> domain + " permits " + client;
      case SpfOutcome.Fail _ -> domain + " does not permit " + client;
      case SpfOutcome.SoftFail _ -> domain + " probably does not permit " + client;
      case SpfOutcome.TempError _ -> domain + " could not be checked now";
      case SpfOutcome.PermError _ -> domain + " has unusable records";
    };
  }

  private static String pair(String key, String value) {
    var text = printable(value);
    return key + '=' + (isDotAtom(text) ? text : quoted(text));
  }

  private static String printable(String value) {
    var out = new StringBuilder(value.substring(0, Math.min(value.length(), VALUE_CHARS)));
    for (int i = 0; i < out.length(); i++) {
      if (!Ascii.isVisible(out.charAt(i)) && out.charAt(i) != ' ') {
        out.setCharAt(i, UNPRINTABLE);
      }
    }
    return out.toString();
  }

  /// dot-atom: RFC 5322 §3.2.3
  private static boolean isDotAtom(String text) {
    return !text.isEmpty()
        && !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || ATOM.indexOf(c) >= 0);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
