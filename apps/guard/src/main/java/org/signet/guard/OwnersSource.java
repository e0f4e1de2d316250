package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where it is known who owns which address.
public sealed interface OwnersSource {
  /// Nowhere.
  record NotKept() implements OwnersSource {}

  /// In a file: [OwnersTable].
  record Table(Path file) implements OwnersSource {}

  /// A command knows: [OwnersCommand].
  record Command(List<String> words, Duration patience) implements OwnersSource {
    public Command {
      words = List.copyOf(words);
    }
  }

  /// A server knows: [OwnersSocketmap].
  record Server(SocketAddress address, String map, Duration patience) implements OwnersSource {}

  /// What became of it.
  sealed interface Opened {
    record Ready(Owners owners) implements Opened {}

    record Wrong(ConfigProblem problem) implements Opened {}
  }

  /// Who answers from here on.
  ///
  /// @throws IOException where a file cannot be read
  default Opened open() throws IOException {
    return switch (this) {
      case NotKept _ -> new Opened.Ready(Owners.notKept());
      case Table(var file) ->
          switch (OwnersTable.read(file.toString(), Files.readString(file, ISO_8859_1))) {
            case OwnersTable.Reading.Read(var table) -> new Opened.Ready(table);
            case OwnersTable.Reading.Wrong(var problem) -> new Opened.Wrong(problem);
          };
      case Command(var words, var patience) -> new Opened.Ready(new OwnersCommand(words, patience));
      case Server(var address, var map, var patience) ->
          new Opened.Ready(new OwnersSocketmap(address, map, patience));
    };
  }
}
