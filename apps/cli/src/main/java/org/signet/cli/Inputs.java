package org.signet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

  /// A file, and the number of a message in it.
  private static final Pattern MAILBOX_ENTRY = Pattern.compile("(.+)#[1-9][0-9]*");

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

  /// The one message that there is.
  Input.Letter only() throws CommandFailure {
    var found = new ArrayList<Input>();
    each(input -> found.add(input) && found.size() < 2);
    if (found.size() > 1) {
      throw CommandFailure.unreadable(
          "there is more than one message; say which, such as "
              + Shown.name(found.getLast().name()));
    }
    return switch (found.isEmpty()
        ? new Input.Unreadable(operands.getFirst(), "it holds no message")
        : found.getFirst()) {
      case Input.Letter letter -> letter;
      case Input.Unreadable(var name, var why) ->
          throw CommandFailure.unreadable("cannot read " + Shown.name(name) + ": " + why);
    };
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
    if (Files.isDirectory(path)) {
      return readFolder(path, taker);
    }
    var entry = MAILBOX_ENTRY.matcher(operand);
    if (entry.matches() && !Files.exists(path)) {
      return readEntry(Path.of(entry.group(1)), operand, taker);
    }
    return readFile(path, taker);
  }

  /// One message of a mailbox file.
  private static boolean readEntry(Path mailbox, String name, Taker taker) {
    var found = new ArrayList<Input>();
    readFile(
        mailbox,
        input -> {
          if (input.name().equals(name) || input instanceof Input.Unreadable) {
            found.add(input);
          }
          return found.isEmpty();
        });
    return taker.take(
        found.isEmpty()
            ? new Input.Unreadable(name, "there is no such message in the file")
            : found.getFirst());
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

  /// What an operand names, whatever it holds.
  static Message content(String operand, InputStream standardInput) throws IOException {
    if (operand.equals(STANDARD_INPUT)) {
      return Spool.keep(standardInput);
    }
    try {
      return content(Path.of(operand));
    } catch (InvalidPathException e) {
      throw new IOException("it is no path: " + e.getReason(), e);
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
      var goesOn = Files.isDirectory(entry) ? readFolderIn(entry, taker) : readFile(entry, taker);
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  /// A folder in a folder. A symbolic link could lead back up.
  private static boolean readFolderIn(Path folder, Taker taker) {
    return Files.isSymbolicLink(folder) || readFolder(folder, taker);
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
