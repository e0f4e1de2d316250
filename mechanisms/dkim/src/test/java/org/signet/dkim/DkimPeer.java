package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process that checks signatures with code that others wrote.
final class DkimPeer implements AutoCloseable {
  /// Debian's packages for the peers belong to Debian's Python and Perl; others that come earlier
  /// in the path may not have them.
  enum Kind {
    DKIMPY("python3-dkim", "/usr/bin/python3", "-c", "import dkim, nacl.signing", "dkimpy-peer.py"),
    MAIL_DKIM(
        "libmail-dkim-perl",
        "/usr/bin/perl",
        "-e",
        "use Mail::DKIM::Verifier",
        "mail-dkim-peer.pl");

    final String debianPackage;
    private final String program;
    private final String option;
    private final String probe;
    private final String script;

    Kind(String debianPackage, String program, String option, String probe, String script) {
      this.debianPackage = debianPackage;
      this.program = program;
      this.option = option;
      this.probe = probe;
      this.script = script;
    }

    boolean isInstalled() throws IOException, InterruptedException {
      if (!Files.isExecutable(Path.of(program))) {
        return false;
      }
      var process =
          new ProcessBuilder(program, option, probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /// Mail::DKIM learnt Ed25519 after the version that Debian 12 has.
    boolean knows(DkimAlgorithm algorithm) {
      return this == DKIMPY || algorithm == DkimAlgorithm.RSA_SHA256;
    }

    DkimPeer start() throws IOException {
      try (var text = Objects.requireNonNull(DkimPeer.class.getResourceAsStream(script))) {
        var now = Long.toString(Messages.NOW.getEpochSecond());
        var code = new String(text.readAllBytes(), ISO_8859_1);
        return new DkimPeer(
            new ProcessBuilder(List.of(program, option, code, now))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
      }
    }
  }

  /// @param word `pass`, `fail` or `temperror`
  record Verdict(String word, String why) {}

  private final Process process;
  private final BufferedReader from;
  private final Writer to;

  private DkimPeer(Process process) {
    this.process = process;
    this.from = process.inputReader(ISO_8859_1);
    this.to = process.outputWriter(ISO_8859_1);
  }

  /// Sends a message and the one record of its key, empty where the name server is to fail. The
  /// peer works on it until the [#verdict] is asked for.
  void check(String message, String keyName, Optional<String> record) throws IOException {
    send("check", hex(message), hex(keyName), record.map(DkimPeer::hex).orElse("failed"));
  }

  Verdict verdict() throws IOException {
    var words = Objects.requireNonNull(from.readLine(), "the peer has ended").split("\t", -1);
    return new Verdict(words[1], words[2]);
  }

  private static String hex(String octets) {
    return HexFormat.of().formatHex(octets.getBytes(ISO_8859_1));
  }

  private void send(String... words) throws IOException {
    to.write(String.join("\t", words) + "\n");
    to.flush();
  }

  @Override
  public void close() throws IOException {
    send("end");
    process.destroy();
  }
}
