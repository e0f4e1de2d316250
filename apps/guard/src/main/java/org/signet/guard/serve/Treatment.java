package org.signet.guard.serve;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Decided;
import org.signet.guard.PolicyEvaluated;
import org.signet.guard.PolicyEvaluated.Disposition;
import org.signet.guard.PolicyEvaluated.OverrideReason;
import org.signet.verifier.Verification;

/// What was done with a message, as it is kept: the configuration of then may be another by now.
///
/// @param place where it went that was not to its recipients
/// @param evaluated empty where it was put off
public record Treatment(Optional<Aside> place, Optional<PolicyEvaluated> evaluated) {
  /// Where a message is that was put aside otherwise than by a field.
  public sealed interface Aside {
    /// In the queue of the mail server.
    record Held() implements Aside {}

    /// At this address.
    record At(String address) implements Aside {}
  }

  private static final String HELD = "held";
  private static final String AT = "at ";

  static Treatment of(Verification proof, Decided decided) {
    return new Treatment(
        decided.deed() instanceof Decided.Deed.Take(_, _, var place)
            ? aside(place)
            : Optional.empty(),
        PolicyEvaluated.of(proof, decided));
  }

  private static Optional<Aside> aside(Decided.Place place) {
    return switch (place) {
      case Decided.Place.Recipients _ -> Optional.empty();
      case Decided.Place.Queue _ -> Optional.of(new Aside.Held());
      case Decided.Place.Instead(var to) -> Optional.of(new Aside.At(to.toString()));
    };
  }

  /// The place; empty where there is none.
  Optional<String> placeText() {
    return place.map(
        aside ->
            switch (aside) {
              case Aside.Held _ -> HELD;
              case Aside.At(var address) -> AT + address;
            });
  }

  /// The disposition, then type and comment of each reason, with tabs between.
  Optional<String> evaluatedText() {
    return evaluated.map(
        one ->
            Ascii.toLower(one.disposition().name())
                + one.reasons().stream()
                    .map(
                        reason ->
                            "\t" + Ascii.toLower(reason.type().name()) + "\t" + reason.comment())
                    .collect(joining()));
  }

  /// Reads both texts; what is none is as if it were absent.
  static Treatment read(Optional<String> place, Optional<String> evaluated) {
    return new Treatment(place.flatMap(Treatment::aside), evaluated.flatMap(Treatment::evaluated));
  }

  private static Optional<Aside> aside(String text) {
    if (text.equals(HELD)) {
      return Optional.of(new Aside.Held());
    }
    return text.startsWith(AT)
        ? Optional.of(new Aside.At(text.substring(AT.length())))
        : Optional.empty();
  }

  private static Optional<PolicyEvaluated> evaluated(String text) {
    var words = text.split("\t", -1);
    var reasons = new ArrayList<OverrideReason>();
    for (int i = 1; i + 1 < words.length; i += 2) {
      var comment = words[i + 1];
      constant(PolicyEvaluated.Type.values(), words[i])
          .ifPresent(type -> reasons.add(new OverrideReason(type, comment)));
    }
    return constant(Disposition.values(), words[0])
        .map(disposition -> new PolicyEvaluated(disposition, List.copyOf(reasons)));
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] all, String word) {
    return Arrays.stream(all)
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
