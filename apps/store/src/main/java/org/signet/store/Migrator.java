package org.signet.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Brings a database to the schema of this program. Several processes may start at once: the one
/// that holds the lock row does it, the others wait and find it done.
///
/// Two connections are used: one holds the row locked, the other changes the schema, because H2
/// ends a transaction, and its locks, with every such statement.
final class Migrator {
  private static final int MOST_RACES = 10;

  private static final List<String> OWN =
      List.of(
          """
          create table if not exists migration (
            number integer primary key,
            name varchar(100) not null,
            checksum varchar(64) not null,
            applied_at timestamp with time zone not null
          )
          """,
          "create table if not exists migration_lock (id integer primary key)",
          """
          insert into migration_lock (id)
          select 1 where not exists (select 1 from migration_lock where id = 1)
          """);

  private record Applied(String name, String checksum) {}

  private final DataSource database;
  private final List<Migration> migrations;

  Migrator(DataSource database, List<Migration> migrations) {
    this.database = database;
    this.migrations = List.copyOf(migrations);
  }

  void migrate() throws SQLException, StoreProblem {
    try (var holder = database.getConnection();
        var worker = database.getConnection()) {
      for (var sql : OWN) {
        executeInRace(worker, sql);
      }
      holder.setAutoCommit(false);
      try (var lock = holder.createStatement()) {
        lock.execute("select id from migration_lock where id = 1 for update");
        migrate(worker);
      } finally {
        holder.rollback();
        holder.setAutoCommit(true);
      }
    }
  }

  /// What another process may do at the same time is done once more: even `if not exists` may fail.
  private static void executeInRace(Connection connection, String sql) throws SQLException {
    for (int race = 1; ; race++) {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
        return;
      } catch (SQLException e) {
        boolean isRace = SqlFault.in(e).filter(SqlFault::isRace).isPresent();
        if (!isRace || race == MOST_RACES) {
          throw e;
        }
      }
    }
  }

  private void migrate(Connection worker) throws SQLException, StoreProblem {
    var applied = applied(worker);
    check(applied);
    for (var migration : migrations) {
      if (!applied.containsKey(migration.number())) {
        apply(worker, migration);
      }
    }
  }

  private static Map<Integer, Applied> applied(Connection worker) throws SQLException {
    var applied = new TreeMap<Integer, Applied>();
    try (var statement = worker.createStatement();
        var rows = statement.executeQuery("select number, name, checksum from migration")) {
      while (rows.next()) {
        applied.put(rows.getInt(1), new Applied(rows.getString(2), rows.getString(3)));
      }
    }
    return applied;
  }

  private void check(Map<Integer, Applied> applied) throws StoreProblem {
    for (var migration : migrations) {
      var known = applied.get(migration.number());
      if (known != null && !known.checksum.equals(migration.checksum())) {
        throw new StoreProblem(
            "The schema step "
                + migration.name()
                + " is not the one that made this store ("
                + known.name
                + "). Install the version of Signet that made it, or use another store.");
      }
    }
    int newest = migrations.stream().mapToInt(Migration::number).max().orElse(0);
    for (var known : applied.entrySet()) {
      if (known.getKey() > newest) {
        throw new StoreProblem(
            "The store was made by a newer version of Signet (schema step "
                + known.getValue().name
                + "). Install that version, or use another store.");
      }
    }
  }

  private static void apply(Connection worker, Migration migration) throws SQLException {
    worker.setAutoCommit(false);
    try (var statement = worker.createStatement();
        var note =
            worker.prepareStatement(
                "insert into migration (number, name, checksum, applied_at)"
                    + " values (?, ?, ?, current_timestamp)")) {
      for (var sql : migration.statements()) {
        statement.execute(sql);
      }
      note.setInt(1, migration.number());
      note.setString(2, migration.name());
      note.setString(3, migration.checksum());
      note.executeUpdate();
      worker.commit();
    } finally {
      worker.rollback();
      worker.setAutoCommit(true);
    }
  }
}
