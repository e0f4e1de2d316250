package org.signet.setup.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;

/// What single settings come to.
class ImportTest {
  private final Map<String, String> files = new HashMap<>();

  private final Texts texts =
      name ->
          files.containsKey(name)
              ? new Texts.Content.Text(files.get(name))
              : new Texts.Content.Closed("there is no such file");

  private Imported read(Program program, String text) {
    files.put("conf", text);
    return Program.read(List.of(new Program.Source(program, "conf")), texts, List.of());
  }

  private Imported signing(String table, String kind) {
    files.put("/keys", "k1 one.example:s1:/one.pem\nk2 two.example:s2:/two.pem\nk3 %:s3:/%.pem\n");
    files.put("/table", table);
    return read(Program.OPENDKIM, "KeyTable file:/keys\nSigningTable " + kind + "/table\n");
  }

  static Configuration configuration(Imported imported) {
    var reading = Configuration.read("signet.toml", imported.toml());
    assertThat(reading).as(imported.toml()).isInstanceOf(Configuration.Reading.Read.class);
    return ((Configuration.Reading.Read) reading).configuration();
  }

  private static List<String> table(Imported imported) {
    return configuration(imported).signing().rules().table().stream()
        .map(one -> one.localPart().orElse("*") + "@" + one.domain() + " by " + one.signers())
        .toList();
  }

  private static List<String> warnings(Imported imported) {
    return imported.notices().stream()
        .filter(one -> one.mark() == Mark.WARN)
        .map(Notice::sentence)
        .toList();
  }

  @Test
  void oneKeyForOneDomain() {
    var imported = read(Program.OPENDKIM, "Domain one.example\nSelector s1\nKeyFile /k.pem\n");
    assertThat(imported.keys())
        .containsExactly(new Adoption(Domain.of("one.example"), Domain.of("s1"), "/k.pem"));
    assertThat(configuration(imported).domains()).containsExactly(Domain.of("one.example"));
    assertThat(table(imported)).isEmpty();
    assertThat(warnings(imported)).isEmpty();
  }

  @Test
  void aDomainThatSignsForItselfNeedsNoLine() {
    var imported = signing("*@one.example k1\n", "refile:");
    assertThat(table(imported)).isEmpty();
    assertThat(imported.keys()).hasSize(1);
  }

  @Test
  void theFirstPatternThatFitsSigns() {
    var imported = signing("a@one.example k2\n*@one.example k1\nb@one.example k2\n", "refile:");
    assertThat(table(imported))
        .containsExactly("a@one.example by [two.example]", "*@one.example by [one.example]");
  }

  @Test
  void inAnotherTableWholeAddressesComeFirst() {
    var imported = signing("one.example k1\nb@one.example k2\n", "file:");
    assertThat(table(imported))
        .containsExactly("b@one.example by [two.example]", "*@one.example by [one.example]");
  }

  @Test
  void allThatFitSignWhereThatIsSaid() {
    signing("a@one.example k2\n*@one.example k1\n", "refile:");
    files.put("/more", "MultipleSignatures yes\n");
    var text = "Include /more\nKeyTable /keys\nSigningTable refile:/table\n";
    assertThat(table(read(Program.OPENDKIM, text)))
        .containsExactly(
            "a@one.example by [two.example, one.example]", "*@one.example by [one.example]");
  }

  @Test
  void nobodySignsForWhomNoLineNames() {
    assertThat(table(signing("a@one.example k1\n", "refile:")))
        .containsExactly("a@one.example by [one.example]", "*@one.example by []");
  }

  @Test
  void aKeyMayBelongToTheDomainOfTheAuthor() {
    assertThat(signing("*@three.example k3\n", "refile:").keys())
        .containsExactly(
            new Adoption(Domain.of("three.example"), Domain.of("s3"), "/three.example.pem"));
  }

  @Test
  void whatFitsEverybodyIsNotTakenOver() {
    assertThat(warnings(signing("* k1\n", "refile:"))).hasSize(1);
    assertThat(warnings(signing("*@one.example k1\n", "file:")))
        .containsExactly("/table:1: *@one.example k1: this fits no address.");
  }

  @Test
  void aKeyInTheTableItselfIsNotShown() {
    signing("*@one.example k1\n", "refile:");
    files.put("/keys", "k1 one.example:s1:MIIEpAIBAAKCAQEA\n");
    var imported = read(Program.OPENDKIM, "KeyTable /keys\nSigningTable refile:/table\n");
    assertThat(imported.keys()).isEmpty();
    assertThat(warnings(imported)).hasSize(1).noneMatch(one -> one.contains("MIIE"));
  }

  @Test
  void theWholeWorldIsNeverOurs() {
    var imported = read(Program.OPENDKIM, "Domain one.example\nInternalHosts 0.0.0.0/0,::/0\n");
    assertThat(configuration(imported).ways().own()).isEmpty();
    assertThat(warnings(imported)).hasSize(2);
  }

  @Test
  void whatStandsElsewhereIsNamed() {
    var imported = read(Program.OPENDKIM, "KeyTable dsn:mysql://db\nSigningTable ldap://x\n");
    assertThat(warnings(imported)).hasSize(2).allMatch(one -> one.startsWith("conf:"));
  }

  @Test
  void sectionsOfRspamdMayStandInOneFile() {
    var text =
        """
        dkim_signing { domain { one.example { selector = "s1"; path = "/k.pem" } } }
        dmarc { actions { quarantine = "quarantine"; } }
        .include(try=true; priority=1) "$CONFDIR/options.inc"
        .include(try=true) "$CONFDIR/absent.inc"
        """;
    files.put("rspamd.conf", text);
    files.put("/etc/rspamd/options.inc", "");
    var source = new Program.Source(Program.RSPAMD, "rspamd.conf");
    var imported = Program.read(List.of(source), texts, List.of());
    assertThat(imported.keys()).hasSize(1);
    assertThat(imported.toml()).contains("quarantine = \"hold\"");
    assertThat(warnings(imported)).hasSize(1).allMatch(one -> one.startsWith("rspamd.conf:3: "));
  }
}
