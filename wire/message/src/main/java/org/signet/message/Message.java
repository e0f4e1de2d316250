package org.signet.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A message that can be read, and read again.
@FunctionalInterface
public interface Message {
  /// The octets from the start. The caller closes the stream.
  InputStream open() throws IOException;

  /// This message with fields on top of it, in their order. Its own octets stay as they are.
  default Message under(List<Field> fields) {
    return new Prefixed(List.copyOf(fields), this);
  }

  static Message of(byte[] octets) {
    return () -> new ByteArrayInputStream(octets);
  }

  static Message of(Path file) {
    return () -> Files.newInputStream(file);
  }
}
