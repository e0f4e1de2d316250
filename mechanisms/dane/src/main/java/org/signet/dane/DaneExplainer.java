package org.signet.dane;

import static org.signet.foundation.spec.Spec.RFC6698;
import static org.signet.foundation.spec.Spec.RFC7671;
import static org.signet.foundation.spec.Spec.RFC7672;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.dane.DaneMatch.BrokenChain;
import org.signet.dane.DaneMatch.Matched;
import org.signet.dane.DaneMatch.NoCertificate;
import org.signet.dane.DaneMatch.NoneMatches;
import org.signet.dane.DaneMatch.OtherName;
import org.signet.dane.DaneOutcome.EncryptOnly;
import org.signet.dane.DaneOutcome.Failed;
import org.signet.dane.DaneOutcome.Failure;
import org.signet.dane.DaneOutcome.NoAddress;
import org.signet.dane.DaneOutcome.NoRecords;
import org.signet.dane.DaneOutcome.NotSecure;
import org.signet.dane.DaneOutcome.Pinned;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// Says in words what a host demands, and what its certificates came to.
public final class DaneExplainer {
  /// Chars of a record or a name that are shown.
  private static final int MOST_CHARS = 80;

  private static final int MOST_NAMES = 5;

  private DaneExplainer() {}

  /// What a host demands, resting on its records.
  public static Explanation explain(DaneResult result) {
    var host = result.host().name();
    return switch (result.outcome()) {
      case Pinned pinned ->
          Explanation.of(
                  Mark.GOOD,
                  host
                      + " pins "
                      + count(pinned.pins().size(), "key")
                      + " in its signed zone: mail"
                      + " goes over TLS to a server that shows "
                      + (pinned.pins().size() == 1 ? "it." : "one of them."),
                  RFC7672.section("2.2"))
              .because(because(result.host(), pinned));
      case EncryptOnly(var base, var unusable) ->
          Explanation.of(
                  Mark.WARN,
                  host
                      + " has TLSA records below "
                      + base
                      + ", none of which a sender of mail can"
                      + " use: mail goes over TLS, and nobody knows to whom.",
                  RFC7672.section("2.2"))
              .because(unusable.stream().map(DaneExplainer::explain).toList());
      case NoRecords _ ->
          Explanation.of(
              Mark.NOTE,
              host + " pins no key: its signed zone says that it has no TLSA records.",
              RFC7672.section("2.2"));
      case NotSecure(var part) -> notSecure(host, part);
      case NoAddress _ ->
          Explanation.of(Mark.BAD, host + " has no address.", RFC7672.section("2.2.2"));
      case Failed(var why) -> failed(host, why);
    };
  }

  private static Explanation notSecure(Domain host, NotSecure.Part part) {
    return switch (part) {
      case ADDRESSES ->
          Explanation.of(
              Mark.NOTE,
              host + " can pin no key: its addresses are not signed.",
              RFC7672.section("2.2.2"));
      case RECORDS ->
          Explanation.of(
              Mark.NOTE,
              host + " pins no key: what is said about its TLSA records is not signed.",
              RFC7672.section("2.2"));
    };
  }

  private static Explanation failed(Domain host, Failure why) {
    return switch (why) {
      case Failure.Unanswered(var question, var cause, var detail) ->
          Explanation.of(
                  Mark.UNKNOWN,
                  "What "
                      + host
                      + " demands could not be found out, so that it must not be given"
                      + " mail now: of "
                      + question
                      + ", "
                      + cause.words()
                      + '.',
                  RFC7672.section("2.1.2"))
              .because(Explanation.of(Mark.NOTE, Ascii.printable(detail, 2 * MOST_CHARS) + '.'));
      case Failure.TooManyRecords(var base, var records) ->
          Explanation.of(
              Mark.UNKNOWN,
              host
                  + " has "
                  + records
                  + " TLSA records below "
                  + base
                  + ", more than the "
                  + Dane.MOST_RECORDS
                  + " that are read; it must not be given mail.",
              RFC7672.section("2.1.2"));
    };
  }

  private static List<Explanation> because(DaneHost host, Pinned pinned) {
    var because = new ArrayList<Explanation>();
    for (var pin : pinned.pins()) {
      because.add(Explanation.of(Mark.GOOD, shown(pin) + ": " + meaning(pin), clause(pin)));
    }
    for (var pin : pinned.outranked()) {
      because.add(
          Explanation.of(
              Mark.NOTE,
              shown(pin) + " does not count beside a record with a stronger digest.",
              RFC7671.section("9")));
    }
    pinned.unusable().forEach(record -> because.add(explain(record)));
    if (!host.isSecurelyNamed()) {
      because.add(
          Explanation.of(
              Mark.WARN,
              "The MX records that name this host are not signed, so that whoever forges them can"
                  + " name another.",
              RFC7672.section("2.2.1")));
    }
    return because;
  }

