package org.signet.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;

/// A date-time of a header field (RFC 5322 §3.3, with the obsolete forms of §4.3). The name of the
/// day is not looked at; comments are skipped.
final class MailDate {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  /// Hours of the zones that have names; what has another name is taken for UTC (§4.3).
  private static final Map<String, Integer> ZONES =
      Map.of(
          "est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

  /// Words of a date; more are no date.
  private static final int MOST_WORDS = 12;

  private MailDate() {}

  static Optional<Instant> parse(String text) {
    var words = words(text);
    int day = 0;
    while (day < words.size() && number(words.get(day), 31) < 1) {
      day++;
    }
    if (day > 1 || day + 4 > words.size()) {
      return Optional.empty();
    }
    int month = month(words.get(day + 1));
    int year = year(words.get(day + 2));
    var time = words.get(day + 3).split(":", -1);
    var zone = day + 4 < words.size() ? zone(words.get(day + 4)) : Optional.of(ZoneOffset.UTC);
    if (month < 1 || year < 0 || zone.isEmpty() || time.length < 2 || time.length > 3) {
      return Optional.empty();
    }
    return at(year, month, (int) number(words.get(day), 31), time, zone.get());
  }

  private static Optional<Instant> at(
      int year, int month, int day, String[] time, ZoneOffset zone) {
    int hour = (int) number(time[0], 23);
    int minute = (int) number(time[1], 59);
    int second = time.length == 3 ? (int) number(withoutFraction(time[2]), 60) : 0;
    try {
      var local = LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59));
      return Optional.of(local.toInstant(zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String withoutFraction(String second) {
    int dot = second.indexOf('.');
    return dot < 0 ? second : second.substring(0, dot);
  }

  /// The words between white space, comments and commas, in lower case.
  private static List<String> words(String text) {
    var words = new ArrayList<String>(8);
    var in = new Cursor(text);
    while (Lexical.skipComments(in) && !in.atEnd() && words.size() < MOST_WORDS) {
      var word = in.takeWhile(c -> !Ascii.isFoldingBlank(c) && c != ',' && c != '(');
      if (word.isEmpty()) {
        in.next();
      } else {
        words.add(Ascii.toLower(word));
      }
    }
    return words;
  }

  private static long number(String digits, int max) {
    return Ascii.parseNumber(digits, max);
  }

  private static int month(String word) {
    int at = word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3));
    return at % 3 == 0 ? at / 3 + 1 : -1;
  }

  /// §4.3: two digits are of 2000 to 2049 or 1950 to 1999, three digits count from 1900.
  private static int year(String word) {
    int year = (int) number(word, 9_999);
    if (word.length() == 2) {
      return year < 50 ? 2000 + year : 1900 + year;
    }
    return word.length() == 3 ? 1900 + year : year;
  }

  private static Optional<ZoneOffset> zone(String word) {
    if (word.length() != 5 || (word.charAt(0) != '+' && word.charAt(0) != '-')) {
      return Optional.of(ZoneOffset.ofHours(ZONES.getOrDefault(word, 0)));
    }
    int hours = (int) number(word.substring(1, 3), 18);
    int minutes = (int) number(word.substring(3), 59);
    if (hours < 0 || minutes < 0 || hours * 60 + minutes > 18 * 60) {
      return Optional.empty();
    }
    int seconds = (hours * 60 + minutes) * 60;
    return Optional.of(ZoneOffset.ofTotalSeconds(word.charAt(0) == '-' ? -seconds : seconds));
  }
}
