package org.signet.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The table of what is put off, in the SQL that both databases read.
final class DeferralTable {
  /// Rows that are kept; the eldest give way, so that nobody fills the store with what he sends.
  private static final int MOST = 1_000_000;

  private final Handle handle;
  private final int most;

  DeferralTable(Handle handle) {
    this(handle, MOST);
  }

  DeferralTable(Handle handle, int most) {
    this.handle = handle;
    this.most = most;
  }

  Optional<Instant> firstAt(String attempt) {
    try (var query = handle.createQuery("select first_at from deferral where attempt = :attempt")) {
      return query
          .bind("attempt", attempt)
          .mapTo(OffsetDateTime.class)
          .findOne()
          .map(OffsetDateTime::toInstant);
    }
  }

  /// Since when; from now on, where it is new. Of several hosts that say so at once one is first.
  Instant firstAt(String attempt, Instant now) {
    var known = firstAt(attempt);
    if (known.isPresent()) {
      return known.get();
    }
    try (var insert =
        handle.createUpdate("insert into deferral (attempt, first_at) values (:attempt, :now)")) {
      insert.bind("attempt", attempt).bind("now", Messages.time(now)).execute();
      return now;
    } catch (JdbiException e) {
      if (SqlFault.in(e).filter(SqlFault::isRace).isEmpty()) {
        throw e;
      }
      return firstAt(attempt).orElse(now);
    }
  }

  /// Deletes what is older than this, and what is too much.
  void tidy(Instant before) {
    deleteBefore(before);
    eldestToKeep().ifPresent(this::deleteBefore);
  }

  private Optional<Instant> eldestToKeep() {
    try (var query =
        handle.createQuery(
            "select first_at from deferral order by first_at desc limit 1 offset :most")) {
      return query
          .bind("most", most)
          .mapTo(OffsetDateTime.class)
          .findOne()
          .map(OffsetDateTime::toInstant);
    }
  }

  private void deleteBefore(Instant time) {
    try (var delete = handle.createUpdate("delete from deferral where first_at < :before")) {
      delete.bind("before", Messages.time(time)).execute();
    }
  }
}
