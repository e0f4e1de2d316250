package org.signet.maillog;

import java.time.Instant;

/// One line of a log.
///
/// @param host that wrote it
/// @param program such as `postfix/smtp`: the instance, perhaps a service, and the process's name
/// @param process its number
/// @param text what it said, one char per octet
public record LogLine(Instant at, String host, String program, int process, String text) {
  /// The name of the process without the instance: `smtp`.
  String service() {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  /// The instance of Postfix: `postfix`.
  String instance() {
    int slash = program.indexOf('/');
    return slash < 0 ? program : program.substring(0, slash);
  }
}
