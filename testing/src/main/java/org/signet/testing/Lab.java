package org.signet.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An internet of its own for a program: `testing/lab`, whose README says what is in it.
public final class Lab {
  private Lab() {}

  private static String script() {
    var root = Objects.requireNonNull(System.getProperty("signet.root"));
    return Path.of(root, "testing", "lab", "lab").toString();
  }

  /// Why it does not work on this machine: "skipped, because …"; empty where it does.
  public static Optional<String> obstacle() throws IOException, InterruptedException {
    var check = new ProcessBuilder(script(), "check").redirectErrorStream(true).start();
    var said = new String(check.getInputStream().readAllBytes(), UTF_8).strip();
    return check.waitFor() == 0 ? Optional.empty() : Optional.of(said);
  }

  /// A program inside, in a folder that is its own and ends with it.
  ///
  /// @param zones a folder with a file `ZONE.zone` for each zone
  public static List<String> command(Path zones, List<String> program) {
    var enter = List.of("sh", "-c", "mkdir /run/own && cd /run/own && exec \"$@\"", "lab");
    var words = new ArrayList<>(List.of(script(), "run", "--zones", zones.toString()));
    words.addAll(enter);
    words.addAll(program);
    return words;
  }
}
