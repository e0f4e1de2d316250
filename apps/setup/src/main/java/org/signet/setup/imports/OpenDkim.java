package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.setup.imports.Directives.Line;

/// Reads a configuration of OpenDKIM: opendkim.conf(5).
final class OpenDkim {
  /// Files that a file may include, and these again.
  private static final int DEEPEST = 8;

  private static final Fates FATES =
      new Fates(
          Program.OPENDKIM.title(),
          """
          Canonicalization|= Signet signs relaxed/relaxed
          SignatureAlgorithm|= the key tells the algorithm
          OversignHeaders SignHeaders|= Signet signs what should be signed, and the fields that \
          matter once more than they are there, so that nobody adds one
          Mode|= Signet signs what is ours and judges the rest
          Syslog SyslogFacility SyslogName SyslogSuccess LogResults LogWhy MilterDebug|= Signet \
          writes one line for each message
          PidFile AutoRestart AutoRestartCount AutoRestartRate Background UMask UserID \
          BaseDirectory|= the unit of systemd does this
          ChangeRootDirectory|! the files that this configuration names were read outside of it; \
          look whether they are the right ones
          Socket SMTPURI MTACommand|= signet setup postfix tells the mail server where Signet is
          AlwaysAddARHeader AuthservIDWithJobID NoHeaderB SoftwareHeader|= Signet writes its own \
          results on top of every message that it judges
          RemoveARAll RemoveARFrom KeepAuthResults|= Signet removes the results that claim to be \
          ours and are not
          ExternalIgnoreList|= strangers who send as ours are judged like all others
          MinimumKeyBits UnprotectedKey BogusKey ClockDrift MaximumSignaturesToVerify \
          MaximumHeaders|= Signet has limits of its own
          DNSTimeout DNSConnect QueryCache ResolverConfiguration ResolverTracing \
          TrustAnchorFile|= Signet asks with limits of its own, and keeps answers
          RequireSafeKeys|= a key file that others can read is refused
          RequiredHeaders WeakSyntaxChecks IgnoreMalformedMail StrictHeaders|= mail whose author \
          is not clear is refused only where a domain may be forged by it
          FixCRLF CaptureUnknownErrors Diagnostics DiagnosticDirectory DisableCryptoInit \
          DomainKeysCompat EnableCoredumps KeepTemporaryFiles TemporaryDirectory SoftStart \
          Statistics StatisticsName StatisticsPolicyScript StatisticsPrefix StrictTestMode \
          TestDNSData TestPublicKeys IdentityHeader IdentityHeaderRemove \
          SelectCanonicalizationHeader|= Signet has no need of it
          SenderHeaders SenderMacro|= Signet signs for the author, in From, alone
          SubDomains|= a domain without a key of its own is signed for by the nearest one above it
          SignatureTTL|! signatures of the guard do not run out
          On-Default On-BadSignature On-DNSError On-InternalError On-KeyNotFound On-NoSignature \
          On-Security On-SignatureError MustBeSigned Quarantine RedirectFailuresTo|! a signature \
          alone refuses nothing: what is done follows from DMARC (docs/policy.md)
          ExemptDomains|! write an exemption with an end: [[policy.exempt]], author and until
          PeerList|! no client is left out; list hosts of ours under [ways]
          DontSignMailTo ResignMailTo ResignAll|! who signs is decided by the author, never by \
          the recipient
          MaximumSignedBytes BodyLengthDB|! Signet always signs the whole body, since more could \
          be added otherwise
          Minimum|! a signature of less than the whole body never counts
          OmitHeaders ReplaceHeaders ReplaceRules|! it has no equivalent
          RemoveOldSignatures|! signatures of others are left as they are
          ReportAddress ReportBccAddress RequestReports SendReports|! reports are not sent
          FinalPolicyScript ScreenPolicyScript SetupPolicyScript|! scripts are not run; write its \
          rules in the terms of docs/policy.md
          TrustSignaturesFrom VBR-Certifiers VBR-PurgeFields VBR-TrustedCertifiers \
          VBR-TrustedCertifiersOnly VBR-Type POPDBFile|! it has no equivalent
          LDAPAuthMechanism LDAPAuthName LDAPAuthRealm LDAPAuthUser LDAPBindPassword LDAPBindUser \
          LDAPDisableCache LDAPKeepaliveIdle LDAPKeepaliveInterval LDAPKeepaliveProbes LDAPTimeout \
          LDAPUseTLS|! LDAP is not asked
          """);

  private final Draft draft;

  /// The settings that name keys, for when all lines were read; the last of a name counts.
  private final Map<String, Line> kept = new HashMap<>();

  private boolean saysHosts;

  OpenDkim(Draft draft) {
    this.draft = draft;
  }