  private static String meaning(Pin pin) {
    return switch (pin.usage()) {
      case DANE_EE -> "the server's certificate, whatever its names, its dates and its issuer.";
      case DANE_TA -> "an authority that vouches for the server's certificate and its name.";
      case PKIX_EE -> "the server's certificate, which an authority trusted anyway vouches for.";
      case PKIX_TA -> "an authority below one that is trusted anyway.";
    };
  }

  private static Clause clause(Pin pin) {
    return switch (pin.usage()) {
      case DANE_EE -> RFC7672.section("3.1.1");
      case DANE_TA -> RFC7672.section("3.1.2");
      case PKIX_EE, PKIX_TA -> RFC6698.section("2.1.1");
    };
  }

  /// Why a record cannot be used.
  static Explanation explain(Unusable unusable) {
    var record = unusable.record();
    var shown =
        "TLSA "
            + record.usage()
            + ' '
            + record.selector()
            + ' '
            + record.matching()
            + " cannot be"
            + " used: ";
    return switch (unusable.reason()) {
      case PKIX_USAGE ->
          Explanation.of(
              Mark.WARN,
              shown + "it needs an authority that all senders trust, and there is none for mail.",
              RFC7672.section("3.1.3"));
      case UNKNOWN_USAGE ->
          Explanation.of(Mark.WARN, shown + "no such usage is known.", RFC6698.section("2.1.1"));
      case UNKNOWN_SELECTOR ->
          Explanation.of(Mark.WARN, shown + "no such selector is known.", RFC6698.section("2.1.2"));
      case UNKNOWN_MATCHING ->
          Explanation.of(
              Mark.WARN, shown + "no such matching type is known.", RFC6698.section("2.1.3"));
      case DIGEST_LENGTH ->
          Explanation.of(
              Mark.WARN,
              shown
                  + "a digest of "
                  + record.association().length()
                  + " octets is none of this"
                  + " kind.",
              RFC6698.section("2.1.4"));
      case BROKEN_CERTIFICATE ->
          Explanation.of(
              Mark.WARN, shown + "what it holds is no certificate.", RFC6698.section("2.1.4"));
      case BROKEN_KEY ->
          Explanation.of(
              Mark.WARN, shown + "what it holds is no public key.", RFC6698.section("2.1.4"));
    };
  }

  /// What a server's certificates came to.
  public static Explanation explain(DaneMatch match) {
    return switch (match) {
      case Matched(var pin, var depth) ->
          Explanation.of(
              Mark.GOOD,
              (depth == 0 ? "The server's certificate" : "An authority of the server's certificate")
                  + " is what "
                  + shown(pin)
                  + " pins.",
              clause(pin));
      case NoCertificate _ ->
          Explanation.of(Mark.BAD, "The server showed no certificate.", RFC7672.section("2.2"));
      case NoneMatches _ ->
          Explanation.of(
              Mark.BAD,
              "No certificate of the server is one that it pins.",
              RFC7672.section("2.2"));
      case OtherName(_, var wanted, var names) ->
          Explanation.of(
              Mark.BAD,
              "The server's certificate is for "
                  + names(names)
                  + " and not for "
                  + wanted.stream().map(Domain::text).collect(Collectors.joining(" or "))
                  + '.',
              RFC7672.section("3.2.3"));
      case BrokenChain(var pin, var flaw, var why) ->
          Explanation.of(
              Mark.BAD,
              switch (flaw) {
                    case TIME ->
                        "The server's certificate, or that of its authority, is out of date";
                    case PURPOSE -> "The server's certificate is for another use";
                    case PATH -> "The server's certificate leads to no authority in a valid way";
                  }
                  + " ("
                  + why
                  + ").",
              clause(pin));
    };
  }

  private static String names(List<String> names) {
    if (names.isEmpty()) {
      return "no host";
    }
    var more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return names.stream()
            .limit(MOST_NAMES)
            .map(name -> Ascii.printable(name, MOST_CHARS))
            .collect(Collectors.joining(", "))
        + more;
  }

  private static String shown(Pin pin) {
    return "TLSA " + Ascii.printable(pin.toString(), MOST_CHARS);
  }

  private static String count(int count, String what) {
    return count == 1 ? "one " + what : count + " " + what + "s";
  }
}
