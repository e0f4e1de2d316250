package org.signet.maillog;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.maillog.Transmission.Privacy;
import org.signet.maillog.Transmission.Status;

/// Says in words how a message went on.
public final class TransmissionExplainer {
  private static final int SHOWN = 300;

  private TransmissionExplainer() {}

  /// One try for one recipient, resting on what the hosts said.
  public static Explanation explain(Transmission one, Protection protection) {
    var because = new ArrayList<Explanation>();
    if (one.privacy() instanceof Privacy.Encrypted(var session)) {
      because.add(note(connection(session)));
    }
    if (!one.said().isEmpty()) {
      because.add(note("The mail server's log says: " + shown(one.said())));
    }
    var sentence = head(one) + ": " + words(protection) + ".";
    return Explanation.of(mark(one, protection), sentence).because(because);
  }

  private static String head(Transmission one) {
    var verb =
        switch (one.status()) {
          case SENT -> "sent";
          case DEFERRED -> "put off";
          case BOUNCED -> "given back";
          case EXPIRED -> "given back, having waited too long,";
          case DELIVERABLE -> "found deliverable";
          case UNDELIVERABLE -> "found undeliverable";
        };
    var place =
        switch (one.relay()) {
          case Relay.Nobody _ -> "no host";
          case Relay.Local(var name) -> shown(name);
          case Relay.Host host -> shown(host.toString());
        };
    var at = one.at().truncatedTo(ChronoUnit.SECONDS);
    return "%s: %s at %s, %s".formatted(shown(one.recipient()), verb, at, place);
  }

  /// What protected a message, as the rest of a sentence.
  public static String words(Protection protection) {
    return switch (protection) {
      case DANE -> "encrypted, for a host that DANE verified";
      case MTA_STS -> "encrypted, for a host that MTA-STS verified";
      case OVERRIDE -> "encrypted, for a host that was verified as you demand for this domain";
      case OWN_SETTING -> "encrypted, for a host that was verified by Postfix's own settings";
      case VERIFIED -> "encrypted, for a host that was verified, but it is not known by what";
      case ENCRYPTED -> "encrypted, but for whoever answered: nothing verified the host";
      case CLEAR -> "in clear, for everybody on the way to read";
      case UNKNOWN ->
          "whether encrypted is not known, because the log told of no encrypted connection in the"
              + " day before (smtp_tls_loglevel = 1 makes it)";
      case NOT_ON_THE_WAY -> "nothing went to another host";
    };
  }

  private static Mark mark(Transmission one, Protection protection) {
    if (one.status() != Status.SENT) {
      return Mark.NOTE;
    }
    return switch (protection) {
      case DANE, MTA_STS, OVERRIDE, OWN_SETTING, VERIFIED -> Mark.GOOD;
      case ENCRYPTED -> Mark.WARN;
      case CLEAR -> Mark.BAD;
      case UNKNOWN -> Mark.UNKNOWN;
      case NOT_ON_THE_WAY -> Mark.NOTE;
    };
  }

  private static String connection(TlsSession session) {
    return "The connection was %s with %s; of the host, Postfix said \"%s\"%s."
        .formatted(
            shown(session.protocol()),
            shown(session.cipher()),
            session.trust().word(),
            session.isReused() ? "; it had carried mail before" : "");
  }

  private static Explanation note(String sentence) {
    return Explanation.of(Mark.NOTE, sentence);
  }

  private static String shown(String text) {
    return Ascii.printable(text, SHOWN);
  }
}
