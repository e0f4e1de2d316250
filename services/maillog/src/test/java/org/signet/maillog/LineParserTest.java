package org.signet.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
  private static Optional<LogLine> parse(String line) {
    return new LineParser(Told.NOON, ZoneOffset.UTC).parse(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nov 25 11:36:28 | 2026-11-25T11:36:28Z",
        "Nov  5 01:02:03 | 2026-11-05T01:02:03Z",
        "Nov 26 00:00:00 | 2026-11-26T00:00:00Z", // a clock that is ahead
        "Nov 27 00:00:00 | 2025-11-27T00:00:00Z", // no clock is so far ahead: last year
        "Feb 29 10:00:00 | 2024-02-29T10:00:00Z", // the last one that there was
        "2026-11-25T11:36:28+00:00 | 2026-11-25T11:36:28Z",
        "2026-11-25T12:36:28.123456+01:00 | 2026-11-25T11:36:28.123456Z",
        "2026-11-25T06:06:28-0530 | 2026-11-25T11:36:28Z",
        "2026-11-25T11:36:28.5Z | 2026-11-25T11:36:28.500Z",
        "2026-11-25T11:36:60Z | 2026-11-25T11:37:00Z",
      })
  void timesAreRead(String time, Instant instant) {
    assertThat(parse(time + " mx postfix/smtp[712]: text"))
        .hasValue(new LogLine(instant, "mx", "postfix/smtp", 712, "text"));
  }

  @Test
  void aTimeWithoutAZoneIsInTheGivenOne() {
    var parser = new LineParser(Told.NOON, ZoneId.of("Europe/Berlin"));
    assertThat(parser.parse("Nov 25 12:36:28 mx postfix/smtp[7]: a").orElseThrow().at())
        .isEqualTo("2026-11-25T11:36:28Z");
    assertThat(parser.parse("Jul 25 12:36:28 mx postfix/smtp[7]: a").orElseThrow().at())
        .isEqualTo("2026-07-25T10:36:28Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Nov 25",
        "Nov 25 11:36:28 mx postfix/smtp[712]",
        "Nov 25 11:36:28 mx postfix/smtp[x]: text",
        "Nov 25 11:36:28 mx postfix/smtp[99999999999]: text",
        "Nov 25 11:36:28 mx postfix/smtpd[712]: text",
        "Nov 25 11:36:28 mx sshd[712]: text",
        "Nov 31 11:36:28 mx postfix/smtp[712]: text",
        "Xyz 25 11:36:28 mx postfix/smtp[712]: text",
        "Nov 25 24:36:28 mx postfix/smtp[712]: text",
        "Nov 25 11:66:28 mx postfix/smtp[712]: text",
        "2026-13-25T11:36:28Z mx postfix/smtp[712]: text",
        "2026-11-25T11:36:28+1 mx postfix/smtp[712]: text",
        "2026-11-25T11:36:28x01:00 mx postfix/smtp[712]: text",
        "2026-11-25T11:36:28",
      })
  void whatIsNoSuchLineIsPassedOver(String line) {
    assertThat(parse(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "postfix/smtp, postfix, smtp",
    "postfix-out/smtp, postfix-out, smtp",
    "postfix/relay/smtp, postfix, smtp"
  })
  void instancesAreKnown(String program, String instance, String service) {
    var line = parse("Nov 25 11:36:28 mx " + program + "[712]: text").orElseThrow();
    assertThat(line.instance()).isEqualTo(instance);
    assertThat(line.service()).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "43B1023C1FD: removed, 43B1023C1FD",
    "4c8vgk2lXhzNcrX: removed, 4c8vgk2lXhzNcrX",
    "warning: x, ''",
    "statistics: x, ''",
    "NOQUEUE: reject, ''",
    "Trusted TLS connection: x, ''",
    "43B1023C1FD, ''",
  })
  void queueIdsAreToldFromWords(String text, String id) {
    assertThat(Delivery.queueId(text).orElse("")).isEqualTo(id);
  }
}
