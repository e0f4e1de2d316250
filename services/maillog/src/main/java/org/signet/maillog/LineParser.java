package org.signet.maillog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;

/// Reads lines as syslog, Postfix itself (`maillog_file`) and `journalctl -o short-iso` write them:
///
/// ```
/// Nov 25 12:36:28 mx postfix/smtp[712]: text
/// 2026-11-25T12:36:28.123456+01:00 mx postfix/smtp[712]: text
/// ```
///
/// The first form has no year and no zone: it is taken for the last such day that is not after a
/// given time, in a given zone. What is no such line, or comes from a program that does not send
/// mail, is passed over.
final class LineParser {
  /// Programs of Postfix that tell what becomes of a message.
  private static final Set<String> SERVICES =
      Set.of("smtp", "lmtp", "qmgr", "error", "local", "virtual", "pipe", "discard");

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /// `Nov 25 12:36:28 `.
  private static final int TRADITIONAL = 16;

  /// `2026-11-25T12:36:28`, and what may follow it of a fraction and an offset.
  private static final int SECONDS = 19;

  private static final int MOST_FRACTION = 9;

  /// Years between two leap days.
  private static final int MOST_BACK = 8;

  private final LocalDate latest;
  private final ZoneId zone;

  /// The hour that was read last, and when it began.
  private String hour = "";

  private long hourStart;

  /// @param latest after which nothing was written; a clock may be a day ahead
  LineParser(Instant latest, ZoneId zone) {
    this.latest = latest.atZone(zone).toLocalDate().plusDays(1);
    this.zone = zone;
  }

  Optional<LogLine> parse(String line) {
    boolean isDated = line.length() > SECONDS && line.charAt(10) == 'T';
    int afterTime = isDated ? line.indexOf(' ') + 1 : TRADITIONAL;
    int afterHost = line.indexOf(' ', afterTime) + 1;
    int bracket = line.indexOf('[', afterHost);
    int end = line.indexOf("]: ", bracket);
    if (afterTime <= 0 || afterHost <= 0 || bracket <= 0 || end <= 0) {
      return Optional.empty();
    }
    var program = line.substring(afterHost, bracket);
    int slash = program.lastIndexOf('/');
    if (slash < 0 || !SERVICES.contains(program.substring(slash + 1))) {
      return Optional.empty();
    }
    long process = Ascii.parseNumber(line.substring(bracket + 1, end), Integer.MAX_VALUE);
    var at = isDated ? dated(line, Math.max(afterTime - 1, SECONDS)) : traditional(line);
    if (process < 0 || at.isEmpty()) {
      return Optional.empty();
    }
    var host = line.substring(afterTime, afterHost - 1);
    return Optional.of(
        new LogLine(at.get(), host, program, (int) process, line.substring(end + 3)));
  }

  private Optional<Instant> traditional(String line) {
    int minute = number(line, 10, 2, 59);
    int second = number(line, 13, 2, 60);
    if (minute < 0 || second < 0 || line.charAt(9) != ':' || line.charAt(12) != ':') {
      return Optional.empty();
    }
    if (!line.startsWith(hour) || hour.isEmpty()) {
      var start = hourStart(line);
      if (start.isEmpty()) {
        return Optional.empty();
      }
      hour = line.substring(0, 9);
      hourStart = start.get().getEpochSecond();
    }
    return Optional.of(Instant.ofEpochSecond(hourStart + minute * 60L + second));
  }

  private Optional<Instant> hourStart(String line) {
    int month = MONTHS.indexOf(line.substring(0, 3)) + 1;
    int day = number(line, line.charAt(4) == ' ' ? 5 : 4, line.charAt(4) == ' ' ? 1 : 2, 31);
    int hours = number(line, 7, 2, 23);
    if (month == 0 || day < 1 || hours < 0) {
      return Optional.empty();
    }
    for (int year = latest.getYear(); year > latest.getYear() - MOST_BACK; year--) {
      var date = date(year, month, day).filter(one -> !one.isAfter(latest));
      if (date.isPresent()) {
        return date.map(one -> one.atTime(hours, 0).atZone(zone).toInstant());
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// RFC 3339 §5.6, and the offset of ISO 8601 without a colon.
  private static Optional<Instant> dated(String line, int end) {
    int month = number(line, 5, 2, 12);
    int day = number(line, 8, 2, 31);
    int hours = number(line, 11, 2, 23);
    int minute = number(line, 14, 2, 59);
    int second = number(line, 17, 2, 60);
    int fraction = SECONDS;
    while (fraction < end
        && (line.charAt(fraction) == '.' || Ascii.isDigit(line.charAt(fraction)))) {
      fraction++;
    }
    var offset = offset(line.substring(fraction, end));
    var date = date(number(line, 0, 4, 9999), month, day);
    if (hours < 0 || minute < 0 || second < 0 || offset.isEmpty() || date.isEmpty()) {
      return Optional.empty();
    }
    long start = date.get().toEpochDay() * 86_400L + hours * 3_600L + minute * 60L + second;
    return Optional.of(
        Instant.ofEpochSecond(start - offset.get(), nanos(line.substring(SECONDS, fraction))));
  }

  /// Seconds east of Greenwich.
  private static Optional<Integer> offset(String text) {
    if (text.equals("Z") || text.isEmpty()) {
      return Optional.of(0);
    }
    int hours = number(text, 1, 2, 18);
    int minutes = number(text, text.length() - 2, 2, 59);
    boolean isOffset = text.length() == 5 || (text.length() == 6 && text.charAt(3) == ':');
    if (!isOffset || hours < 0 || minutes < 0 || "+-".indexOf(text.charAt(0)) < 0) {
      return Optional.empty();
    }
    int seconds = hours * 3_600 + minutes * 60;
    return Optional.of(text.charAt(0) == '-' ? -seconds : seconds);
  }

  private static long nanos(String fraction) {
    var digits = fraction.replace(".", "");
    var nine = (digits + "0".repeat(MOST_FRACTION)).substring(0, MOST_FRACTION);
    return Ascii.parseNumber(nine, 999_999_999);
  }

  /// A number of so many digits; -1 where there is none, or a larger one.
  private static int number(String text, int from, int digits, int most) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      if (i < 0 || i >= text.length() || !Ascii.isDigit(text.charAt(i))) {
        return -1;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value <= most ? value : -1;
  }
}
