package org.signet.dns;

import static org.signet.foundation.spec.Spec.RFC1035;
import static org.signet.foundation.spec.Spec.RFC4035;
import static org.signet.foundation.spec.Spec.RFC6891;
import static org.signet.foundation.spec.Spec.RFC7672;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.ResolverCheck.Reply;
import org.signet.dns.ResolverCheck.Validated;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;

/// Says in words whether what is signed can be told, and why not.
public final class DnssecExplainer {
  private static final int MOST_CHARS = 160;

  private DnssecExplainer() {}

  /// What name servers are good for.
  public static Explanation explain(ResolverCheck check) {
    var because = new ArrayList<Explanation>();
    because.add(validated("The keys of the root", check.rootKeys()));
    because.add(validated("What is said about " + question(check.name()), check.name()));
    check.servers().forEach(server -> because.add(server(check.validation(), server)));
    return verdict(check).because(because);
  }

  private static Explanation verdict(ResolverCheck check) {
    if (check.works()) {
      return switch (check.validation()) {
        case Validation.Local _ ->
            Explanation.of(
                Mark.GOOD, "Signatures of the DNS are validated here.", RFC4035.section("5"));
        case Validation.Believed _ ->
            Explanation.of(
                Mark.GOOD,
                "The name servers validate the signatures of the DNS, and are believed.",
                RFC7672.section("2.1.1"));
        case Validation.Nobody _ -> nobody();
      };
    }
    return check.validation() instanceof Validation.Nobody
        ? nobody()
        : Explanation.of(
            Mark.BAD,
            "Signatures of the DNS cannot be validated with these name servers: DANE is"
                + " unavailable.",
            RFC7672.section("2.1.1"));
  }

  private static Explanation nobody() {
    return Explanation.of(
        Mark.WARN, "Nobody validates the signatures of the DNS: DANE is unavailable.");
  }

  private static String question(Validated validated) {
    return switch (validated) {
      case Validated.As(var question, _) -> question.toString();
      case Validated.Failed(var question, _, _) -> question.toString();
    };
  }

  private static Explanation validated(String what, Validated validated) {
    return switch (validated) {
      case Validated.As(_, var security) ->
          switch (security) {
            case SECURE -> Explanation.of(Mark.GOOD, what + ": secure.");
            case INSECURE -> Explanation.of(Mark.BAD, what + ": insecure, which cannot be.");
            case UNCHECKED -> Explanation.of(Mark.NOTE, what + ": not validated.");
          };
      case Validated.Failed(_, var cause, var detail) ->
          Explanation.of(
              Mark.BAD,
              what + ": " + cause.words() + ": " + Ascii.printable(detail, MOST_CHARS) + '.');
    };
  }

  private static Explanation server(Validation validation, ResolverCheck.Server server) {
    var because = List.of(reply("UDP", server.overUdp()), reply("TCP", server.overTcp()));
    return server(validation, server, server.server().toString()).because(because);
  }

  private static Explanation server(
      Validation validation, ResolverCheck.Server server, String name) {
    if (server.stripsSignatures()) {
      return Explanation.of(
          Mark.BAD,
          name + " strips signatures: it must hand on what DNSSEC adds (DO).",
          RFC4035.section("3.2.1"));
    }
    if (server.validates()) {
      return Explanation.of(
          Mark.GOOD, name + " validates by itself (AD).", RFC4035.section("3.2.3"));
    }
    var isNeeded = validation instanceof Validation.Believed;
    return Explanation.of(
        isNeeded ? Mark.BAD : Mark.NOTE,
        name + " does not say that it validates (AD)" + (isNeeded ? "." : ", and need not."),
        RFC4035.section("3.2.3"));
  }

  private static Explanation reply(String transport, Reply reply) {
    var start = "Over " + transport + ", the keys of the root ";
    return switch (reply) {
      case Reply.Came came when transport.equals("UDP") && came.octets() > Wire.UDP_OCTETS ->
          Explanation.of(
              Mark.WARN,
              start
                  + "came in "
                  + came.octets()
                  + " octets, more than the "
                  + Wire.UDP_OCTETS
                  + " asked for: such an answer goes in fragments, which may be lost.",
              RFC6891.section("6.2.5"));
      case Reply.Came came ->
          Explanation.of(Mark.GOOD, start + "came in " + came.octets() + " octets.");
      case Reply.Truncated _ ->
          Explanation.of(
              Mark.NOTE, start + "did not fit, so that TCP is used.", RFC1035.section("4.2.1"));
      case Reply.Refused(var cause, var detail) ->
          Explanation.of(
              Mark.BAD,
              start
                  + "were refused: "
                  + cause.words()
                  + ": "
                  + Ascii.printable(detail, MOST_CHARS)
                  + '.');
      case Reply.Lost(var why) ->
          Explanation.of(
              Mark.BAD, start + "did not come: " + Ascii.printable(why, MOST_CHARS) + '.');
    };
  }
}
