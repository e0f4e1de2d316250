package org.signet.guard;

import static org.signet.foundation.explain.Mark.BAD;
import static org.signet.foundation.explain.Mark.GOOD;
import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.UNKNOWN;
import static org.signet.foundation.explain.Mark.WARN;

import java.util.stream.Collectors;
import org.signet.dkim.Signatory;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.guard.Outbound.Why;
import org.signet.message.Address;
import org.signet.message.AmbiguityExplainer;

/// Tells in words who signs a message, or why nobody does.
public final class OutboundExplainer {
  private static final int SHOWN = 80;

  private OutboundExplainer() {}

  public static Explanation explain(Outbound outbound) {
    return switch (outbound) {
      case Outbound.Sign(var signatories) ->
          Explanation.of(
              GOOD,
              "The message is signed by "
                  + signatories.stream()
                      .map(OutboundExplainer::name)
                      .collect(Collectors.joining(", "))
                  + ".");
      case Outbound.DoNotSign(var why) ->
          Explanation.of(mark(why), "The message is not signed.").because(explain(why));
      case Outbound.Refuse(var why, var code) ->
          Explanation.of(BAD, "The message is refused: " + reply(why, code), code.clause())
              .because(explain(why));
    };
  }

  private static String name(Signatory one) {
    return one.domain() + " (" + one.selector() + ")";
  }

  private static Mark mark(Why why) {
    return switch (why) {
      case Why.NotOurs _, Why.NoKeys _ -> NOTE;
      case Why.AuthorUnclear _, Why.NotOwned _, Why.KeysUnusable _ -> WARN;
      case Why.OwnershipUnknown _ -> UNKNOWN;
    };
  }

  private static Explanation explain(Why why) {
    return switch (why) {
      case Why.NotOurs(var direction) -> DirectionExplainer.explain(direction);
      case Why.AuthorUnclear(var ambiguities) ->
          Explanation.of(WARN, "It is not clear who wrote it.")
              .because(ambiguities.stream().map(AmbiguityExplainer::explain).toList());
      case Why.NotOwned(var login, var address, var part) ->
          Explanation.of(
              WARN,
              "The login "
                  + Ascii.printable(login, SHOWN)
                  + " does not own "
                  + shown(address)
                  + ", which "
                  + place(part)
                  + ".");
      case Why.OwnershipUnknown(var login, var address, var cause) ->
          Explanation.of(
              UNKNOWN,
              "Whether the login "
                  + Ascii.printable(login, SHOWN)
                  + " owns "
                  + shown(address)
                  + " cannot be told now: "
                  + cause(cause)
                  + ".");
      case Why.NoKeys(var asked) ->
          Explanation.of(
              NOTE,
              asked.isEmpty()
                  ? "Nobody is to sign for this author."
                  : "There is no key that signs for "
                      + asked.stream().map(Domain::text).collect(Collectors.joining(" or "))
                      + ".");
      case Why.KeysUnusable(var domain, _) ->
          Explanation.of(WARN, "The keys of " + domain + " cannot be used; see signet key show.");
    };
  }

  private static String shown(Address address) {
    return Ascii.printable(address.toString(), SHOWN);
  }

  private static String place(Outbound.Part part) {
    return switch (part) {
      case AUTHOR -> "the From field names";
      case ENVELOPE -> "MAIL FROM names";
    };
  }

  private static String cause(Ownership.Why why) {
    return switch (why) {
      case Ownership.Why.NotKept _ -> "nobody keeps a list";
      case Ownership.Why.TimedOut(var patience) ->
          "no answer within " + patience.toSeconds() + " seconds";
      case Ownership.Why.Trouble(var detail) -> detail;
    };
  }

  /// What the sender is told.
  public static Reply reply(Outbound.Refuse refusal) {
    return reply(refusal.why(), refusal.code());
  }

  private static Reply reply(Why why, ReplyCode code) {
    return SenderWords.reply(
        code,
        switch (why) {
          case Why.AuthorUnclear _ -> SenderWords.AUTHOR_UNCLEAR;
          case Why.NotOwned(_, var address, var part) ->
              "You do not own " + shown(address) + ", which " + place(part);
          case Why.OwnershipUnknown(_, var address, _) ->
              "Whether you own " + shown(address) + " cannot be checked now. Please try again";
          case Why.NotOurs _, Why.NoKeys _, Why.KeysUnusable _ -> "Not signed";
        });
  }
}
