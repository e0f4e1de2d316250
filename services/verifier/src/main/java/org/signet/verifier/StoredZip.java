package org.signet.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.signet.message.Message;

/// A ZIP archive in the one form in which Signet writes it, so that the same files give the same
/// octets and every program that unpacks it sees the same files: nothing is compressed, nothing is
/// encrypted, each entry follows the one before, all bear the date 1980-01-01, and nothing stands
/// before, between or behind them.
///
/// An archive in any other form is refused, however well another program would read it: what two
/// readers could see differently proves nothing.
final class StoredZip {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  /// The version that is needed to read it: 1.0.
  private static final short VERSION = 10;

  /// 1980-01-01, the first day that the form knows.
  private static final short DATE = 0x21;

  private static final int LOCAL_OCTETS = 30;
  private static final int CENTRAL_OCTETS = 46;
  private static final int END_OCTETS = 22;
  private static final int CHUNK = 64 << 10;

  private StoredZip() {}

  /// One file.
  record Entry(String name, Message content) {}

  /// What came of reading.
  sealed interface Reading {
    /// It is as Signet writes it.
    ///
    /// @param files their contents by name, each of which can be read as often as needed
    record Read(Map<String, Message> files) implements Reading {}

    /// It is not.
    ///
    /// @param why as the rest of a sentence that begins with "the file"
    record Refused(String why) implements Reading {}
  }

  /// A file's place in the archive.
  private record Place(String name, long at, long size, int crc) {
    byte[] localHeader() {
      var octets = new byte[LOCAL_OCTETS + name.length()];
      var header = over(octets).putInt(LOCAL).putShort(VERSION);
      common(header).putShort((short) 0).put(name.getBytes(US_ASCII));
      return octets;
    }

    /// Behind the length of the name are those of two things that are not there, the number of the
    /// only disk, and attributes that say nothing.
    byte[] centralHeader() {
      var octets = new byte[CENTRAL_OCTETS + name.length()];
      var header = over(octets).putInt(CENTRAL).putShort(VERSION).putShort(VERSION);
      common(header).position(CENTRAL_OCTETS - 4);
      header.putInt((int) at).put(name.getBytes(US_ASCII));
      return octets;
    }

    /// Flags, method, time, date, checksum, both sizes, the length of the name.
    private ByteBuffer common(ByteBuffer header) {
      header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DATE);
      return header
          .putInt(crc)
          .putInt((int) size)
          .putInt((int) size)
          .putShort((short) name.length());
    }

    long contentAt() {
      return at + LOCAL_OCTETS + name.length();
    }

    long end() {
      return contentAt() + size;
    }
  }

  private static ByteBuffer over(byte[] octets) {
    return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Writes the files. Each content is read twice.
  static void write(List<Entry> entries, OutputStream out) throws IOException {
    var places = new ArrayList<Place>();
    long at = 0;
    for (var entry : entries) {
      var place = measured(entry, at);
      out.write(place.localHeader());
      try (var in = entry.content().open()) {
        in.transferTo(out);
      }
      places.add(place);
      at = place.end();
    }
    out.write(directory(places));
  }

  private static Place measured(Entry entry, long at) throws IOException {
    var crc = new CRC32();
    var chunk = new byte[CHUNK];
    long size = 0;
    try (var in = entry.content().open()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        crc.update(chunk, 0, count);
        size += count;
      }
    }
    return new Place(entry.name(), at, size, (int) crc.getValue());
  }

  /// Everything behind the last file.
  private static byte[] directory(List<Place> places) {
    var headers = new ByteArrayOutputStream();
    places.forEach(place -> headers.writeBytes(place.centralHeader()));
    int size = headers.size();
    long at = places.isEmpty() ? 0 : places.getLast().end();
    var count = (short) places.size();
    var end = new byte[END_OCTETS];
    over(end).putInt(END).putInt(0).putShort(count).putShort(count).putInt(size).putInt((int) at);
    headers.writeBytes(end);
    return headers.toByteArray();
  }

  /// Reads an archive that holds exactly these files in this order.
  ///
  /// @param most the names, and the octets that each may have
  static Reading read(Message file, Map<String, Long> most) throws IOException {
    var places = new ArrayList<Place>();
    try (var in = file.open()) {
      long at = 0;
      for (var allowed : most.entrySet()) {
        var header = in.readNBytes(LOCAL_OCTETS + allowed.getKey().length());
        if (header.length < LOCAL_OCTETS) {
          return new Reading.Refused("is no evidence bundle, or ends too early");
        }
        var fields = over(header);
        long size = Integer.toUnsignedLong(fields.getInt(18));
        var place = new Place(allowed.getKey(), at, size, fields.getInt(14));
        if (!Arrays.equals(place.localHeader(), header)) {
          return new Reading.Refused("is no evidence bundle as Signet writes it");
        }
        if (size > allowed.getValue()) {
          return new Reading.Refused("holds a larger " + place.name() + " than is read");
        }
        if (!holds(in, place)) {
          return new Reading.Refused("is damaged at " + place.name());
        }
        places.add(place);
        at = place.end();
      }
      var expected = directory(places);
      if (!Arrays.equals(expected, in.readNBytes(expected.length + 1))) {
        return new Reading.Refused("is damaged at its end, or holds more than Signet writes");
      }
    }
    var files = new HashMap<String, Message>();
    places.forEach(place -> files.put(place.name(), () -> new Part(file.open(), place)));
    return new Reading.Read(Map.copyOf(files));
  }

  /// Whether the content is all there and fits its checksum.
  private static boolean holds(InputStream in, Place place) throws IOException {
    var crc = new CRC32();
    var chunk = new byte[CHUNK];
    for (long left = place.size(); left > 0; ) {
      int count = in.read(chunk, 0, (int) Math.min(left, CHUNK));
      if (count < 0) {
        return false;
      }
      crc.update(chunk, 0, count);
      left -= count;
    }
    return (int) crc.getValue() == place.crc();
  }

  /// One reading of a file in the archive.
  private static final class Part extends InputStream {
    private final InputStream archive;
    private long left;

    Part(InputStream archive, Place place) throws IOException {
      this.archive = archive;
      this.left = place.size();
      try {
        archive.skipNBytes(place.contentAt());
      } catch (IOException e) {
        try (archive) {
          throw e;
        }
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = archive.read(into, from, (int) Math.min(left, length));
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      archive.close();
    }
  }
}
