package org.signet.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A lab for a program: `testing/lab`, whose README says what is in it.
public final class Lab {
  private Lab() {}

  private static String script() {
    var root = Objects.requireNonNull(System.getProperty("signet.root"));
    return Path.of(root, "testing", "lab", "lab").toString();
  }

  /// Why it does not work on this machine: "skipped, because …"; empty where it does.
  public static Optional<String> obstacle() throws IOException, InterruptedException {
    return check("check");
  }

  /// Why its internet does not work on this machine: "skipped, because …"; empty where it does.
  public static Optional<String> internetObstacle() throws IOException, InterruptedException {
    return check("check", "internet");
  }

  private static Optional<String> check(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(script()));
    command.addAll(List.of(words));
    var check = new ProcessBuilder(command).redirectErrorStream(true).start();
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

  /// A program inside the internet.
  public static List<String> internet(List<String> program) {
    var words = new ArrayList<>(List.of(script(), "internet"));
    words.addAll(program);
    return words;
  }

  /// A Java program with the class path of this one.
  public static List<String> java(Class<?> program, String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    var words =
        new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-cp", classes, program.getName()));
    words.addAll(List.of(arguments));
    return words;
  }
}
