package org.signet.setup.imports;

import java.util.List;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Network;
import org.signet.setup.imports.Directives.Line;

/// Reads a configuration of OpenDMARC: opendmarc.conf(5).
final class OpenDmarc {
  private static final Fates FATES =
      new Fates(
          Program.OPENDMARC.title(),
          """
          Syslog SyslogFacility MilterDebug|= Signet writes one line for each message
          PidFile AutoRestart AutoRestartCount AutoRestartRate Background UMask UserID \
          BaseDirectory ChangeRootDirectory EnableCoredumps|= the unit of systemd does this
          Socket|= signet setup postfix tells the mail server where Signet is
          AuthservIDWithJobID SoftwareHeader|= Signet writes its own results
          IgnoreAuthenticatedClients|= mail of who logged in is never judged
          SPFSelfValidate SPFIgnoreResults|= Signet looks at SPF itself
          RequiredHeaders RejectMultiValueFrom|= mail whose author is not clear is refused where \
          a domain may be forged by it
          PublicSuffixList|= the domain of an organization is found in the DNS (RFC 9989), and \
          the list is inside for the old way
          DNSTimeout DomainWhitelistSize RecordAllMessages|= Signet has limits of its own
          RejectString|! the sentence tells the sender what failed; it cannot be changed
          CopyFailuresTo|! mail that is refused is not kept
          FailureReports FailureReportsBcc FailureReportsOnNone FailureReportsSentBy \
          ReportCommand|! failure reports are not sent
          HistoryFile IgnoreMailTo|! aggregate reports are not sent
          """);

  private final Draft draft;
  private boolean saysHosts;

  OpenDmarc(Draft draft) {
    this.draft = draft;
  }

  void read(String file) {
    for (var line : draft.text(file).map(text -> Directives.of(file, text)).orElse(List.of())) {
      line(line);
    }
    if (!saysHosts) {
      draft.own(Network.of("127.0.0.1"));
      draft.note(
          new Place(file, 1),
          "no IgnoreHosts",
          "mail of 127.0.0.1 is not judged, so it is listed under [ways] own");
    }
  }

  private void line(Line line) {
    switch (Ascii.toLower(line.name())) {
      case "authservid", "trustedauthservids" ->
          entries(line.value()).forEach(id -> Names.id(draft, line, id));
      case "ignorehosts" -> hosts(line);
      case "ignoremailfrom" ->
          draft.warn(
              line.place(),
              line.said(),
              "write an exemption with an end for each: [[policy.exempt]], author = \"@DOMAIN\" and"
                  + " until");
      case "rejectfailures" -> rejects(line);
      case "holdquarantinedmessages" -> holds(line);
      case "domainwhitelist" ->
          entries(line.value()).forEach(domain -> sealer(line.place(), line.said(), domain));
      case "domainwhitelistfile" -> sealers(line);
      default -> FATES.note(line, draft);
    }
  }

  private static List<String> entries(String list) {
    return List.of(list.split("[,\\s]+", -1)).stream().filter(one -> !one.isEmpty()).toList();
  }

  private void hosts(Line line) {
    saysHosts = true;
    var text = draft.text(line.value(), line.place(), line.said()).orElse("");
    for (var host : Directives.of(line.value(), text)) {
      HostList.own(draft, host.place(), "IgnoreHosts " + host.name(), host.name());
    }
  }

  private void sealers(Line line) {
    var text = draft.text(line.value(), line.place(), line.said()).orElse("");
    for (var one : Directives.of(line.value(), text)) {
      sealer(one.place(), "DomainWhitelistFile " + one.name(), one.name());
    }
  }

  private void sealer(Place place, String said, String domain) {
    Names.domain(draft, place, said, domain)
        .ifPresent(
            name -> {
              draft.sealer(name);
              draft.note(place, said, "its ARC seals are believed: [[policy.sealer]]");
            });
  }

  private void rejects(Line line) {
    draft.note(
        line.place(),
        line.said(),
        line.isOn()
            ? "Signet does so as soon as it says mode = \"enforce\"; until then it only observes"
            : "Signet only observes until it says mode = \"enforce\"; it then refuses");
  }

  private void holds(Line line) {
    if (line.isOn()) {
      draft.hold();
      draft.note(line.place(), line.said(), "quarantine = \"hold\" under [policy]");
    } else {
      draft.note(
          line.place(),
          line.said(),
          "mail is put aside by the field X-Signet-Quarantine, for which the mail store has a"
              + " rule");
    }
  }
}
