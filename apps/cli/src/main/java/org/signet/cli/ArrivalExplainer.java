package org.signet.cli;

import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.UNKNOWN;

import java.util.ArrayList;
import java.util.Optional;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.spec.Spec;
import org.signet.foundation.text.Ascii;
import org.signet.message.Envelope;
import org.signet.message.Received;
import org.signet.message.ReversePath;

/// Tells an [Arrival] in words: how the message came, and how anybody knows.
final class ArrivalExplainer {
  private static final Clause TRACE = Spec.RFC5321.section("4.4");
  private static final int SHOWN = 100;

  private ArrivalExplainer() {}

  static Explanation explain(Arrival arrival) {
    var reasons = new ArrayList<Explanation>();
    switch (arrival.client()) {
      case RECEIVED -> arrival.hop().ifPresent(hop -> reasons.add(field(arrival.place(), hop)));
      case UNKNOWN ->
          reasons.add(
              Explanation.of(
                  UNKNOWN,
                  "Which host sent it is unknown: no Received field that can be believed names an"
                      + " address from outside. --ip tells it."));
      case OPTION, RETURN_PATH -> {}
    }
    switch (arrival.mailFrom()) {
      case RETURN_PATH ->
          reasons.add(
              Explanation.of(
                  NOTE,
                  "The envelope sender is taken from the Return-Path field, which the last server"
                      + " put on top.",
                  TRACE));
      case RECEIVED ->
          reasons.add(
              Explanation.of(NOTE, "The envelope sender is taken from the same Received field."));
      case UNKNOWN ->
          reasons.add(
              Explanation.of(
                  UNKNOWN, "The envelope sender (MAIL FROM) is unknown. --mail-from tells it."));
      case OPTION -> {}
    }
    return Explanation.of(NOTE, sentence(arrival.envelope())).because(reasons);
  }

  private static String sentence(Envelope envelope) {
    var parts = new ArrayList<String>();
    envelope.client().ifPresent(client -> parts.add("from the host " + client));
    if (!envelope.helo().isEmpty()) {
      parts.add("greeting as " + Ascii.printable(envelope.helo(), SHOWN));
    }
    sender(envelope.mailFrom()).ifPresent(parts::add);
    return parts.isEmpty()
        ? "How the message came is unknown."
        : "The message came " + String.join(", ", parts) + ".";
  }

  private static Optional<String> sender(ReversePath path) {
    return switch (path) {
      case ReversePath.Mailbox(var address) ->
          Optional.of("with the envelope sender " + Ascii.printable(address.toString(), SHOWN));
      case ReversePath.Null _ -> Optional.of("with an empty envelope sender, as bounces have it");
      case ReversePath.Invalid(var text, _) ->
          Optional.of("with the envelope sender " + Ascii.printable(text, SHOWN));
      case ReversePath.Unknown _ -> Optional.empty();
    };
  }

  private static Explanation field(int place, Received hop) {
    var writer = hop.by().isEmpty() ? "" : ", written by " + Ascii.printable(hop.by(), SHOWN);
    return Explanation.of(
        NOTE,
        "Host and greeting are taken from the "
            + (place == 1 ? "topmost" : ordinal(place))
            + " Received field"
            + writer
            + ". If that is no server of yours, use --trust-received or --ip.",
        TRACE);
  }

  private static String ordinal(int number) {
    return switch (number) {
      case 2 -> "second";
      case 3 -> "third";
      default -> number + "th";
    };
  }
}
