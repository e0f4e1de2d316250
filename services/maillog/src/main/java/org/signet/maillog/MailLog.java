package org.signet.maillog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A log in files: the one that is written, and older ones beside it, as logrotate and
/// `postfix logrotate` name them; those may be compressed with gzip.
public final class MailLog {
  /// How much earlier reading begins than what is asked for, so that it is known by then whether
  /// encrypted connections are told of.
  private static final Duration BEFORE = Duration.ofDays(1);

  /// Behind the name of the log: `.1`, `.2.gz`, `-20261124`, `.20261124-063000.gz`.
  private static final Pattern ROTATED = Pattern.compile("[.-][0-9][0-9-]{0,20}(\\.gz)?");

  private static final int MOST_FILES = 1_000;
  private static final int BUFFER = 1 << 16;

  private final ZoneId zone;
  private final Consumer<LogLine> reader;
  private long lines;
  private long understood;
  private final List<Damage> damages = new ArrayList<>();

  private MailLog(ZoneId zone, Consumer<LogLine> reader) {
    this.zone = zone;
    this.reader = reader;
  }

  /// A file that could not be read, or not to its end.
  public record Damage(Path file, IOException why) {}

  /// What was read.
  ///
  /// @param lines of all programs
  /// @param understood those of Postfix that tell what became of a message
  public record Reading(long lines, long understood, List<Damage> damages) {
    public Reading {
      damages = List.copyOf(damages);
    }
  }

  /// Hands over the lines of a log and of the older ones beside it, in the order of time.
  ///
  /// @param since what was written a day before that, or earlier, may be left out
  /// @param zone of times that are written without one
  /// @throws IOException where the log itself cannot be read; the result tells of older ones
  public static Reading read(Path file, Instant since, ZoneId zone, Consumer<LogLine> reader)
      throws IOException {
    var log = new MailLog(zone, reader);
    for (var one : older(file)) {
      if (Files.getLastModifiedTime(one).toInstant().isBefore(since.minus(BEFORE))) {
        continue;
      }
      try {
        log.read(one);
      } catch (IOException e) {
        log.damages.add(new Damage(one, e));
      }
    }
    log.read(file);
    return log.reading();
  }

  /// Hands over the lines of a stream.
  ///
  /// @param latest after which nothing of it was written
  public static Reading read(InputStream in, Instant latest, ZoneId zone, Consumer<LogLine> reader)
      throws IOException {
    var log = new MailLog(zone, reader);
    log.read(in, latest);
    return log.reading();
  }

  private Reading reading() {
    return new Reading(lines, understood, damages);
  }

  private static List<Path> older(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> beside = Files.list(folder)) {
      var rotated = beside.filter(one -> isRotated(one, name)).limit(MOST_FILES).toList();
      var times = new ArrayList<Dated>();
      for (var one : rotated) {
        times.add(new Dated(one, Files.getLastModifiedTime(one)));
      }
      return times.stream()
          .sorted(Comparator.comparing(Dated::time).thenComparing(Dated::file))
          .map(Dated::file)
          .toList();
    }
  }

  private record Dated(Path file, FileTime time) {}

  private static boolean isRotated(Path file, String name) {
    var own = String.valueOf(file.getFileName());
    return own.startsWith(name) && ROTATED.matcher(own.substring(name.length())).matches();
  }

  private void read(Path file) throws IOException {
    var latest = Files.getLastModifiedTime(file).toInstant();
    try (var in = Files.newInputStream(file)) {
      read(in, latest);
    }
  }

  private void read(InputStream in, Instant latest) throws IOException {
    var parser = new LineParser(latest, zone);
    lines += LineReader.read(opened(in), line -> parser.parse(line).ifPresent(this::take));
  }

  private void take(LogLine line) {
    understood++;
    reader.accept(line);
  }

  /// Without the compression, if there is one (RFC 1952 §2.3.1).
  private static InputStream opened(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean isGzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return isGzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }
}
