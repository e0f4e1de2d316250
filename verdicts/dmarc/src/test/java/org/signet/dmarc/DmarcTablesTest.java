package org.signet.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC9989;
import static org.signet.foundation.spec.Spec.RFC9990;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.dmarc.Tables.Row;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Domain;
import org.signet.message.Author;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.testing.Conformance;

/// The tables of other implementations. Where one wants what RFC 9989 overruled, ours is named with
/// the clause, and every named exception must be needed.
class DmarcTablesTest {
  /// What we say instead, and why.
  private record Settled(String ours, Clause clause) {}

  private static final Clause ERRORS = RFC9989.section("4.8");
  private static final Clause FORMAT = RFC9989.section("4.7");
  private static final Clause REMOVED = RFC9989.section("9.3");
  private static final Clause EXTERNAL = RFC9990.section("3");

  private static Settled settled(String ours, Clause clause) {
    return new Settled(ours, clause);
  }

  /// One case: what the table wants, and what we say.
  private record Case(String name, String wanted, String ours) {}

  private static Stream<DynamicTest> tests(
      String table, int count, List<Case> cases, Map<String, Settled> exceptions)
      throws IOException {
    assertThat(cases).hasSize(count);
    Conformance.note("dmarc-tables " + table, count, words(exceptions));
    var unused = new HashSet<>(exceptions.keySet());
    cases.forEach(each -> unused.remove(each.name));
    assertThat(unused).isEmpty();
    return cases.stream().map(each -> test(each, Optional.ofNullable(exceptions.get(each.name))));
  }

