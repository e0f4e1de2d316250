package org.signet.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/// The databases that the same tests run on.
enum Databases {
  H2 {
    @Override
    StoreSettings fresh(Path folder) {
      return new StoreSettings.Folder(folder.resolve("store" + COUNT.incrementAndGet()));
    }
  },
  POSTGRESQL {
    @Override
    StoreSettings fresh(Path folder) throws IOException {
      var server = Running.server();
      var name = "store" + COUNT.incrementAndGet();
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IOException(e);
      }
      return new StoreSettings.Server(
          server.getJdbcUrl("postgres", name), "postgres", Optional.empty());
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /// An empty store.
  abstract StoreSettings fresh(Path folder) throws IOException;

  /// One server for all tests, which ends with the process.
  static final class Running {
    private static Optional<EmbeddedPostgres> server = Optional.empty();

    private Running() {}

    static synchronized EmbeddedPostgres server() {
      if (server.isEmpty()) {
        try {
          server = Optional.of(EmbeddedPostgres.start());
        } catch (IOException | IllegalStateException e) {
          Assumptions.abort("skipped, because PostgreSQL does not start here: " + e.getMessage());
        }
      }
      return server.orElseThrow();
    }
  }
}
