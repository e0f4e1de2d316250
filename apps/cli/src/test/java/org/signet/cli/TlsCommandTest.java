package org.signet.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testing.ScriptedSmtp;
import org.signet.testing.ScriptedSmtp.Script;
import org.signet.testing.TestCa;

/// `signet tls`, with mail servers on this machine.
@Timeout(120)
class TlsCommandTest {
  @TempDir static Path folder;

  private static TestCa ca;
  private static TestCa.Identity host;

  @BeforeAll
  static void certify() throws Exception {
    ca = TestCa.create();
    host = ca.issue("mx.boats.example");
    var pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(ca.root().getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    Files.writeString(folder.resolve("ca.pem"), pem);
    var key = host.certificate().getPublicKey().getEncoded();
    var pin = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    zone("good.zone", pin);
    zone("wrong.zone", "00".repeat(32));
    Files.writeString(folder.resolve("none.zone"), "boats.example. MX 0 .\n");
    Files.writeString(
        folder.resolve("policy"),
        "version: STSv1\nmode: enforce\nmx: mx.boats.example\nmax_age: 86400\n");
  }

  private static void zone(String name, String pin) throws IOException {
    Files.writeString(
        folder.resolve(name),
        """
        $STATUS secure
        boats.example. MX 10 mx.boats.example.
        mx.boats.example. A 127.0.0.1
        _25._tcp.mx.boats.example. TLSA 3 1 1 %s
        _mta-sts.boats.example. TXT "v=STSv1; id=1"
        """
            .formatted(pin),
        US_ASCII);
  }

  @AfterAll
  static void forget() throws IOException {
    ca.close();
  }

  private static final Script GOOD =
      peer -> {
        peer.upTo(host.serverContext());
        peer.answer("221 bye");
        peer.waitForEnd();
      };

  private static final Script CLEAR =
      peer -> {
        peer.say("220 mx");
        peer.answer("250 mx");
        peer.answer("221 bye");
      };

  private static Ran tls(String zone, String... more) {
    var words = new ArrayList<>(List.of("tls", "--zone", folder.resolve(zone).toString()));
    words.addAll(List.of("--sts-policy", folder.resolve("policy").toString()));
    words.addAll(List.of(more));
    words.add("boats.example");
    return Ran.of(words.toArray(String[]::new));
  }

  private static Ran probe(Script script, String zone, String... more) throws IOException {
    try (var smtp = ScriptedSmtp.start(script)) {
      var words =
          new ArrayList<>(
              List.of("--probe", "--reach", "127.0.0.0/8", "--trust", folder + "/ca.pem"));
      words.addAll(List.of("--port", String.valueOf(smtp.address().getPort())));
      words.addAll(List.of(more));
      return tls(zone, words.toArray(String[]::new));
    }
  }

  @Test
  void whatAHostDoesIsShownAndWhatFollows() throws Exception {
    var ran = probe(GOOD, "good.zone");
    assertThat(ran.out().lines().filter(line -> line.contains("127.0.0.1  ")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "10  mx\\.boats\\.example  127\\.0\\.0\\.1  secure  3 1 1  enforce "
                            + " TLSv1\\.3  TLS_AES_256_GCM_SHA384  mx\\.boats\\.example until .*"),
            line ->
                assertThat(line)
                    .isEqualTo("mx.boats.example  127.0.0.1  verified  verified  encrypted"));
    assertThat(ran.exit()).isEqualTo(0);
  }

  @Test
  void aWrongKeyAndClearTextAreFindings() throws Exception {
    var wrong = probe(GOOD, "wrong.zone", "--format", "json");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.out())
        .contains("\"dane_matches\":false,\"publicly_trusted\":true")
        .contains("\"dane\":{\"deed\":\"refuses\"")
        .contains("\"mta_sts\":{\"deed\":\"verified\"")
        .contains("\"port_25\":\"open\"");
    var clear = probe(CLEAR, "good.zone");
    assertThat(clear.exit()).isEqualTo(1);
    assertThat(clear.out()).contains("not offered").contains("in clear");
  }

  @Test
  void whoCannotBeReachedIsNotJudged() throws Exception {
    int port;
    try (var smtp = ScriptedSmtp.start(CLEAR)) {
      port = smtp.address().getPort();
    }
    var ran = tls("good.zone", "--probe", "--reach", "127.0.0.1", "--port", String.valueOf(port));
    assertThat(ran.exit()).isEqualTo(75);
    assertThat(ran.out().lines().findFirst().orElseThrow()).contains("No host could be reached");
  }

  @Test
  void withoutAProbeNoHostIsConnectedTo() throws Exception {
    try (var smtp = ScriptedSmtp.start(CLEAR)) {
      var ran = tls("good.zone", "--port", String.valueOf(smtp.address().getPort()), "--why");
      assertThat(smtp.heard()).isEmpty();
      assertThat(ran.exit()).isEqualTo(0);
      assertThat(ran.out()).contains("Postfix is told: dane-only").doesNotContain("CIPHER");
    }
  }

  @Test
  void aDomainWithoutMailAndWrongWordsAreSaid() {
    assertThat(tls("none.zone").out()).contains("boats.example takes no mail, and says so.");
    assertThat(tls("none.zone").exit()).isEqualTo(0);
    assertThat(Ran.of("tls", "b ad").exit()).isEqualTo(2);
    assertThat(Ran.of("tls", "--reach", "x", "boats.example").exit()).isEqualTo(2);
    assertThat(tls("good.zone", "--trust", folder + "/policy").exit()).isEqualTo(65);
    assertThat(tls("good.zone", "--trust", folder + "/nowhere").exit()).isEqualTo(65);
    assertThat(tls("good.zone", "--config", folder + "/nowhere").exit()).isEqualTo(65);
  }
}
