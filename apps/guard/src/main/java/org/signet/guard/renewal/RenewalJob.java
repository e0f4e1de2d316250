package org.signet.guard.renewal;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// A new certificate that waits, and what becomes of it.
///
/// @param host the name that the mail server has in MX records
/// @param into the file that gets key and chain, one after the other
/// @param reload a command of the shell, run after that; empty for none
public record RenewalJob(
    Domain host, int port, Path into, String reload, Renewal.Progress progress) {
  public RenewalJob {
    if (reload.indexOf('\n') >= 0 || into.toString().indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a job is one line each");
    }
  }

  /// Where the records of the host are (RFC 7672 §2.2.3).
  public Domain owner() {
    return host.prefixed("_" + port + "._tcp").orElseThrow();
  }

  public RenewalJob with(Renewal.Progress later) {
    return new RenewalJob(host, port, into, reload, later);
  }

  /// As it is kept in a file.
  String text() {
    return "host %s\nport %d\ninto %s\nreload %s\nttl %d\n%s"
        .formatted(
            host,
            port,
            into,
            reload,
            progress.ttl().toSeconds(),
            progress.covered().map(since -> "covered " + since + "\n").orElse(""));
  }

  /// Reads what [#text] wrote; empty where it is something else.
  static Optional<RenewalJob> parse(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int blank = Math.max(line.indexOf(' '), 0);
              lines.put(line.substring(0, blank), line.substring(blank).strip());
            });
    var host = Domain.parse(lines.getOrDefault("host", "")).optional();
    long port = Ascii.parseNumber(lines.getOrDefault("port", ""), 65_535);
    long ttl = Ascii.parseNumber(lines.getOrDefault("ttl", ""), Integer.MAX_VALUE);
    var into = lines.getOrDefault("into", "");
    if (host.isEmpty() || port < 1 || ttl < 0 || into.isEmpty()) {
      return Optional.empty();
    }
    try {
      var covered = Optional.ofNullable(lines.get("covered")).map(Instant::parse);
      var progress = new Renewal.Progress(covered, Duration.ofSeconds(ttl));
      var reload = lines.getOrDefault("reload", "");
      return Optional.of(new RenewalJob(host.get(), (int) port, Path.of(into), reload, progress));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
