package org.signet.setup.postfix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.guard.Configuration;
import org.signet.testing.Postfix;

/// The printed lines, as a real Postfix takes them: after them it asks the guard, and after those
/// that undo them all is as before.
class RealPostfixTest {
  private static final List<String> SERVICES =
      List.of(
          "smtp inet n - y - - smtpd",
          "submission inet n - y - - smtpd",
          "  -o syslog_name=postfix/submission -o smtpd_milters=unix:opendkim/s",
          "submissions inet n - n - - smtpd",
          "cleanup unix n - y - 0 cleanup");

  private static final Configuration CONFIGURATION =
      ((Configuration.Reading.Read)
              Configuration.read(
                  "signet.toml",
                  "domains = [\"harbour.example\"]\n[ways]\nown = [\"127.0.0.1\"]\n"))
          .configuration();

  @TempDir Path folder;

  @BeforeEach
  void needsPostfix() {
    assumeTrue(Postfix.obstacle().isEmpty(), Postfix.obstacle().orElse(""));
  }

  private String shell(String command) throws IOException {
    var process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.onExit().join().exitValue()).as(out).isZero();
    return out;
  }

  private String postconf() {
    return "postconf -c " + folder;
  }

  private String said() throws IOException {
    var all = "%1$s -n; %1$s -M; %1$s -P".formatted(postconf());
    return shell(all);
  }

  private Plan plan(String said, boolean replaces) {
    return Planner.plan(Postconf.parse(said), CONFIGURATION, replaces, false);
  }

  private void run(Plan plan, Function<Step, String> line) throws IOException {
    for (var step : plan.steps()) {
      shell(line.apply(step));
    }
  }

  private void check(List<String> settings, boolean replaces) throws IOException {
    Files.write(folder.resolve("main.cf"), settings);
    Files.write(folder.resolve("master.cf"), SERVICES);
    var before = said();
    var plan = plan(before, replaces);
    assertThat(plan.steps()).isNotEmpty();
    run(plan, step -> step.change(postconf()));
    var after = said();
    assertThat(after).contains("smtpd_milters = inet:127.0.0.1:8891");
    assertThat(plan(after, replaces).steps()).as("nothing is left to do").isEmpty();
    run(plan, step -> step.undo(postconf()));
    assertThat(said()).isEqualTo(before);
  }

  @Test
  void aPlainOne() throws IOException {
    check(List.of("compatibility_level = 3.6"), false);
  }

  @Test
  void oneWithMilters() throws IOException {
    check(
        List.of(
            "compatibility_level = 3.6",
            "smtpd_milters = unix:opendkim/s, { inet:localhost:11332, connect_timeout = 10s },",
            "  inet:localhost:8893",
            "non_smtpd_milters = $smtpd_milters",
            "milter_protocol = 2",
            "milter_default_action = accept"),
        true);
  }
}
