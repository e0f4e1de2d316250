package org.signet.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/// An open database, brought to the schema of this program.
final class Database implements AutoCloseable {
  /// How long a connection is waited for: one for writing, the others for whoever asks.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int CONNECTIONS = 4;

  /// Seconds after which a server that says nothing counts as gone.
  private static final int SILENCE_SECONDS = 30;

  /// PostgreSQL's own words and order; every commit is given to the operating system; no file but
  /// its own; KiB of cache.
  private static final String EMBEDDED =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
          + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=10000;CACHE_SIZE=8192";

  private static final String NAME = "signet";

  private final StoreSettings settings;
  private final HikariDataSource pool;

  private Database(StoreSettings settings, HikariDataSource pool) {
    this.settings = settings;
    this.pool = pool;
  }

  static Database open(StoreSettings settings) throws StoreProblem {
    var words = new DatabaseWords(settings);
    var config =
        switch (settings) {
          case StoreSettings.Folder(var folder) -> embedded(folder, words);
          case StoreSettings.Server server -> server(server, words);
        };
    config.setPoolName("store");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw words.problem(e);
    }
    try {
      new Migrator(pool, Migration.all()).migrate();
      return new Database(settings, pool);
    } catch (SQLException e) {
      pool.close();
      throw words.problem(e);
    } catch (StoreProblem e) {
      pool.close();
      throw e;
    }
  }

  private static HikariConfig embedded(Path folder, DatabaseWords words) throws StoreProblem {
    var file = folder.toAbsolutePath().resolve(NAME).toString();
    // H2 takes what follows a semicolon for settings.
    if (file.indexOf(';') >= 0) {
      throw new StoreProblem(
          "A store cannot be in " + folder + ": use a name without a semicolon.");
    }
    make(folder, words);
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:file:" + file + EMBEDDED);
    config.setUsername("signet");
    config.setPassword("");
    return config;
  }

  /// Makes the folder, for its owner alone: it holds who wrote to whom.
  private static void make(Path folder, DatabaseWords words) throws StoreProblem {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw words.cannotMake(e);
    }
    if (!Files.isWritable(folder)) {
      throw words.notWritable();
    }
  }

  private static HikariConfig server(StoreSettings.Server server, DatabaseWords words)
      throws StoreProblem {
    if (!isUnderstood(server.url())) {
      throw words.notAnUrl();
    }
    var config = new HikariConfig();
    config.setJdbcUrl(server.url());
    config.setUsername(server.user());
    config.addDataSourceProperty("ApplicationName", "signet");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", Integer.toString((int) PATIENCE.toSeconds()));
    config.addDataSourceProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
    if (server.passwordFile().isPresent()) {
      try (var lines = Files.lines(server.passwordFile().get())) {
        config.setPassword(lines.findFirst().orElse(""));
      } catch (IOException | UncheckedIOException e) {
        throw words.noPassword(server.passwordFile().get(), e);
      }
    }
    return config;
  }

  private static boolean isUnderstood(String url) {
    try {
      return url.startsWith("jdbc:postgresql:") && DriverManager.getDriver(url).acceptsURL(url);
    } catch (SQLException _) {
      return false;
    }
  }

  Jdbi jdbi() {
    return Jdbi.create(pool);
  }

  /// The size of the file; 0 for a server, which sees to its files itself.
  long fileOctets() {
    return switch (settings) {
      case StoreSettings.Folder(var folder) -> folder.resolve(NAME + ".mv.db").toFile().length();
      case StoreSettings.Server _ -> 0;
    };
  }

  /// Makes the file as small as what it holds, and closes. Only for H2.
  void compact() throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("shutdown compact");
    } catch (SQLException e) {
      // The connection itself is closed by it, which H2 tells as an error.
      if (SqlFault.in(e).filter(fault -> fault.is("90121")).isEmpty()) {
        throw e;
      }
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
