package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rule for mail stores in docs/postfix.md, as Dovecot's Sieve runs it (Debian:
/// `dovecot-sieve`).
class SieveTest {
  private static final Path PROGRAM = Path.of("/usr/bin/sieve-test");

  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.exists(PROGRAM), "skipped, because no dovecot-sieve is there");
    assumeTrue(
        System.getProperty("user.name", "").equals("root"),
        "skipped, because only root can let it run as nobody");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void whatIsPutAsideGoesIntoItsFolder() throws Exception {
    assertThat(done("X-Signet-Quarantine: yes\r\nX-Signet-Mark: dmarc_failed\r\n"))
        .contains("store message in folder: Junk")
        .doesNotContain("INBOX");
  }

  @Test
  void whatIsMarkedIsFlagged() throws Exception {
    assertThat(done("X-Signet-Mark: dmarc_failed lookalike_domain\r\n"))
        .contains("store message in folder: INBOX", "add IMAP flags: $label1")
        .doesNotContain("Junk");
  }

  @Test
  void otherMailIsLeftAlone() throws Exception {
    assertThat(done("X-Signet-Quarantine: no\r\n"))
        .contains("store message in folder: INBOX")
        .doesNotContain("Junk", "flags");
  }

  /// What is done with a letter that has these fields.
  private String done(String fields) throws IOException {
    var script = Files.writeString(folder.resolve("rule.sieve"), rule(), UTF_8);
    var message = folder.resolve("message.eml");
    Files.writeString(message, letter("alice@boats.example", fields), UTF_8);
    var sieve =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-o",
                "mail_uid=nobody",
                "-o",
                "mail_gid=nogroup",
                "-o",
                "mail_location=maildir:" + folder.resolve("mail"),
                script.toString(),
                message.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(sieve.getInputStream().readAllBytes(), UTF_8);
    assertThat(sieve.onExit().join().exitValue()).as(said).isZero();
    return said;
  }

  private static String rule() throws IOException {
    var guide = Files.readString(Harbour.root().resolve("docs/postfix.md"), UTF_8);
    var fence = "```sieve\n";
    int from = guide.indexOf(fence) + fence.length();
    return guide.substring(from, guide.indexOf("```", from));
  }
}
