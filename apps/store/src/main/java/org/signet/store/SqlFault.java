package org.signet.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/// What a database complained of.
///
/// @param state its SQLSTATE; that of H2 is often its own error code
/// @param words what it said, on one line
record SqlFault(String state, String words) {
  private static final int SHOWN = 200;

  /// The first complaint of a database that led to this.
  static Optional<SqlFault> in(Throwable thrown) {
    return causes(thrown)
        .filter(SQLException.class::isInstance)
        .map(fault -> of((SQLException) fault))
        .findFirst();
  }

  /// This, what led to it, what led to that.
  static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(
            Optional.of(thrown),
            Optional::isPresent,
            cause -> cause.flatMap(one -> Optional.ofNullable(one.getCause())))
        .flatMap(Optional::stream);
  }

  private static SqlFault of(SQLException fault) {
    var state = Optional.ofNullable(fault.getSQLState()).orElse("");
    var message = Optional.ofNullable(fault.getMessage()).orElse("no reason given");
    var line = message.lines().findFirst().orElse("no reason given");
    return new SqlFault(state, line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
  }

  boolean is(String... states) {
    for (var one : states) {
      if (state.equals(one)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is about a value that was to be written, and not about the database. SQL:2023,
  /// classes 22 (data) and 23 (constraints).
  boolean isAboutData() {
    return state.startsWith("22") || state.startsWith("23");
  }

  /// Whether somebody else made the same row, or table, at the same time.
  boolean isRace() {
    return is("23505", "42710", "42P07", "42S01", "42S11", "40001", "40P01");
  }
}
