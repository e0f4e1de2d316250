package org.signet.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.signet.message.Field;
import org.signet.message.Message;
import picocli.CommandLine.Option;

/// How a message is printed that was given new fields.
final class FieldsOutput {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "message: the message with the new fields (the default); header: these alone.")
  private Format format = Format.message;

  /// What is printed.
  enum Format {
    message,
    header
  }

  void print(List<Field> fields, Message message, Surroundings surroundings)
      throws IOException, CommandFailure {
    var screen = new Screen(surroundings.out());
    switch (format) {
      case header ->
          fields.forEach(field -> screen.print(field.toString().replace("\r", "") + "\n"));
      case message -> {
        try (var in = message.under(fields).open()) {
          var chunk = new byte[64 << 10];
          int count = in.read(chunk);
          while (count >= 0 && !screen.isGone()) {
            screen.print(Arrays.copyOf(chunk, count));
            count = in.read(chunk);
          }
        }
      }
    }
    screen.check();
  }
}
