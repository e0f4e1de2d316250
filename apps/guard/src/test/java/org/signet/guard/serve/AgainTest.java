package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.dns.zone.ZoneResolver;
import org.signet.guard.Handling;
import org.signet.milter.Listen;
import org.signet.store.KeptMessage;
import org.signet.testing.ScriptedMta;
import org.signet.verifier.World;

/// Decides again, by other configurations, about what a guard has judged.
@Timeout(60)
class AgainTest {
  private static final String SMALL =
      """
      domains = ["harbour.example"]
      [milter]
      listen = ["inet:127.0.0.1:0"]
      """;

  /// Whose configuration lists a sender, as what and with which rules, and in every mode.
  private static List<String> configurations() {
    var policies =
        List.of(
            "strict_9989 = true",
            "quarantine = \"hold\"",
            "quarantine = \"junk@harbour.example\"",
            "[[policy.known]]\nkind = \"list\"\ndomain = \"boats.example\"",
            "[[policy.sealer]]\ndomain = \"boats.example\"\nauthserv_ids = [\"a\"]");
    var ways = new ArrayList<>(List.of(""));
    for (var kind : List.of("own", "submitters", "relays")) {
      ways.add(kind + " = [\"192.0.2.1\"]");
    }
    for (var door : List.of("inbound", "submission", "local", "relay", "reinjection")) {
      ways.add("[ways.daemons]\nPORT = \"" + door + "\"");
    }
    var all = new ArrayList<String>();
    for (var domain : List.of("harbour.example", "boats.example")) {
      for (var policy : policies) {
        for (var way : ways) {
          all.add(
              "mode = \"enforce\"\ndomains = [\"%s\"]\n[policy]\n%s\n[ways]\n%s\n"
                      .formatted(domain, policy, way)
                  + "[signing]\nkeys = \"/nowhere\"\nrefuse_unowned = true\n"
                  + "[signing.owners]\ncommand = [\"false\"]\n");
        }
      }
    }
    return all;
  }

  private static KeptMessage judged(String author, String client) throws Exception {
    var zone = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    var world = World.of(ZoneResolver.of(zone), () -> Harbour.NOW);
    var done = new CopyOnWriteArrayList<Done>();
    var small = Harbour.configuration(SMALL);
    var log = new MessageLog(_ -> {});
    try (var guard = GuardServer.start(small, world, SignedWorld.of(world), log, done::add);
        var mta = ScriptedMta.connect(((Listen.Tcp) guard.listening().getFirst()).address())) {
      mta.negotiate();
      mta.macros('C', "{daemon_name}", "PORT").client("x.example", client);
      mta.command('H', "x.example");
      mta.message("<" + author + ">", "<bob@harbour.example>", List.of("From: " + author), "x\r\n");
      mta.replies();
    }
    var message = done.getFirst();
    var proof = message.proof().orElseThrow();
    return new KeptMessage(
        "A",
        proof.at(),
        "inbound",
        "deliver",
        proof.author().domains().stream().findFirst(),
        proof.dmarc().outcome().word(),
        message.kept().orElseThrow().get().octets().orElseThrow());
  }

  /// `signet serve --check --against` ends with 1 where this is not so. It is a net: what passes is
  /// delivered by every rule, and who becomes one of ours has an author whom nobody doubts and no
  /// login that could own too little.
  @Test
  void noConfigurationRefusesWhatPassedDmarc() throws Exception {
    var genuine = judged("alice@boats.example", "192.0.2.1");
    assertThat(genuine.dmarc()).isEqualTo("pass");
    for (var text : configurations()) {
      var again = Again.of(genuine, Harbour.configuration(text)).orThrow();
      assertThat(again.proof().dmarc().outcome().word()).isEqualTo("pass");
      assertThat(again.now().done()).as(text).isNotEqualTo(Handling.Action.REJECT);
    }
  }

  /// The same configurations do refuse what failed.
  @Test
  void someRefuseWhatFailed() throws Exception {
    var forged = judged("alice@boats.example", "203.0.113.9");
    assertThat(forged.dmarc()).isEqualTo("fail");
    assertThat(configurations())
        .anyMatch(
            text ->
                Again.of(forged, Harbour.configuration(text)).orThrow().now().done()
                    == Handling.Action.REJECT);
  }
}
