package org.signet.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.signet.foundation.text.Domain;

/// The table of messages, in the SQL that both databases read.
final class Messages {
  private static final String COLUMNS = "queue_id, judged_at, direction, action, author, dmarc";

  /// A message and its place in the order of time.
  record Row(long id, KeptMessage message) {}

  private final Handle handle;

  Messages(Handle handle) {
    this.handle = handle;
  }

  void insert(List<KeptMessage> messages) {
    var sql =
        "insert into message ("
            + COLUMNS
            + ", octets, proof) values (:queueId, :at, :direction, :action, :author, :dmarc,"
            + " :octets, :proof)";
    try (var batch = handle.prepareBatch(sql)) {
      for (var message : messages) {
        batch
            .bind("queueId", message.queueId())
            .bind("at", time(message.at()))
            .bind("direction", message.direction())
            .bind("action", message.action())
            .bind("author", message.author().map(Domain::text))
            .bind("dmarc", message.dmarc())
            .bind("octets", message.proof().length())
            .bind("proof", message.proof().getBytes(ISO_8859_1))
            .add();
      }
      batch.execute();
    }
  }

  /// The latest first.
  List<KeptMessage> byQueueId(String queueId, int most) {
    try (var query =
        query("where queue_id = :queueId order by judged_at desc, id desc limit :most")) {
      return query
          .bind("queueId", KeptMessage.queueId(queueId))
          .bind("most", most)
          .map((rows, _) -> row(rows).message())
          .list();
    }
  }

  /// The earliest of a selection.
  List<Row> first(Selection selection, int most) {
    try (var query = query(where(selection) + inOrder(selection))) {
      return rows(bind(query, selection), most);
    }
  }

  /// Those of a selection that come after one of them.
  List<Row> after(Row row, Selection selection, int most) {
    var at = row.message().at();
    var rest = new Selection(at, selection.to(), selection.action());
    try (var query = query(where(rest) + " and (judged_at > :from or id > :id)" + inOrder(rest))) {
      return rows(bind(query, rest).bind("id", row.id()), most);
    }
  }

  private static List<Row> rows(Query query, int most) {
    return query.bind("most", most).map((rows, _) -> row(rows)).list();
  }

  long count(Selection selection) {
    try (var query = handle.createQuery("select count(*) from message " + where(selection))) {
      return bind(query, selection).mapTo(Long.class).one();
    }
  }

  /// Octets of all proofs.
  long octets() {
    // The condition lets both databases answer from the index on time alone.
    try (var query =
        handle.createQuery(
            "select coalesce(sum(octets), 0) from message where judged_at > :ever")) {
      return query.bind("ever", time(Instant.EPOCH)).mapTo(Long.class).one();
    }
  }

  private record Old(long id, OffsetDateTime at, long octets) {}

  /// Deletes the oldest: those before this time, and more until so many octets are gone.
  ///
  /// @return how many that were, at most `most`
  int deleteOldest(Instant before, long octets, int most) {
    long gone = 0;
    int count = 0;
    var last = Optional.<Old>empty();
    for (var old : oldest(most)) {
      if (!old.at.toInstant().isBefore(before) && gone >= octets) {
        break;
      }
      gone += old.octets;
      count++;
      last = Optional.of(old);
    }
    last.ifPresent(this::deleteUpTo);
    return count;
  }

  private List<Old> oldest(int most) {
    try (var query =
        handle.createQuery(
            "select id, judged_at, octets from message where judged_at > :ever"
                + " order by judged_at, id limit :most")) {
      return query
          .bind("ever", time(Instant.EPOCH))
          .bind("most", most)
          .map(
              (rows, _) ->
                  new Old(
                      rows.getLong("id"),
                      rows.getObject("judged_at", OffsetDateTime.class),
                      rows.getLong("octets")))
          .list();
    }
  }

  private void deleteUpTo(Old last) {
    try (var delete =
        handle.createUpdate(
            "delete from message where judged_at <= :at and (judged_at < :at or id <= :id)")) {
      delete.bind("at", last.at).bind("id", last.id).execute();
    }
  }

  private Query query(String rest) {
    return handle.createQuery("select id, " + COLUMNS + ", proof from message " + rest);
  }

  private static String where(Selection selection) {
    return "where judged_at >= :from and judged_at < :to"
        + (selection.action().isPresent() ? " and action = :action" : "");
  }

  /// With the action in front, the index on it gives the order; else each page would be sorted
  /// anew.
  private static String inOrder(Selection selection) {
    return " order by "
        + (selection.action().isPresent() ? "action, " : "")
        + "judged_at, id limit :most";
  }

  private static Query bind(Query query, Selection selection) {
    query.bind("from", time(selection.from())).bind("to", time(selection.to()));
    selection.action().ifPresent(word -> query.bind("action", word));
    return query;
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong("id"),
        new KeptMessage(
            rows.getString("queue_id"),
            rows.getObject("judged_at", OffsetDateTime.class).toInstant(),
            rows.getString("direction"),
            rows.getString("action"),
            Optional.ofNullable(rows.getString("author"))
                .flatMap(author -> Domain.parse(author).optional()),
            rows.getString("dmarc"),
            new String(rows.getBytes("proof"), ISO_8859_1)));
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
