package org.signet.checkup;

import static org.signet.foundation.spec.Spec.RFC3207;
import static org.signet.foundation.spec.Spec.RFC5321;
import static org.signet.foundation.spec.Spec.RFC8461;
import static org.signet.foundation.spec.Spec.RFC8689;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.dane.DaneExplainer;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;
import org.signet.https.DnsIds;
import org.signet.smtp.Reply;
import org.signet.smtp.SmtpExplainer;
import org.signet.smtp.TlsFacts;

/// Says in words what mail hosts were seen to do.
public final class ProbeExplainer {
  /// Chars of a stranger's text that are shown.
  private static final int SHOWN_CHARS = 120;

  /// Names of a certificate that are shown.
  private static final int SHOWN_NAMES = 4;

  private ProbeExplainer() {}

  /// Whether mail servers can be reached from here.
  public static Explanation explain(Outlet outlet) {
    return switch (outlet) {
      case Outlet.Open _ -> Explanation.of(Mark.NOTE, "Mail servers can be reached from here.");
      case Outlet.NotNeeded _ ->
          Explanation.of(Mark.NOTE, "There is no address that could be connected to.");
      case Outlet.Undetermined _ ->
          Explanation.of(
              Mark.UNKNOWN,
              "No host could be reached, and whether port 25 is blocked from here could not be"
                  + " determined either.",
              SIGNET.section("live probe"));
      case Outlet.Blocked(var tried) ->
          Explanation.of(
              Mark.UNKNOWN,
              "Port 25 is blocked from here: the hosts of "
                  + tried.stream().map(Domain::text).collect(Collectors.joining(", "))
                  + " cannot be reached either. What the domain's hosts do could not be"
                  + " determined.",
              SIGNET.section("live probe"));
    };
  }

  /// What one address was seen to do.
  public static Explanation explain(AddressProbe probe) {
    var where = probe.hop().host() + " [" + probe.address() + "]";
    return switch (probe.seen()) {
      case Seen.NotTried(var why) ->
          Explanation.of(
              Mark.NOTE,
              where
                  + " was not tried: "
                  + switch (why) {
                    case NOT_PUBLIC -> "that is no address of the public Internet.";
                    case TOO_MANY -> "the domain has too many addresses.";
                  },
              SIGNET.section("live probe"));
      case Seen.NoSession(var loss) ->
          Explanation.of(Mark.UNKNOWN, where + " could not be looked at.")
              .because(SmtpExplainer.explain(loss));
      case Seen.Declined(var reply) ->
          Explanation.of(
              Mark.UNKNOWN,
              where + " does not talk with this host: " + quoted(reply) + '.',
              RFC5321.section("3.1"));
      case Seen.NoTls noTls ->
          Explanation.of(Mark.BAD, where + " gives no TLS.", RFC3207.section("4"))
              .because(SmtpExplainer.explain(noTls.start()));
      case Seen.Encrypted encrypted ->
          Explanation.of(
                  Mark.GOOD,
                  where
                      + " gives TLS: "
                      + encrypted.facts().protocol()
                      + " with "
                      + encrypted.facts().cipher()
                      + '.',
                  RFC3207.section("4"))
              .because(certificate(encrypted));
    };
  }

  private static List<Explanation> certificate(Seen.Encrypted seen) {
    var because = new ArrayList<Explanation>();
    if (!seen.facts().chain().isEmpty()) {
      because.add(Explanation.of(Mark.NOTE, certificate(seen.facts())));
    }
    seen.dane().map(DaneExplainer::explain).ifPresent(because::add);
    because.add(
        switch (seen.publicTrust()) {
          case PublicTrust.Trusted _ ->
              Explanation.of(
                  Mark.GOOD,
                  "It is publicly trusted, for the host's name, as MTA-STS asks.",
                  RFC8461.section("4.2"));
          case PublicTrust.Refused(var why) ->
              Explanation.of(
                  Mark.WARN,
                  "It is not publicly trusted for the host's name, so that MTA-STS could not hold: "
                      + Ascii.printable(why, SHOWN_CHARS)
                      + '.',
                  RFC8461.section("4.2"));
        });
    if (seen.offered().offers("REQUIRETLS")) {
      because.add(
          Explanation.of(
              Mark.NOTE, "It takes mail that requires TLS (REQUIRETLS).", RFC8689.section("2")));
    }
    return because;
  }

  private static String certificate(TlsFacts facts) {
    var certificate = facts.chain().getFirst();
    return "Its certificate is for "
        + names(certificate)
        + ", until "
        + certificate.getNotAfter().toInstant()
        + '.';
  }

  private static String names(X509Certificate certificate) {
    return names(certificate, SHOWN_NAMES);
  }

  /// The host names that a certificate is for, as many as that.
  public static String names(X509Certificate certificate, int most) {
    var names = DnsIds.of(certificate);
    var shown =
        names.stream().limit(most).map(NamePattern::toString).collect(Collectors.joining(", "));
    if (names.isEmpty()) {
      return "no host";
    }
    return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
  }

  private static String quoted(Reply reply) {
    return '"' + reply.printable(SHOWN_CHARS) + '"';
  }
}
