package org.signet.tlsrpt;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// The times of a report: RFC 3339 §5.6, and what some senders write instead.
final class ReportTime {
  /// The end of the year 9999, in seconds: later is no time of a report.
  private static final long LATEST = 253_402_300_799L;

  private static final int MOST_CHARS = 40;

  private ReportTime() {}

  static Optional<Instant> parse(String text) {
    return text.length() <= MOST_CHARS ? parsed(text) : Optional.empty();
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(ReportTime::isSane);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Also with a blank for the `T`, without an offset (UTC), a day alone, or seconds or
  /// milliseconds since 1970.
  static Optional<Instant> parseLeniently(String text) {
    if (text.length() > MOST_CHARS) {
      return Optional.empty();
    }
    long number = Ascii.parseNumber(text, LATEST * 1_000);
    if (number >= 0) {
      return Optional.of(
          number > LATEST / 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }
    var withT = text.strip().replace(' ', 'T');
    return parsed(withT).or(() -> local(withT)).filter(ReportTime::isSane);
  }

  private static Optional<Instant> local(String text) {
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean isSane(Instant time) {
    return time.getEpochSecond() >= 0 && time.getEpochSecond() <= LATEST;
  }
}
