package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What opening a store can come to, and that it is told with what mends it.
class OpeningTest {
  @TempDir Path folder;

  private static AbstractStringAssert<?> assertProblem(StoreSettings settings) {
    return assertThatThrownBy(() -> Store.open(settings).close())
        .isInstanceOf(StoreProblem.class)
        .message();
  }

  private static void execute(StoreSettings settings, String sql) throws StoreProblem {
    try (var database = Database.open(settings)) {
      database.jdbi().useHandle(handle -> handle.execute(sql));
    }
  }

  @Test
  void aFolderIsMadeForItsOwnerAlone() throws IOException {
    var place = folder.resolve("a/b");
    Store.open(new StoreSettings.Folder(place)).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    try (var files = Files.list(place)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("no file but its own")
          .containsExactly("signet.mv.db");
    }
  }

  @Test
  void aFolderThatCannotBeMade() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertProblem(new StoreSettings.Folder(file.resolve("store")))
        .contains("cannot be made (FileSystemException)")
        .endsWith("Make it, and give it to the user that runs Signet.");
  }

  @Test
  void aNameThatH2WouldTakeForSettings() {
    assertProblem(new StoreSettings.Folder(folder.resolve("a;INIT=RUNSCRIPT FROM 'x'")))
        .endsWith("use a name without a semicolon.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aStoreThatAnotherProcessHasOpen() throws IOException {
    Store.open(new StoreSettings.Folder(folder)).close();
    try (var file = FileChannel.open(folder.resolve("signet.mv.db"), StandardOpenOption.WRITE);
        var lock = file.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertProblem(new StoreSettings.Folder(folder))
          .isEqualTo(
              "Another process has the store in "
                  + folder
                  + " open, most likely signet serve. Stop it first.");
    }
  }

  @Test
  void aDamagedStore() throws IOException {
    Files.writeString(folder.resolve("signet.mv.db"), "no database, ".repeat(1_000));
    assertProblem(new StoreSettings.Folder(folder))
        .contains("is damaged. Move signet.mv.db away: a new one is begun");
  }

  @Test
  void anAddressThatIsNone() {
    for (var url : List.of("postgres://db.example/x", "jdbc:postgresql://host:port/x", "")) {
      assertProblem(new StoreSettings.Server(url, "u", Optional.empty()))
          .isEqualTo(
              url
                  + " is no address of a store. Write jdbc:postgresql://HOST/DATABASE, or a"
                  + " folder.");
    }
  }

  @Test
  void aServerThatIsNotThere() {
    var url = "jdbc:postgresql://127.0.0.1:1/signet?password=secret";
    assertProblem(new StoreSettings.Server(url, "u", Optional.empty()))
        .startsWith("The database jdbc:postgresql://127.0.0.1:1/signet cannot be reached (")
        .endsWith("Look whether the server runs, and whether a firewall is between.")
        .doesNotContain("secret");
  }

  @Test
  void aPasswordThatCannotBeRead() {
    var file = folder.resolve("password");
    assertProblem(
            new StoreSettings.Server("jdbc:postgresql://127.0.0.1:1/x", "u", Optional.of(file)))
        .contains("cannot be read from " + file + " (NoSuchFileException).");
  }

  @Test
  void aUserThatIsNotLetIn() throws IOException {
    var server = (StoreSettings.Server) Databases.POSTGRESQL.fresh(folder);
    var url = server.url().replaceFirst("user=postgres", "user=nobody");
    assertProblem(new StoreSettings.Server(url, "nobody", Optional.empty()))
        .contains("does not let nobody in. Check the user and the password, and pg_hba.conf.");
  }

  @Test
  void aDatabaseThatDoesNotExist() throws IOException {
    var server = (StoreSettings.Server) Databases.POSTGRESQL.fresh(folder);
    var url = server.url().replaceFirst("store[0-9]+", "missing");
    assertProblem(new StoreSettings.Server(url, "postgres", Optional.empty()))
        .startsWith("There is no database jdbc:postgresql://localhost:")
        .endsWith("Make it: createdb -O postgres NAME.");
  }

  @Test
  void aUserWithoutRights() throws IOException {
    var server = (StoreSettings.Server) Databases.POSTGRESQL.fresh(folder);
    execute(server, "create role guest login");
    execute(server, "drop table message; drop table migration; drop table migration_lock");
    var url = server.url().replaceFirst("user=postgres", "user=guest");
    assertProblem(new StoreSettings.Server(url, "guest", Optional.empty()))
        .startsWith("The user guest may not use the tables of ")
        .endsWith("Make it the owner of the database.");
  }

  @Test
  void aServerThatOnlyReads() throws IOException {
    var server = (StoreSettings.Server) Databases.POSTGRESQL.fresh(folder);
    var name = server.url().replaceFirst(".*/(store[0-9]+).*", "$1");
    execute(server, "alter database " + name + " set default_transaction_read_only = on");
    assertProblem(server).endsWith("is read-only. Name the primary server.");
  }

  @ParameterizedTest
  @EnumSource
  void aStoreOfANewerVersion(Databases database) throws IOException {
    var settings = database.fresh(folder);
    execute(
        settings,
        "insert into migration (number, name, checksum, applied_at)"
            + " values (99, '99-wonders', 'x', current_timestamp)");
    assertProblem(settings)
        .isEqualTo(
            "The store was made by a newer version of Signet (schema step 99-wonders). Install that"
                + " version, or use another store.");
  }

  @ParameterizedTest
  @EnumSource
  void aStoreOfAnotherSchema(Databases database) throws IOException {
    var settings = database.fresh(folder);
    execute(settings, "update migration set checksum = 'x' where number = 1");
    assertProblem(settings)
        .startsWith("The schema step 1-message is not the one that made this store (1-message).");
  }

  /// A process may end between a statement and the note that it was made.
  @ParameterizedTest
  @EnumSource
  void aStepMayRunTwice(Databases database) throws IOException {
    var settings = database.fresh(folder);
    try (var store = Store.open(settings)) {
      store.keep(List.of(Made.message("A", Made.NOON)));
    }
    execute(settings, "delete from migration");
    try (var store = Store.open(settings)) {
      assertThat(store.find("A")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalMayStartAtOnce(Databases database) throws Exception {
    for (int round = 0; round < 3; round++) {
      var settings = database.fresh(folder);
      try (var threads = Executors.newFixedThreadPool(4)) {
        Callable<Integer> start =
            () -> {
              try (var store = Store.open(settings)) {
                return store.keep(List.of(Made.message("A", Made.NOON)));
              }
            };
        for (var started : threads.invokeAll(Stream.generate(() -> start).limit(4).toList())) {
          assertThat(started.get()).isZero();
        }
      }
      try (var store = Store.open(settings)) {
        assertThat(store.find("A")).hasSize(4);
      }
    }
  }
}
