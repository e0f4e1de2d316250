package org.signet.cli;

import java.time.Duration;
import org.signet.foundation.text.Ascii;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of days or hours.
final class Span implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    long number =
        text.isEmpty() ? -1 : Ascii.parseNumber(text.substring(0, text.length() - 1), 9_999);
    if (number < 1 || !(text.endsWith("d") || text.endsWith("h"))) {
      throw new TypeConversionException("'" + text + "' is no time such as 7d or 12h");
    }
    return text.endsWith("d") ? Duration.ofDays(number) : Duration.ofHours(number);
  }
}