  void read(String file) {
    draft.text(file).ifPresent(text -> lines(file, text, 0));
    keys();
    if (!saysHosts) {
      draft.own(Network.of("127.0.0.1"));
      draft.note(
          new Place(file, 1),
          "no InternalHosts",
          "mail of 127.0.0.1 is signed, so it is listed under [ways] own");
    }
  }

  private void lines(String file, String text, int depth) {
    for (var line : Directives.of(file, text)) {
      if (line.is("Include") && depth < DEEPEST) {
        draft
            .text(line.value(), line.place(), line.said())
            .ifPresent(included -> lines(line.value(), included, depth + 1));
      } else {
        line(line);
      }
    }
  }

  private void line(Line line) {
    switch (Ascii.toLower(line.name())) {
      case "domain", "selector", "keyfile", "keytable", "signingtable", "multiplesignatures" ->
          kept.put(Ascii.toLower(line.name()), line);
      case "internalhosts" -> hosts(line);
      case "authservid" -> Names.id(draft, line, line.value());
      case "nameservers" -> DataSet.of(line, draft).lines().forEach(one -> server(line, one));
      case "mta" -> DataSet.of(line, draft).lines().forEach(one -> daemon(line, one.name()));
      case "macrolist" -> macros(line);
      default -> FATES.note(line, draft);
    }
  }

  private void hosts(Line line) {
    saysHosts = true;
    for (var host : DataSet.of(line, draft).lines()) {
      HostList.own(draft, host.place(), "InternalHosts " + host.name(), host.name());
    }
  }

  private void server(Line line, Line server) {
    if (IpAddress.parse(server.name()).isOk()) {
      draft.server(server.name());
    } else {
      draft.warn(line.place(), line.said(), "a name server is listed by its address");
    }
  }

  private void daemon(Line line, String name) {
    if (!name.chars().allMatch(Ascii::isVisible)) {
      draft.warn(line.place(), line.said(), "this is no name of a part of a mail server");
      return;
    }
    draft.submission(name);
    draft.note(
        line.place(),
        line.said(),
        "what comes by " + Ascii.printable(name, 40) + " is a submission: [ways.daemons]");
  }

  /// `daemon_name|ORIGINATING`, and what nobody needs to list: that somebody logged in.
  private void macros(Line line) {
    for (var one : DataSet.of(line, draft).lines()) {
      var parts = List.of((one.name() + " " + one.value()).strip().split("[| ]", -1));
      var macro = parts.getFirst().replace("{", "").replace("}", "");
      if (macro.equals("daemon_name") && parts.size() > 1) {
        parts.stream().skip(1).filter(name -> !name.isEmpty()).forEach(name -> daemon(line, name));
      } else if (macro.startsWith("auth_")) {
        draft.note(line.place(), line.said(), "who logged in is known by that; nothing to do");
      } else {
        draft.warn(line.place(), line.said(), "this macro says nothing to Signet");
      }
    }
  }

  private void keys() {
    var table = Optional.ofNullable(kept.get("signingtable"));
    if (table.isEmpty() && kept.containsKey("keytable")) {
      var line = kept.get("keytable");
      draft.warn(
          line.place(), line.said(), "without a SigningTable nothing says who uses its keys");
    } else if (table.isEmpty()) {
      oneKey();
    } else {
      tables(table.get());
    }
  }

  /// `Domain`, `Selector` and `KeyFile`.
  private void oneKey() {
    var domains = new ArrayList<Domain>();
    var line = Optional.ofNullable(kept.get("domain"));
    for (var one : line.map(set -> DataSet.of(set, draft).lines()).orElse(List.of())) {
      Names.domain(draft, one.place(), "Domain " + one.name(), one.name()).ifPresent(domains::add);
    }
    domains.forEach(draft::domain);
    var selector = Optional.ofNullable(kept.get("selector")).map(Line::value);
    var file = Optional.ofNullable(kept.get("keyfile")).map(Line::value);
    if (selector.isPresent() && file.isPresent()) {
      for (var domain : domains) {
        Draft.domainOf(selector.get())
            .ifPresent(name -> draft.key(new Adoption(domain, name, file.get())));
      }
    }
  }

  private void tables(Line table) {
    var keys = new HashMap<String, Line>();
    var line = Optional.ofNullable(kept.get("keytable"));
    for (var one : line.map(set -> DataSet.of(set, draft).lines()).orElse(List.of())) {
      keys.putIfAbsent(Ascii.toLower(one.name()), one);
    }
    var multiple = Optional.ofNullable(kept.get("multiplesignatures"));
    new SigningTable(draft, keys, multiple.map(Line::isOn).orElse(false))
        .read(DataSet.of(table, draft));
  }
}
