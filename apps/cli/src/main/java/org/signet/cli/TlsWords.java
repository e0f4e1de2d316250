package org.signet.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.checkup.AddressProbe;
import org.signet.checkup.ProbeExplainer;
import org.signet.checkup.Seen;
import org.signet.dane.DaneOutcome;
import org.signet.dane.DaneResult;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Security;
import org.signet.foundation.text.Domain;
import org.signet.mtasts.MtaStsOutcome;
import org.signet.mtasts.Undiscovered;
import org.signet.smtp.TlsStart;
import org.signet.tlspolicy.Exchanges;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;

/// The way to a domain in single words, for tables and JSON.
final class TlsWords {
  /// What there is nothing to say about.
  static final String NOTHING = "-";

  private static final String UNKNOWN = "unknown";

  private TlsWords() {}

  /// Whether the DNS proves the host and its addresses.
  static String dnssec(Route route, Hop hop) {
    var addresses = addresses(hop.dane());
    if (addresses.equals(word(Security.SECURE))
        && route.exchanges() instanceof Exchanges.Listed listed) {
      var mx = listed.answer().source().security();
      return mx == Security.SECURE ? word(mx) : "MX " + word(mx);
    }
    return addresses;
  }

  private static String addresses(DaneResult host) {
    var found =
        host.asked().stream()
            .map(heard -> heard.answer())
            .filter(answer -> answer.records().stream().anyMatch(Rdata.Address.class::isInstance))
            .flatMap(
                answer ->
                    answer instanceof Answer.Found<?> it
                        ? Stream.of(it.source().security())
                        : Stream.empty())
            .toList();
    if (found.isEmpty()) {
      return UNKNOWN;
    }
    return word(found.stream().reduce((a, b) -> a == Security.SECURE ? b : a).orElseThrow());
  }

  private static String word(Security security) {
    return switch (security) {
      case SECURE -> "secure";
      case INSECURE -> "unsigned";
      case UNCHECKED -> "unchecked";
    };
  }

  /// What the host pins.
  static String tlsa(Hop hop) {
    return switch (hop.dane().outcome()) {
      case DaneOutcome.Pinned pinned ->
          pinned.pins().stream()
              .map(pin -> pin.data())
              .map(data -> data.usage() + " " + data.selector() + " " + data.matching())
              .distinct()
              .collect(Collectors.joining(", "));
      case DaneOutcome.EncryptOnly _ -> "unusable";
      case DaneOutcome.NoRecords _ -> "none";
      case DaneOutcome.NotSecure _ -> "not used";
      case DaneOutcome.NoAddress _ -> NOTHING;
      case DaneOutcome.Failed _ -> UNKNOWN;
    };
  }

  /// What the policy of the domain says of the host.
  static String mtaSts(Route route, Domain host) {
    return switch (route.mtaSts().outcome()) {
      case MtaStsOutcome.Policy policy ->
          policy.mode().word() + (policy.held().policy().names(host) ? "" : ", not named");
      case MtaStsOutcome.NoPolicy(var why) -> mtaSts(why);
    };
  }

  private static String mtaSts(Undiscovered why) {
    return switch (why) {
      case Undiscovered.NoRecord _ -> "none";
      case Undiscovered.RecordUnanswered _, Undiscovered.TooSoon _, Undiscovered.Unfetched _ ->
          UNKNOWN;
      case Undiscovered.SeveralRecords _,
          Undiscovered.RecordInvalid _,
          Undiscovered.StatusNotOk _,
          Undiscovered.NotPlainText _,
          Undiscovered.PolicyInvalid _ ->
          "broken";
    };
  }

  /// The version of TLS, or why there is none.
  static String tls(AddressProbe probe) {
    return switch (probe.seen()) {
      case Seen.NotTried _ -> "not tried";
      case Seen.NoSession _ -> "no answer";
      case Seen.Declined _ -> "declined";
      case Seen.NoTls noTls -> tls(noTls.start());
      case Seen.Encrypted encrypted -> encrypted.facts().protocol();
    };
  }

  private static String tls(TlsStart start) {
    return switch (start) {
      case TlsStart.Secured(var facts) -> facts.protocol();
      case TlsStart.NotOffered _ -> "not offered";
      case TlsStart.Declined _ -> "declined";
      case TlsStart.PlaintextInjected _ -> "attacked";
      case TlsStart.CertificateRefused _ -> "refused";
      case TlsStart.HandshakeFailed _ -> "failed";
      case TlsStart.Lost _ -> "lost";
    };
  }

  static String cipher(AddressProbe probe) {
    return probe.seen() instanceof Seen.Encrypted encrypted ? encrypted.facts().cipher() : NOTHING;
  }

  /// The names of the certificate and its last day.
  static String certificate(AddressProbe probe) {
    return probe.seen() instanceof Seen.Encrypted encrypted && !encrypted.facts().chain().isEmpty()
        ? ProbeExplainer.names(encrypted.facts().chain().getFirst(), 1)
            + " until "
            + encrypted
                .facts()
                .chain()
                .getFirst()
                .getNotAfter()
                .toInstant()
                .toString()
                .substring(0, "2026-11-25".length())
        : NOTHING;
  }
}
