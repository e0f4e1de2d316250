package org.signet.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.signet.foundation.text.Domain;

/// The table of what the TLS policy server answered, in the SQL that both databases read.
final class TlsAnswerTable {
  /// Rows that are kept; those that were told last the longest ago give way.
  private static final int MOST = 1_000_000;

  /// For how long nobody may have asked, so that the next answer still continues the one before.
  static final Duration PAUSE = Duration.ofDays(1);

  private static final String COLUMNS = "domain, first_at, last_at, basis, answer, reason";

  private record Row(long id, TlsAnswer answer) {}

  private final Handle handle;
  private final int most;

  TlsAnswerTable(Handle handle) {
    this(handle, MOST);
  }

  TlsAnswerTable(Handle handle, int most) {
    this.handle = handle;
    this.most = most;
  }

  /// Keeps an answer: as the later end of a row, or as a new one. Several hosts that answer
  /// differently each keep to their own row; two that begin the same at once make two.
  void keep(TlsAnswer answer) {
    var known = latest(answer.domain()).filter(row -> continues(row.answer(), answer));
    known
        .or(() -> begunAt(answer))
        .ifPresentOrElse(row -> extend(row, answer), () -> insert(answer));
  }

  private static boolean continues(TlsAnswer row, TlsAnswer answer) {
    return row.isLike(answer) && !answer.first().isAfter(row.last().plus(PAUSE));
  }

  private Optional<Row> latest(Domain domain) {
    try (var query = query("where domain = :domain order by first_at desc, id desc limit 1")) {
      return query.bind("domain", domain.text()).map((rows, _) -> row(rows)).findOne();
    }
  }

  private Optional<Row> begunAt(TlsAnswer answer) {
    try (var query = query("where domain = :domain and first_at = :first order by id")) {
      return query
          .bind("domain", answer.domain().text())
          .bind("first", Messages.time(answer.first()))
          .map((rows, _) -> row(rows))
          .list()
          .stream()
          .filter(row -> row.answer().isLike(answer))
          .findFirst();
    }
  }

  private void extend(Row row, TlsAnswer answer) {
    var sql = "update tls_answer set last_at = :last, reason = :reason where id = :id";
    try (var update = handle.createUpdate(sql)) {
      update
          .bind("last", Messages.time(row.answer().until(answer.last()).last()))
          .bind("reason", answer.reason())
          .bind("id", row.id())
          .execute();
    }
  }

  private void insert(TlsAnswer answer) {
    var sql =
        "insert into tls_answer ("
            + COLUMNS
            + ") values (:domain, :first, :last, :basis, :answer, :reason)";
    try (var insert = handle.createUpdate(sql)) {
      insert
          .bind("domain", answer.domain().text())
          .bind("first", Messages.time(answer.first()))
          .bind("last", Messages.time(answer.last()))
          .bind("basis", answer.basis().name())
          .bind("answer", answer.answer())
          .bind("reason", answer.reason())
          .execute();
    }
  }

  /// The answers about a domain that were told within this time, the earliest first.
  List<TlsAnswer> within(Domain domain, Instant from, Instant to, int most) {
    try (var query =
        query(
            "where domain = :domain and last_at >= :from and first_at <= :to"
                + " order by first_at desc, id desc limit :most")) {
      return query
          .bind("domain", domain.text())
          .bind("from", Messages.time(from))
          .bind("to", Messages.time(to))
          .bind("most", most)
          .map((rows, _) -> row(rows).answer())
          .list()
          .reversed();
    }
  }

  /// Deletes what was told last before this, and what is too much.
  void tidy(Instant before) {
    deleteBefore(before);
    eldestToKeep().ifPresent(this::deleteBefore);
  }

  private Optional<Instant> eldestToKeep() {
    try (var query =
        handle.createQuery(
            "select last_at from tls_answer order by last_at desc limit 1 offset :most")) {
      return query
          .bind("most", most)
          .mapTo(OffsetDateTime.class)
          .findOne()
          .map(OffsetDateTime::toInstant);
    }
  }

  private void deleteBefore(Instant time) {
    try (var delete = handle.createUpdate("delete from tls_answer where last_at < :before")) {
      delete.bind("before", Messages.time(time)).execute();
    }
  }

  private Query query(String rest) {
    return handle.createQuery("select id, " + COLUMNS + " from tls_answer " + rest);
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong("id"),
        new TlsAnswer(
            Domain.of(rows.getString("domain")),
            TlsAnswer.Basis.valueOf(rows.getString("basis")),
            rows.getString("answer"),
            rows.getString("reason"),
            rows.getObject("first_at", OffsetDateTime.class).toInstant(),
            rows.getObject("last_at", OffsetDateTime.class).toInstant()));
  }
}
