package org.signet.setup.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Domain;

/// Whatever stands in the files of others: reading them answers, and what it answers is a
/// configuration of ours.
class ImportPropertyTest {
  private static final int ROUNDS = Boolean.getBoolean("signet.thorough") ? 50_000 : 2_000;

  private static final List<String> WORDS =
      List.of(
          """
          Domain Selector KeyFile KeyTable SigningTable MultipleSignatures InternalHosts MTA \
          MacroList AuthservID Nameservers Include Mode IgnoreHosts DomainWhitelist \
          TrustedAuthservIDs HoldQuarantinedMessages file: refile: csl: dsn: f1 f2 /f1 ./f2 , = * \
          @ % . a.example b.example x@a.example *@a.example *@*.b.example k1 k2 : yes no HOSTNAME \
          a.example:s:/k.pem %:s:/%.pem a:b 192.0.2.1 192.0.2.0/28 !::1 daemon_name|X "q\\" ; $x \
          dkim_signing domain selector path selectors selector_map path_map options dns \
          nameserver local_addrs actions quarantine { } { } [ ] ' " <<E /* */ $domain ${ # \
          whitelisted_signers_map a"b@a.example "a@a.example \0 \u007f \ud800 \u00fc.example\
          """
              .split(" ", -1));

  private static String text(Random random) {
    var text = new StringBuilder();
    int words = random.nextInt(60);
    for (int i = 0; i < words; i++) {
      text.append(
          random.nextInt(40) == 0
              ? Character.toString(random.nextInt(0x300))
              : WORDS.get(random.nextInt(WORDS.size())));
      text.append(" \n\t ".charAt(random.nextInt(4)));
      text.setLength(text.length() - random.nextInt(2));
    }
    return text.toString();
  }

  private static List<Program.Source> sources() {
    var sources = new ArrayList<Program.Source>();
    for (var program : Program.values()) {
      sources.add(new Program.Source(program, "f0"));
    }
    for (var module : List.of("dkim_signing", "arc", "dmarc", "options", "milter_headers")) {
      sources.add(new Program.Source(Program.RSPAMD, module + ".conf"));
    }
    return sources;
  }

  @Test
  void whatComesOutIsAConfiguration() {
    var ours = Domain.of("ours.example");
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var files = List.of(text(random), text(random), text(random));
      Texts texts =
          name ->
              new Texts.Content.Text(
                  files.get(name.endsWith("1") ? 1 : name.endsWith("2") ? 2 : 0));
      var imported = Program.read(sources(), texts, List.of(ours));
      assertThat(ImportTest.configuration(imported).domains()).as("seed %d", seed).contains(ours);
    }
  }
}
