package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.signet.foundation.text.Ascii;

/// A process that checks, signs or seals one message after another, with code that others wrote or
/// with ours. What is said to it and by it stands in `dkimpy-peer.py`.
public final class DkimPeer implements AutoCloseable {
  /// The programs of others. Debian's packages belong to Debian's Python and Perl; others that come
  /// earlier in the path may not have them.
  public enum Kind {
    DKIMPY(
        "dkimpy",
        "python3-dkim",
        "/usr/bin/python3",
        "-c",
        "import authres, dkim, dns, nacl.signing",
        "dkimpy-peer.py"),
    /// Only in the lab.
    OPENDKIM(
        "OpenDKIM",
        "opendkim",
        "/usr/bin/python3",
        "-c",
        "import os; os.stat('/usr/sbin/opendkim')",
        "opendkim-peer.py"),
    MAIL_DKIM(
        "Mail::DKIM",
        "libmail-dkim-perl",
        "/usr/bin/perl",
        "-e",
        "use Mail::DKIM::Verifier",
        "mail-dkim-peer.pl");

    private final String title;
    private final String debianPackage;
    private final String program;
    private final String option;
    private final String probe;
    private final String script;

    Kind(
        String title,
        String debianPackage,
        String program,
        String option,
        String probe,
        String script) {
      this.title = title;
      this.debianPackage = debianPackage;
      this.program = program;
      this.option = option;
      this.probe = probe;
      this.script = script;
    }

    /// Why it cannot be asked here: "skipped, because …"; empty where it can.
    public Optional<String> obstacle() throws IOException, InterruptedException {
      return isInstalled()
          ? Optional.empty()
          : Optional.of("skipped, because no " + debianPackage + " is there");
    }

    private boolean isInstalled() throws IOException, InterruptedException {
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
    public boolean knowsEd25519() {
      return this != MAIL_DKIM;
    }

    /// One that takes this for the time, and whose records are told with each message.
    public DkimPeer start(Instant now) throws IOException {
      return DkimPeer.start(command(Long.toString(now.getEpochSecond())));
    }

    /// One that asks the real DNS of a lab at the real time.
    ///
    /// @param zones a folder with a file for each zone
    public DkimPeer startInLab(Path zones) throws IOException {
      return DkimPeer.start(Lab.command(zones, command("-")));
    }

    @Override
    public String toString() {
      return title;
    }

    private List<String> command(String now) throws IOException {
      try (var text = Objects.requireNonNull(DkimPeer.class.getResourceAsStream(script))) {
        return List.of(program, option, new String(text.readAllBytes(), ISO_8859_1), now);
      }
    }
  }

  /// What a peer said.
  ///
  /// @param word `pass`, `fail`, `temperror`; or `signed`, `refused`
  /// @param text the message, in hexadecimal, where it was signed; else why
  public record Answer(String word, String text) {
    /// The signed message; empty where the peer refused.
    public Optional<String> message() {
      return word.equals("signed")
          ? Optional.of(new String(HexFormat.of().parseHex(text), ISO_8859_1))
          : Optional.empty();
    }
  }

  private static final int MOST_WORDS = 500;

  private final Process process;
  private final BufferedReader from;
  private final Writer to;

  private DkimPeer(Process process) {
    this.process = process;
    this.from = process.inputReader(ISO_8859_1);
    this.to = process.outputWriter(ISO_8859_1);
  }

  /// Ours, in a lab: a Java program that calls [#serve] with the same class path as this one.
  public static DkimPeer startOursInLab(Path zones, Class<?> program) throws IOException {
    return start(Lab.command(zones, Lab.java(program)));
  }

  /// Checks a message for somebody who asks.
  @FunctionalInterface
  public interface Checking {
    Answer check(byte[] message) throws IOException;
  }

  /// Answers `VERB TAB message` on the standard input until something else is said.
  public static void serve(String verb, Checking checking) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1));
    for (var line = in.readLine(); line.startsWith(verb + "\t"); line = in.readLine()) {
      var answer = checking.check(HexFormat.of().parseHex(line.substring(verb.length() + 1)));
      System.out.println(
          "result\t" + answer.word + "\t" + Ascii.printable(answer.text, MOST_WORDS));
    }
  }

  /// A program that speaks as `dkimpy-peer.py` does.
  public static DkimPeer start(List<String> command) throws IOException {
    return new DkimPeer(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Sends a message and the one record of its key, empty where the name server is to fail. The
  /// peer works on it until the [#answer] is asked for.
  public void check(String message, String keyName, Optional<String> record) throws IOException {
    send("check", hex(message), hex(keyName), record.map(DkimPeer::hex).orElse("failed"));
  }

  /// Asks, and waits for the answer.
  public Answer ask(String verb, String... octets) throws IOException {
    var words = new ArrayList<>(List.of(verb));
    for (var each : octets) {
      words.add(hex(each));
    }
    send(words.toArray(String[]::new));
    return answer();
  }

  public Answer answer() throws IOException {
    var words = Objects.requireNonNull(from.readLine(), "the peer has ended").split("\t", -1);
    return new Answer(words[1], words[2]);
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
