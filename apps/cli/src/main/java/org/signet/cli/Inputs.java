package org.signet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signet.message.Message;

/// The messages that the operands of a command line name, in their order: files; mailbox files;
/// Maildir folders, of which `new` and `cur` are read, and those below them; other folders, with
/// all that is in them, by name; and `-`, the standard input. Files and folders whose names begin
/// with a dot are passed over in folders.
///
/// Nothing is held but the names in the folders that are being read.
final class Inputs {
  /// The operand that stands for the standard input.
  static final String STANDARD_INPUT = "-";

  /// Octets that tell a mailbox file from a message.
  private static final int PEEKED = 1024;

  private final List<String> operands;
  private final InputStream standardInput;
  private boolean tookStandardInput;

  Inputs(List<String> operands, InputStream standardInput) {
    this.operands = List.copyOf(operands);
    this.standardInput = standardInput;
  }

  /// Takes the inputs one by one.
  @FunctionalInterface
  interface Taker {
    /// Answers whether there shall be more.
    boolean take(Input input);
  }

  /// Whether there may be more than one message, so that each needs its name. Reads no more than a
  /// few octets.
  boolean maySeveral() {
    if (operands.size() != 1) {
      return true;
    }
    var operand = operands.getFirst();
    if (operand.equals(STANDARD_INPUT)) {
      return false;
    }
    try {
      var path = Path.of(operand);
      return Files.isDirectory(path)
          || (Files.isRegularFile(path) && Mbox.startsLike(start(Message.of(path))));
    } catch (IOException | InvalidPathException _) {
      return false;
    }
  }

  void each(Taker taker) {
    for (var operand : operands) {
      if (!read(operand, taker)) {
        return;
      }
    }
  }

  private boolean read(String operand, Taker taker) {
    if (operand.equals(STANDARD_INPUT)) {
      return readStandardInput(taker);
    }
    Path path;
    try {
      path = Path.of(operand);
    } catch (InvalidPathException e) {
      return taker.take(new Input.Unreadable(operand, "it is no path: " + e.getReason()));
    }
    return Files.isDirectory(path) ? readFolder(path, taker) : readFile(path, taker);
  }

  private boolean readStandardInput(Taker taker) {
    if (tookStandardInput) {
      return taker.take(
          new Input.Unreadable(STANDARD_INPUT, "the standard input can be read only once"));
    }
    tookStandardInput = true;
    try {
      return readMessages(STANDARD_INPUT, Spool.keep(standardInput), taker);
    } catch (IOException e) {
      return taker.take(new Input.Unreadable(STANDARD_INPUT, Shown.reason(e)));
    }
  }

  private static boolean readFile(Path path, Taker taker) {
    try {
      return readMessages(path.toString(), content(path), taker);
    } catch (IOException e) {
      return taker.take(new Input.Unreadable(path.toString(), Shown.reason(e)));
    }
  }

  /// A pipe or a device can be read only once, so it is kept.
  private static Message content(Path path) throws IOException {
    if (!Files.exists(path) || Files.isRegularFile(path)) {
      return Message.of(path);
    }
    try (var in = Files.newInputStream(path)) {
      return Spool.keep(in);
    }
  }

  private static boolean readMessages(String name, Message content, Taker taker)
      throws IOException {
    var start = start(content);
    if (start.length == 0) {
      return taker.take(new Input.Unreadable(name, "it is empty"));
    }
    if (!Mbox.startsLike(start)) {
      return taker.take(new Input.Letter(name, content));
    }
    var goesOn = new boolean[] {true};
    new Mbox(content)
        .each(
            (number, message) -> {
              goesOn[0] = taker.take(new Input.Letter(name + "#" + number, message));
              return goesOn[0];
            });
    return goesOn[0];
  }

  private static byte[] start(Message content) throws IOException {
    try (var in = content.open()) {
      return in.readNBytes(PEEKED);
    }
  }

  private static boolean readFolder(Path folder, Taker taker) {
    List<Path> entries;
    try {
      entries = isMaildir(folder) ? mailFolders(folder) : entries(folder);
    } catch (IOException e) {
      return taker.take(new Input.Unreadable(folder.toString(), Shown.reason(e)));
    }
    for (var entry : entries) {
      var goesOn =
          Files.isDirectory(entry)
              ? Files.isSymbolicLink(entry) || readFolder(entry, taker)
              : readFile(entry, taker);
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMaildir(Path folder) {
    return Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
  }

  /// The two folders with messages, and the Maildir folders below (`.Sent`, as Maildir++ names
  /// them).
  private static List<Path> mailFolders(Path folder) throws IOException {
    var folders = new ArrayList<>(List.of(folder.resolve("new"), folder.resolve("cur")));
    for (var entry : sorted(folder)) {
      if (isHidden(entry) && isMaildir(entry)) {
        folders.add(entry);
      }
    }
    return folders;
  }

  private static List<Path> entries(Path folder) throws IOException {
    var entries = sorted(folder);
    entries.removeIf(Inputs::isHidden);
    return entries;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static List<Path> sorted(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }
}