  private static Map<String, String> words(Map<String, Settled> settled) {
    return settled.entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().replace("\t", "\\t"),
                e -> e.getValue().ours + ", by " + e.getValue().clause));
  }

  private static DynamicTest test(Case each, Optional<Settled> exception) {
    if (exception.isEmpty()) {
      return dynamicTest('"' + each.name + '"', () -> assertThat(each.ours).isEqualTo(each.wanted));
    }
    var name = each.name + ": " + exception.get().ours + " by " + exception.get().clause;
    return dynamicTest(
        name,
        () -> {
          assertThat(each.ours).isEqualTo(exception.get().ours);
          assertThat(each.ours).as("the exception is not needed").isNotEqualTo(each.wanted);
        });
  }

  // The examples of RFC 9989.

  @TestFactory
  Stream<DynamicTest> rfc9989Examples() throws IOException {
    var cases = Tables.read("rfc9989-examples.json").rows("cases");
    return tests(
        "rfc9989-examples", 4, cases.stream().map(DmarcTablesTest::example).toList(), Map.of());
  }

  private static Case example(Row row) {
    var expect = row.row("expect");
    var wanted = new ArrayList<String>();
    var ours = new ArrayList<String>();
    var from = row.text("from_domain");
    for (var name : expect.row("org_domain").members().keySet()) {
      var dmarc = new Dmarc(Tables.zone(row.row("zone")));
      wanted.add(expect.row("org_domain").text(name));
      ours.add(dmarc.organization(dmarc.walk(Domain.of(name))).domain().text());
    }
    for (var name : expect.row("queries").members().keySet()) {
      wanted.addAll(expect.row("queries").texts(name));
      ours.addAll(walk(row, name));
    }
    if (expect.has("queries_full_walk")) {
      wanted.addAll(expect.texts("queries_full_walk"));
      ours.addAll(walk(row, from));
    }
    if (expect.has("policy_domain")) {
      wanted.add(expect.text("policy_domain"));
      wanted.add(expect.text("spf_aligned_relaxed"));
      wanted.add(expect.text("dkim_aligned_relaxed"));
      var spf = result(row, from, Messages.spf(row.text("spf_domain")));
      var dkim = result(row, from, Messages.dkim(row.text("dkim_domain")));
      ours.add(policyDomain(spf));
      ours.add(Boolean.toString(spf.outcome() instanceof DmarcOutcome.Pass));
      ours.add(Boolean.toString(dkim.outcome() instanceof DmarcOutcome.Pass));
    }
    return new Case(row.text("id"), wanted.toString(), ours.toString());
  }

  private static List<String> walk(Row row, String name) {
    var dns = new Asked(Tables.zone(row.row("zone")));
    new Dmarc(dns).walk(Domain.of(name));
    return dns.names().stream().map(Domain::text).toList();
  }

  private static DmarcResult result(Row row, String from, Identifier... identifiers) {
    var dmarc = new Dmarc(Tables.zone(row.row("zone")));
    return dmarc.evaluate(Messages.author(from), List.of(identifiers));
  }

  private static String policyDomain(DmarcResult result) {
    return result.verdicts().getFirst().discovery() instanceof Discovery.Applies applies
        ? applies.at().text()
        : "none";
  }

  // mox: RFC 7489.

  private static final Map<String, Settled> MOX_RECORDS =
      Map.ofEntries(
          Map.entry(
              "V = DMARC1 ; P = reject ;\tSP=none; unknown \t=\t ignored-future-value \t ; adkim=s;"
                  + " aspf=s; rua=mailto:dmarc-feedback@example.com  ,\t"
                  + "\tmailto:tld-test@thirdparty.example.net!10m;"
                  + " RUF=mailto:auth-reports@example.com  ,\t"
                  + "\tmailto:tld-test@thirdparty.example.net!0G; RI = 123; FO = 0:1:d:s ; RF= afrf"
                  + " : other; Pct = 0",
              // fo names 0 and 1, which exclude each other
              settled(
                  "p=reject sp=none adkim=s aspf=s fo=[0] rua=[mailto:dmarc-feedback@example.com,"
                      + " mailto:tld-test@thirdparty.example.net]"
                      + " ruf=[mailto:auth-reports@example.com,"
                      + " mailto:tld-test@thirdparty.example.net]",
                  FORMAT)),
          Map.entry(
              "v=DMARC1; rua=mailto:dmarc-feedback@example.com!"
                  + "99999999999999999999999999999999999999999999999",
              // the size is ignored, however large
              settled(
                  "p=none adkim=r aspf=r fo=[0] rua=[mailto:dmarc-feedback@example.com] ruf=[]",
                  ERRORS)),
          Map.entry(
              "v=DMARC1; sp=reject; p=reject",
              // p may stand anywhere
              settled("p=reject sp=reject adkim=r aspf=r fo=[0] rua=[] ruf=[]", ERRORS)));

  @TestFactory
  Stream<DynamicTest> moxRecords() throws IOException {
    var rows = Tables.read("mox.json").rows("record_parsing");
    return tests(
        "mox records", 41, rows.stream().map(DmarcTablesTest::moxRecord).toList(), MOX_RECORDS);
  }

  private static Case moxRecord(Row row) {
    var text = row.text("record");
    var fields = row.row("fields");
    var wanted =
        row.text("expect").equals("error")
            ? "unusable"
            : words(fields, fields.texts("fo"), fields.texts("rua"), fields.texts("ruf"));
    return new Case(text, wanted, words(text));
  }

  private static String words(Row fields, List<String> fo, List<String> rua, List<String> ruf) {
    return "p="
        + fields.text("p")
        + (fields.has("sp") ? " sp=" + fields.text("sp") : "")
        + " adkim="
        + fields.text("adkim", "r")
        + " aspf="
        + fields.text("aspf", "r")
        + " fo="
        + fo
        + " rua="
        + withoutSizes(rua)
        + " ruf="
        + withoutSizes(ruf);
  }

  private static List<String> withoutSizes(List<String> uris) {
    return uris.stream().map(uri -> uri.replaceFirst("!.*", "")).toList();
  }

  /// A record in the words of the tables; `unusable` where no policy can be taken from it.
  private static String words(String text) {
    return DmarcRecord.parse(text)
        .optional()
        .filter(DmarcRecord::isUsable)
        .map(
            record ->
                "p="
                    + record.p().word()
                    + record.sp().map(sp -> " sp=" + sp.word()).orElse("")
                    + " adkim="
                    + word(record.adkim())
                    + " aspf="
                    + word(record.aspf())
                    + " fo="
                    + record.fo().stream().sorted().map(DmarcTablesTest::word).toList()
                    + " rua="
                    + record.rua().stream().map(ReportUri::text).toList()
                    + " ruf="
                    + record.ruf().stream().map(ReportUri::text).toList())
        .orElse("unusable");
  }

  private static String word(DmarcRecord.Mode mode) {
    return switch (mode) {
      case RELAXED -> "r";
      case STRICT -> "s";
    };
  }

  private static String word(DmarcRecord.FailureOption option) {
    return switch (option) {
      case NONE_PASSED -> "0";
      case ANY_FAILED -> "1";
      case DKIM_FAILED -> "d";
      case SPF_FAILED -> "s";
    };
  }

  private static final Map<String, Settled> MOX_LOOKUPS =
      Map.of(
          // a pair without '=' is set aside
          "malformed.example", settled("fail at malformed.example", ERRORS));

  @TestFactory
  Stream<DynamicTest> moxLookups() throws IOException {
    var table = Tables.read("mox.json").row("lookup");
    var cases = new ArrayList<Case>();
    for (var row : table.rows("cases")) {
      var domain = row.text("domain");
      var result =
          new Dmarc(Tables.zone(table.row("zone"))).evaluate(Messages.author(domain), List.of());
      var word = result.outcome().word();
      var found = result.verdicts().getFirst().discovery() instanceof Discovery.Applies;
      var wanted = row.truth("record") ? "fail at " + row.text("found_at") : row.text("status");
      cases.add(new Case(domain, wanted, found ? word + " at " + policyDomain(result) : word));
    }
    return tests("mox lookups", 7, cases, MOX_LOOKUPS);
  }

  @TestFactory
  Stream<DynamicTest> moxExternalReports() throws IOException {
    var table = Tables.read("mox.json").row("external_report_authorisation");
    var cases = new ArrayList<Case>();
    for (var row : table.rows("cases")) {
      var from = Domain.of(row.text("policy_domain"));
      var to = row.text("report_domain");
      var uri = ReportUri.parse("mailto:reports@" + to).orThrow();
      var ours = consent(new Dmarc(Tables.zone(table.row("zone"))).consent(from, uri));
      var isUnknown = row.text("status").equals("temperror");
      var wanted = isUnknown ? "unknown" : row.truth("accepts") ? "given" : "not given";
      cases.add(new Case(from + " to " + to, wanted, ours));
    }
    // A tag without '=' is set aside, and the version is all that consent needs.
    var exceptions = Map.of("example.com to malformed.example", settled("given", EXTERNAL));
    return tests("mox external reports", 8, cases, exceptions);
  }

  private static String consent(ReportConsent consent) {
    return switch (consent) {
      case ReportConsent.SameOrganization _, ReportConsent.Given _ -> "given";
      case ReportConsent.NotGiven _, ReportConsent.Impossible _ -> "not given";
      case ReportConsent.Unknown _ -> "unknown";
    };
  }

  @TestFactory
  Stream<DynamicTest> moxMessages() throws IOException {
    var table = Tables.read("mox.json").row("verify");
    var cases = new ArrayList<Case>();
    for (var row : table.rows("cases")) {
      cases.add(moxMessage(table, row));
    }
    var exceptions = Map.of("malformed record", settled("fail none spf=false dkim=false", ERRORS));
    return tests("mox messages", 15, cases, exceptions);
  }

  private static Case moxMessage(Row table, Row row) {
    var identifiers = new ArrayList<Identifier>();
    var spf = row.row("spf");
    if (spf.has("domain")) {
      identifiers.add(Messages.identifier("spf=" + spf.text("result"), spf.text("domain")));
    }
    for (var dkim : row.rows("dkim")) {
      identifiers.add(Messages.identifier("dkim=" + dkim.text("result"), dkim.text("d")));
    }
    var result =
        new Dmarc(Tables.zone(table.row("zone")))
            .evaluate(Messages.author(row.text("from_domain")), identifiers);
    var expect = row.row("expect");
    // Where DMARC is not applied nothing is compared, so that nothing is aligned.
    var wanted =
        expect.text("dmarc")
            + (expect.truth("reject") ? " reject" : " none")
            + " spf="
            + expect.truth("spf_aligned_pass")
            + " dkim="
            + expect.truth("dkim_aligned_pass");
    var ours =
        result.outcome().word()
            + " "
            + result.disposition().word()
            + " spf="
            + counts(result, Identifier.Mechanism.SPF)
            + " dkim="
            + counts(result, Identifier.Mechanism.DKIM);
    return new Case(row.text("name"), wanted, ours);
  }

  private static boolean counts(DmarcResult result, Identifier.Mechanism mechanism) {
    return result.verdicts().getFirst().identifiers().stream()
        .anyMatch(each -> each.counts() && each.identifier().mechanism() == mechanism);
  }

  // stalwart: RFC 9989.

  @TestFactory
  Stream<DynamicTest> stalwartAlignment() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("stalwart.json").rows("alignment")) {
      var spf = Messages.identifier("spf=" + row.text("spf_result"), row.text("mail_from_domain"));
      var dkim = Messages.identifier("dkim=" + row.text("dkim_result"), row.text("dkim_d"));
      var result = result(row, domainOf(row.text("from")), spf, dkim);
      var expect = row.row("expect");
      var wanted = expect.text("spf") + " " + expect.text("dkim") + " " + expect.text("policy");
      var ours =
          standing(result, Identifier.Mechanism.SPF)
              + " "
              + standing(result, Identifier.Mechanism.DKIM)
              + " "
              + ((Discovery.Applies) result.verdicts().getFirst().discovery())
                  .demand()
                  .orElseThrow()
                  .applied()
                  .word();
      cases.add(new Case(row.text("zone") + row.text("from") + cases.size(), wanted, ours));
    }
    return tests("stalwart alignment", 4, cases, Map.of());
  }

  private static String domainOf(String address) {
    return address.substring(address.indexOf('@') + 1);
  }

  /// An identifier in stalwart's words: `pass`, `fail:not_aligned`, `none` where it did not pass.
  private static String standing(DmarcResult result, Identifier.Mechanism mechanism) {
    var checked =
        result.verdicts().getFirst().identifiers().stream()
            .filter(each -> each.identifier().mechanism() == mechanism)
            .findFirst()
            .orElseThrow();
    if (checked.alignment() instanceof Alignment.NotAsked) {
      return "none";
    }
    return checked.counts() ? "pass" : "fail:not_aligned";
  }

  @TestFactory
  Stream<DynamicTest> stalwartPolicies() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("stalwart.json").rows("policy_discovery")) {
      var result = result(row, domainOf(row.text("from")));
      var ours =
          result.outcome() instanceof DmarcOutcome.Fail(var demand)
              ? demand.applied().word()
              : "no policy";
      cases.add(new Case(row.text("name"), row.text("policy", "no policy"), ours));
    }
    return tests("stalwart policies", 6, cases, Map.of());
  }

  @TestFactory
  Stream<DynamicTest> stalwartTreeWalks() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("stalwart.json").rows("tree_walk")) {
      var result =
          result(row, domainOf(row.text("from")), Messages.spf(row.text("spf_pass_domain")));
      var aligned = result.outcome() instanceof DmarcOutcome.Pass;
      cases.add(new Case(row.text("name"), row.text("spf_aligned"), Boolean.toString(aligned)));
    }
    return tests("stalwart tree walks", 2, cases, Map.of());
  }

  @TestFactory
  Stream<DynamicTest> stalwartReportAddresses() throws IOException {
    var row = Tables.read("stalwart.json").row("report_addresses");
    var dmarc = new Dmarc(Tables.zone(row.row("zone")));
    var from = Domain.of(row.text("policy_domain"));
    var accepted =
        row.texts("uris").stream()
            .filter(
                address -> {
                  var uri = ReportUri.parse("mailto:" + address).orThrow();
                  return consent(dmarc.consent(from, uri)).equals("given");
                })
            .toList();
    var only = new Case("report addresses", row.texts("accepted").toString(), accepted.toString());
    return tests("stalwart report addresses", 1, List.of(only), Map.of());
  }

  @TestFactory
  Stream<DynamicTest> stalwartRecords() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("stalwart.json").rows("record_parsing")) {
      cases.add(stalwartRecord(row));
    }
    var blanksBeforeSize =
        "v=DMARC1; p=reject; ri = 3600; aspf=r; adkim =r; rua=mailto:dmarc-feedback@example.com!10"
            + " K , mailto:user%20@example.com ! 2G;ignore_me= true; fo=s; rf = AfrF; ";
    return tests(
        "stalwart records",
        6,
        cases,
        Map.of(
            blanksBeforeSize, settled("{fo=s, np=reject, p=reject, rua=[], sp=reject}", ERRORS)));
  }

  private static Case stalwartRecord(Row row) {
    var fields = new TreeMap<>(row.row("fields").members());
    var record = DmarcRecord.parse(row.text("record")).orThrow();
    var ours = new TreeMap<String, Object>();
    for (var name : fields.keySet()) {
      ours.put(name, field(record, name));
    }
    fields.replaceAll((_, value) -> value instanceof List<?> list ? plain(list) : value);
    return new Case(row.text("record"), fields.toString(), ours.toString());
  }

  private static List<String> plain(List<?> addresses) {
    return withoutSizes(addresses.stream().map(Object::toString).toList());
  }

  private static Object field(DmarcRecord record, String name) {
    return switch (name) {
      case "p" -> record.p().word();
      case "sp" -> record.sp().orElse(record.p()).word();
      case "np" -> record.np().or(record::sp).orElse(record.p()).word();
      case "adkim" -> word(record.adkim());
      case "aspf" -> word(record.aspf());
      case "fo" ->
          String.join(":", record.fo().stream().sorted().map(DmarcTablesTest::word).toList());
      case "rua" -> addresses(record.rua());
      case "ruf" -> addresses(record.ruf());
      case "psd" ->
          switch (record.psd()) {
            case YES -> "y";
            case NO -> "n";
            case UNSAID -> "u";
          };
      case "t" -> record.testing() ? "y" : "n";
      default -> "?";
    };
  }

  private static List<String> addresses(List<ReportUri> uris) {
    return uris.stream().map(uri -> uri.text().replace("mailto:", "")).toList();
  }

  // OpenDMARC: RFC 7489.

  @TestFactory
  Stream<DynamicTest> openDmarcRecords() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("opendmarc.json").rows("record_parsing")) {
      var ours = words(row.text("record")).equals("unusable") ? "error" : "okay";
      var wanted = row.text("status").equals("DMARC_PARSE_OKAY") ? "okay" : "error";
      cases.add(new Case(row.text("record"), wanted, ours));
    }
    return tests(
        "opendmarc records",
        19,
        cases,
        Map.of(
            "v=DMARC1; p=n;", settled("error", ERRORS),
            "v=DMARC1; p=none; adkim=bob;", settled("okay", ERRORS),
            "v=DMARC1; p=none; aspf=bob;", settled("okay", ERRORS),
            "v=DMARC1; p=none; rf=bob;", settled("okay", REMOVED),
            "v=DMARC1; p=none; ri=bob;", settled("okay", REMOVED),
            "v=DMARC1; p=none; pct=500;", settled("okay", REMOVED),
            "v=DMARC1; p=none; rf=000000000000000000000000000000000", settled("okay", REMOVED)));
  }

  @TestFactory
  Stream<DynamicTest> openDmarcAlignment() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("opendmarc.json").rows("alignment")) {
      var name = row.text("a") + " " + row.text("b") + " " + row.text("mode");
      cases.add(new Case(name, row.text("aligned"), aligned(row)));
    }
    var noName = settled("no domain name", RFC9989.section("5.3.1"));
    return tests(
        "opendmarc alignment",
        10,
        cases,
        Map.of(
            ".mac.com. mac.com STRICT", noName,
            "....mac.com.... mac.com STRICT", noName,
            "mac...com ..com STRICT", noName));
  }

  /// Both methods, with a record at the author's organisation.
  private static String aligned(Row row) {
    var author = Domain.parse(row.text("a")).optional();
    var other = Domain.parse(row.text("b")).optional();
    if (author.isEmpty() || other.isEmpty()) {
      return "no domain name";
    }
    var organization = PublicSuffixList.bundled().registrable(author.get()).orElseThrow();
    var modes = row.text("mode").equals("STRICT") ? "; aspf=s; adkim=s" : "";
    var zone = "_dmarc." + organization + ". TXT \"v=DMARC1; p=reject" + modes + '"';
    var result =
        new Dmarc(ZoneResolver.of(zone))
            .evaluate(
                Messages.author(author.get().text()), List.of(Messages.spf(other.get().text())));
    var rfc7489 = result.verdicts().getFirst().rfc7489().result();
    var passes = result.outcome() instanceof DmarcOutcome.Pass;
    assertThat(rfc7489 == Rfc7489Verdict.Result.PASS).isEqualTo(passes);
    return Boolean.toString(passes);
  }

  /// Which domains the author may have. Several of these fields break the grammar; whether one does
  /// is asked elsewhere.
  @TestFactory
  Stream<DynamicTest> openDmarcAuthors() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("opendmarc.json").rows("from_domain")) {
      var author = Author.of(new Header(List.of(Field.of("From: " + row.text("header")))));
      var ours = String.join(" ", author.domains().stream().map(Domain::text).toList());
      cases.add(new Case(row.text("header"), row.text("domain"), ours));
    }
    var everyAuthor = settled("joe.com ace.com", RFC9989.section("11.5"));
    return tests(
        "opendmarc authors",
        13,
        cases,
        Map.of(
            "Joe Johnson <joe@joe.com>, ace@ace.com", everyAuthor,
            "joe@joe.com, ace@ace.com", everyAuthor,
            "\"( bob@bob.com)\" joe@joe.com", settled("bob.com joe.com", RFC5322.section("3.4"))));
  }

  @TestFactory
  Stream<DynamicTest> openDmarcOrganizations() throws IOException {
    var cases = new ArrayList<Case>();
    for (var row : Tables.read("opendmarc.json").rows("org_domain")) {
      var name = Domain.of(row.text("domain"));
      var ours = PublicSuffixList.bundled().registrable(name).map(Domain::text).orElse("none");
      cases.add(new Case(name.text(), row.text("org"), ours));
    }
    return tests("opendmarc organizations", 3, cases, Map.of());
  }
}
