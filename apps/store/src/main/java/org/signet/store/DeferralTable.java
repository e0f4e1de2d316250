package org.signet.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The table of what is put off, in the SQL that both databases read.
final class DeferralTable {
  /// Rows that are kept; the eldest give way, so that nobody fills the store with what he sends.
  private static final int MOST = 1_000_000;

  /// Rows that one network may have; its own eldest give way.
  static final int MOST_OF_A_NETWORK = 1_000;

  private final Handle handle;
  private final int most;

  DeferralTable(Handle handle) {
    this(handle, MOST);
  }

  DeferralTable(Handle handle, int most) {
    this.handle = handle;
    this.most = most;
  }

  /// Since when each of these is put off; those that are not are absent.
  Map<String, Instant> firstAt(Collection<String> attempts) {
    if (attempts.isEmpty()) {
      return Map.of();
    }
    try (var query =
        handle.createQuery(
            "select attempt, first_at from deferral where attempt in (<attempts>)")) {
      var first = new HashMap<String, Instant>();
      query
          .bindList("attempts", List.copyOf(attempts))
          .map(
              (rows, _) ->
                  Map.entry(
                      rows.getString("attempt"),
                      rows.getObject("first_at", OffsetDateTime.class).toInstant()))
          .forEach(row -> first.put(row.getKey(), row.getValue()));
      return first;
    }
  }

  /// Notes since when these are put off, where that is new.
  ///
  /// @param network all of them came from it
  void note(String network, Map<String, Instant> first) {
    var known = firstAt(first.keySet());
    first.forEach(
        (attempt, at) -> {
          if (!known.containsKey(attempt)) {
            insert(network, attempt, at);
          }
        });
    newest(network, MOST_OF_A_NETWORK).ifPresent(time -> deleteBefore(network, time));
  }

  /// Of several hosts that say so at once one is first.
  private void insert(String network, String attempt, Instant at) {
    try (var insert =
        handle.createUpdate(
            "insert into deferral (attempt, network, first_at)"
                + " values (:attempt, :network, :at)")) {
      insert
          .bind("attempt", attempt)
          .bind("network", network)
          .bind("at", Messages.time(at))
          .execute();
    } catch (JdbiException e) {
      if (SqlFault.in(e).filter(SqlFault::isRace).isEmpty()) {
        throw e;
      }
    }
  }

  /// The time of the eldest of so many that are the newest of a network; empty where there are no
  /// more.
  private Optional<Instant> newest(String network, int count) {
    try (var query =
        handle.createQuery(
            "select first_at from deferral where network = :network"
                + " order by network desc, first_at desc limit 1 offset :count")) {
      return query
          .bind("network", network)
          .bind("count", count - 1)
          .mapTo(OffsetDateTime.class)
          .findOne()
          .map(OffsetDateTime::toInstant);
    }
  }

  private void deleteBefore(String network, Instant time) {
    try (var delete =
        handle.createUpdate(
            "delete from deferral where network = :network and first_at < :before")) {
      delete.bind("network", network).bind("before", Messages.time(time)).execute();
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
