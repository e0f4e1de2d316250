package org.signet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What went wrong with a database, in sentences of which the last says what to do.
final class DatabaseWords {
  private final StoreSettings settings;

  DatabaseWords(StoreSettings settings) {
    this.settings = settings;
  }

  /// The store, as its settings name it; without the options of a URL, which may hold secrets.
  private String name() {
    return switch (settings) {
      case StoreSettings.Folder(var folder) -> folder.toString();
      case StoreSettings.Server(var url, _, _) -> url.replaceFirst("[?;].*", "");
    };
  }

  StoreProblem cannotMake(Exception why) {
    return new StoreProblem(
        "The folder "
            + name()
            + " cannot be made ("
            + reason(why)
            + "). Make it, and give it to the user that runs Signet.",
        why);
  }

  StoreProblem notWritable() {
    return new StoreProblem(
        "The folder " + name() + " cannot be written. Give it to the user that runs Signet.");
  }

  StoreProblem notAnUrl() {
    return new StoreProblem(
        name() + " is no address of a store. Write jdbc:postgresql://HOST/DATABASE, or a folder.");
  }

  StoreProblem noPassword(Path file, Exception why) {
    return new StoreProblem(
        "The password of the store cannot be read from "
            + file
            + " ("
            + reason(why)
            + "). Let the user that runs Signet read it.",
        why);
  }

  private static String reason(Exception why) {
    return why.getClass().getSimpleName();
  }

  /// What a database complained of, in opening, writing or reading.
  StoreProblem problem(Exception e) {
    var sentences =
        SqlFault.in(e)
            .map(fault -> sentences(fault, disk(e)))
            .orElseGet(() -> "The store " + name() + " failed: " + e + ".");
    return new StoreProblem(sentences, e);
  }

  /// What the disk did, where it is the disk.
  private static Optional<String> disk(Exception e) {
    return SqlFault.causes(e)
        .filter(IOException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()))
        .findFirst();
  }

  private String sentences(SqlFault fault, Optional<String> disk) {
    return switch (settings) {
      case StoreSettings.Folder _ -> embedded(fault, disk);
      case StoreSettings.Server server -> server(fault, server);
    };
  }

  /// The states of H2 are its error codes.
  private String embedded(SqlFault fault, Optional<String> disk) {
    return switch (fault.state()) {
      case "90020" ->
          "Another process has the store in "
              + name()
              + " open, most likely signet serve. Stop it first.";
      case "90030" ->
          "The store in "
              + name()
              + " is damaged. Move signet.mv.db away: a new one is begun, without what was kept.";
      case "90048" ->
          "The store in "
              + name()
              + " is of another version of H2. Install the version of Signet that made it, or move"
              + " signet.mv.db away.";
      case "90097" ->
          "The store in " + name() + " is read-only. Give its files to the user that runs Signet.";
      // A general error of H2: what it says is mostly that it could not write to the file.
      case "HY000" -> cannotReadOrWrite(disk.orElse(fault.words()));
      default -> disk.map(this::cannotReadOrWrite).orElseGet(() -> other(fault));
    };
  }

  private String cannotReadOrWrite(String why) {
    return "The store in "
        + name()
        + " cannot be read or written ("
        + why
        + "). Look whether the disk is full or read-only.";
  }

  private String server(SqlFault fault, StoreSettings.Server server) {
    return switch (fault.state()) {
      case "28P01", "28000" ->
          "The database "
              + name()
              + " does not let "
              + server.user()
              + " in. Check the user and the password"
              + server.passwordFile().map(file -> " in " + file).orElse("")
              + ", and pg_hba.conf.";
      case "3D000" ->
          "There is no database " + name() + ". Make it: createdb -O " + server.user() + " NAME.";
      case "42501" ->
          "The user "
              + server.user()
              + " may not use the tables of "
              + name()
              + ". Make it the owner of the database.";
      case "25006" -> "The database " + name() + " is read-only. Name the primary server.";
      case "53100" -> "The disk of the database " + name() + " is full. Make room on it.";
      case "08001", "08003", "08004", "08006", "57P01", "57P03" ->
          "The database "
              + name()
              + " cannot be reached ("
              + fault.words()
              + "). Look whether the server runs, and whether a firewall is between.";
      default -> other(fault);
    };
  }

  private String other(SqlFault fault) {
    return "The store " + name() + " failed: " + fault.words() + " (" + fault.state() + ").";
  }
}
