package org.signet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.signet.message.Message;

/// What comes through a pipe once, kept so that it can be read again: in memory while it is small,
/// otherwise in a temporary file that only this user can read and that is gone from its folder
/// before anything is written into it.
final class Spool {
  /// Octets that are kept in memory.
  static final int MOST_IN_MEMORY = 1 << 20;

  private Spool() {}

  static Message keep(InputStream in) throws IOException {
    var start = in.readNBytes(MOST_IN_MEMORY + 1);
    if (start.length <= MOST_IN_MEMORY) {
      return Message.of(start);
    }
    var path = Files.createTempFile("signet", ".spool");
    var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(path);
    write(file, ByteBuffer.wrap(start));
    var chunk = new byte[64 << 10];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      write(file, ByteBuffer.wrap(chunk, 0, count));
    }
    return () -> new Reading(file);
  }

  private static void write(FileChannel file, ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      file.write(octets);
    }
  }

  /// One reading of the file. Several can go on at once.
  private static final class Reading extends InputStream {
    private final FileChannel file;
    private long at;

    Reading(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int count = file.read(ByteBuffer.wrap(into, from, length), at);
      at += Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = Math.clamp(count, 0, file.size() - at);
      at += skipped;
      return skipped;
    }
  }
}
