package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.dns.DirectQuery;
import org.signet.dns.Resolver;
import org.signet.dns.zone.RecordingResolver;
import org.signet.verifier.World;

/// One run of a command: the world that it sees, at one moment, and what it is to keep of it.
///
/// @param servers asks each authoritative server for itself
/// @param replayed the run whose recording answers for the DNS
/// @param recording where the answers of the DNS are to be kept
record Run(
    World world,
    DirectQuery servers,
    Optional<RecordedRun> replayed,
    Optional<Recording> recording) {
  /// Every answer that is heard, and the file for it.
  record Recording(RecordingResolver dns, Path file) {}

  static Run of(
      Resolver dns,
      DirectQuery servers,
      Instant at,
      Optional<RecordedRun> replayed,
      Optional<Path> file) {
    if (file.isEmpty()) {
      return new Run(World.of(dns, () -> at), servers, replayed, Optional.empty());
    }
    var recorder = new RecordingResolver(dns);
    var recording = new Recording(recorder, file.get());
    return new Run(
        World.of(recorder, () -> at),
        recorder.recording(servers),
        replayed,
        Optional.of(recording));
  }

  /// Writes the recording, where one is wanted.
  void save(Supplier<String> authservId, StatedEnvelope stated) throws CommandFailure {
    if (recording.isEmpty()) {
      return;
    }
    var file = recording.get().file();
    var about = new RecordedRun(world.clock().instant(), authservId.get(), stated);
    try {
      Files.writeString(file, about.text() + recording.get().dns().text(), ISO_8859_1);
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot write " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
  }
}
