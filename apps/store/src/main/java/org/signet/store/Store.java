package org.signet.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.signet.foundation.text.Domain;

/// An open store. Blocks; safe for many threads. What judges mail uses a [Recorder] instead, which
/// never blocks.
public final class Store implements Archive, Shelf {
  /// Messages that are read, or forgotten, at once.
  private static final int PAGE = 100;

  private static final int MOST_FORGOTTEN = 2_000;

  /// How long it is remembered that something was put off; senders give up before.
  private static final Duration DEFERRALS_KEPT = Duration.ofDays(7);

  /// Octets by which the file of an embedded database may exceed twice what it holds. H2 gives room
  /// back to itself only slowly while it is written, and to the file system not at all.
  private static final long SLACK = 16 << 20;

  private final DatabaseWords words;
  private final Database database;
  private final Jdbi jdbi;
  private final Optional<Window> window;

  private Store(StoreSettings settings, Database database) {
    this.words = new DatabaseWords(settings);
    this.database = database;
    this.jdbi = database.jdbi();
    this.window =
        switch (settings) {
          case StoreSettings.Folder(var folder) -> Window.open(folder, this);
          case StoreSettings.Server _ -> Optional.empty();
        };
  }

  /// Opens a store; an empty one where there is none yet. While one in a folder is open, other
  /// processes of this host can ask it: [Archive#open].
  public static Store open(StoreSettings settings) throws StoreProblem {
    return new Store(settings, Database.open(settings));
  }

  /// Keeps these, together; one that is too large, or that the database would not take, is not.
  ///
  /// @return how many were not
  @Override
  public int keep(List<KeptMessage> messages) throws StoreProblem {
    var fitting =
        messages.stream().filter(one -> one.proof().length() <= KeptMessage.MOST_OCTETS).toList();
    int refused = messages.size() - fitting.size();
    try {
      insert(fitting);
      return refused;
    } catch (JdbiException e) {
      if (!isAboutData(e)) {
        throw words.problem(e);
      }
      return refused + keepOneByOne(fitting);
    }
  }

  private void insert(List<KeptMessage> messages) {
    jdbi.useTransaction(handle -> new Messages(handle).insert(messages));
  }

  private int keepOneByOne(List<KeptMessage> messages) throws StoreProblem {
    int refused = 0;
    for (var message : messages) {
      try {
        insert(List.of(message));
      } catch (JdbiException e) {
        if (!isAboutData(e)) {
          throw words.problem(e);
        }
        refused++;
      }
    }
    return refused;
  }

  private static boolean isAboutData(JdbiException e) {
    return SqlFault.in(e).filter(SqlFault::isAboutData).isPresent();
  }

  @Override
  public List<KeptMessage> find(String queueId) throws StoreProblem {
    return with(handle -> new Messages(handle).byQueueId(queueId, MOST_OF_ONE_ID));
  }

  @Override
  public long count(Selection selection) throws StoreProblem {
    return with(handle -> new Messages(handle).count(selection));
  }

  @Override
  public void forEach(Selection selection, Consumer<KeptMessage> reader) throws StoreProblem {
    var page = with(handle -> new Messages(handle).first(selection, PAGE));
    while (!page.isEmpty()) {
      page.forEach(row -> reader.accept(row.message()));
      var last = page.getLast();
      page = with(handle -> new Messages(handle).after(last, selection, PAGE));
    }
  }

  @Override
  public List<TlsAnswer> tlsAnswers(Domain domain, Instant from, Instant to) throws StoreProblem {
    var since = TlsAnswers.before(from);
    return with(handle -> new TlsAnswerTable(handle).within(domain, since, to, MOST_ANSWERS));
  }

  @Override
  public boolean forget(Retention retention, Instant now) throws StoreProblem {
    return with(
        handle -> {
          var messages = new Messages(handle);
          new DeferralTable(handle).tidy(now.minus(DEFERRALS_KEPT));
          long excess = messages.octets() - retention.octets();
          var before = now.minus(retention.age());
          new TlsAnswerTable(handle).tidy(before);
          return messages.deleteOldest(before, excess, MOST_FORGOTTEN) == MOST_FORGOTTEN;
        });
  }

  @Override
  public boolean shrink() throws StoreProblem {
    long file = database.fileOctets();
    if (file <= SLACK || file <= SLACK + 2 * with(handle -> new Messages(handle).octets())) {
      return false;
    }
    try {
      window.ifPresent(Window::close);
      database.compact();
      return true;
    } catch (SQLException e) {
      throw words.problem(e);
    }
  }

  /// Since when each of these is put off; those that are not are absent.
  Map<String, Instant> deferredSince(Collection<String> attempts) throws StoreProblem {
    return with(handle -> new DeferralTable(handle).firstAt(attempts));
  }

  /// Notes since when these are put off, all from one network; what was known stays.
  void defer(String network, Map<String, Instant> first) throws StoreProblem {
    with(
        handle -> {
          new DeferralTable(handle).note(network, first);
          return true;
        });
  }

  /// Keeps answers of the TLS policy server, together.
  void keepAnswers(List<TlsAnswer> answers) throws StoreProblem {
    try {
      jdbi.useTransaction(
          handle -> {
            var table = new TlsAnswerTable(handle);
            answers.forEach(table::keep);
          });
    } catch (JdbiException e) {
      throw words.problem(e);
    }
  }

  private <T> T with(HandleCallback<T, RuntimeException> work) throws StoreProblem {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw words.problem(e);
    }
  }

  @Override
  public void close() {
    window.ifPresent(Window::close);
    database.close();
  }
}
