package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hooks of ACME clients, each in the environment that its client makes, with a `signet` that
/// notes how it is called.
class TlsaHooksTest {
  private static final Path HOOKS =
      Path.of(System.getProperty("signet.root", "../.."), "apps/cli/src/main/dist/hooks");

  @TempDir Path folder;

  private record Ended(int code, String said, String called) {}

  @BeforeEach
  void configure() throws IOException {
    var signet = folder.resolve("signet");
    Files.writeString(
        signet,
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"" + folder + "/called\"\nexit ${FAKE_CODE:-0}\n");
    Files.setPosixFilePermissions(signet, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        folder.resolve("conf"),
        """
        hosts='mx1.boats.example mx.boats.example'
        state=/state
        into=/tls
        reload='postfix reload'
        signet=%s
        """
            .formatted(signet));
  }

  private Ended run(String hook, Map<String, String> environment) throws Exception {
    var process = new ProcessBuilder(HOOKS.resolve(hook).toString()).redirectErrorStream(true);
    process.environment().putAll(environment);
    process.environment().put("SIGNET_TLSA_CONF", folder.resolve("conf").toString());
    var run = process.start();
    var said = new String(run.getInputStream().readAllBytes(), UTF_8);
    var called = folder.resolve("called");
    return new Ended(run.waitFor(), said, Files.exists(called) ? Files.readString(called) : "");
  }

  private static String call(String chain, String key) {
    return String.join(
            "\n",
            "tlsa",
            "renew",
            "--state",
            "/state",
            "--host",
            "mx.boats.example",
            "--chain",
            chain,
            "--key",
            key,
            "--into",
            "/tls/mx.boats.example.pem",
            "--reload",
            "postfix reload")
        + "\n";
  }

  private static Map<String, String> certbot(String host) {
    return Map.of(
        "RENEWED_LINEAGE", "/etc/letsencrypt/live/" + host, "RENEWED_DOMAINS", host + " b.example");
  }

  @Test
  void certbot() throws Exception {
    var live = "/etc/letsencrypt/live/mx.boats.example/";
    assertThat(run("signet-tlsa-certbot", certbot("mx.boats.example")))
        .isEqualTo(new Ended(0, "", call(live + "fullchain.pem", live + "privkey.pem")));
  }

  @Test
  void acmeSh() throws Exception {
    var home = "/root/.acme.sh/mx.boats.example_ecc/";
    var environment =
        Map.of(
            "Le_Domain", "mx.boats.example",
            "CERT_PATH", home + "mx.boats.example.cer",
            "CERT_KEY_PATH", home + "mx.boats.example.key",
            "CA_CERT_PATH", home + "ca.cer",
            "CERT_FULLCHAIN_PATH", home + "fullchain.cer");
    assertThat(run("signet-tlsa-acme.sh", environment))
        .isEqualTo(new Ended(0, "", call(home + "fullchain.cer", home + "mx.boats.example.key")));
  }

  @Test
  void lego() throws Exception {
    var path = "/root/.lego/certificates/mx.boats.example";
    var environment =
        Map.of(
            "LEGO_CERT_DOMAIN", "mx.boats.example",
            "LEGO_CERT_PATH", path + ".crt",
            "LEGO_CERT_KEY_PATH", path + ".key");
    assertThat(run("signet-tlsa-lego", environment))
        .isEqualTo(new Ended(0, "", call(path + ".crt", path + ".key")));
  }

  @Test
  void oneThatWaitsIsNoFailureOfTheClient() throws Exception {
    var waiting = new HashMap<>(certbot("mx.boats.example"));
    waiting.put("FAKE_CODE", "75");
    assertThat(run("signet-tlsa-certbot", waiting).code()).isZero();
    waiting.put("FAKE_CODE", "65");
    assertThat(run("signet-tlsa-certbot", waiting).code()).isEqualTo(65);
  }

  @Test
  void aHostThatIsNotConfiguredIsLeftAlone() throws Exception {
    var ended = run("signet-tlsa-certbot", certbot("www.boats.example"));
    assertThat(ended.code()).isZero();
    assertThat(ended.said()).contains("www.boats.example is not among the hosts");
    assertThat(ended.called()).isEmpty();
  }

  @Test
  void outsideOfItsClientAHookSaysSo() throws Exception {
    for (var hook :
        new String[] {"signet-tlsa-certbot", "signet-tlsa-acme.sh", "signet-tlsa-lego"}) {
      var ended = run(hook, Map.of());
      assertThat(ended.code()).isNotZero();
      assertThat(ended.said()).contains("is set by");
    }
  }
}
