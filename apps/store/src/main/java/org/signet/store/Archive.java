package org.signet.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.signet.foundation.text.Domain;

/// What is kept, to be asked. Blocks; safe for many threads.
public interface Archive extends AutoCloseable {
  /// Messages of one queue id that are found.
  int MOST_OF_ONE_ID = 100;

  /// Answers about one domain that are found.
  int MOST_ANSWERS = 10_000;

  /// Opens a store to ask it. Where another process of this host has it open, such as the guard,
  /// that process is asked instead.
  static Archive open(StoreSettings settings) throws StoreProblem {
    if (settings instanceof StoreSettings.Folder(var folder)) {
      var neighbour = new Neighbour(folder);
      if (neighbour.isThere()) {
        return neighbour;
      }
    }
    return Store.open(settings);
  }

  /// The messages of a queue id, the latest first; a mail server may use one again.
  List<KeptMessage> find(String queueId) throws StoreProblem;

  long count(Selection selection) throws StoreProblem;

  /// Hands over each message of a selection, the earliest first; holds a few of them at a time.
  void forEach(Selection selection, Consumer<KeptMessage> reader) throws StoreProblem;

  /// What the TLS policy server answered about a domain within this time, the earliest first; the
  /// latest [#MOST_ANSWERS] of it. [TlsAnswers#at] chooses from it.
  List<TlsAnswer> tlsAnswers(Domain domain, Instant from, Instant to) throws StoreProblem;

  @Override
  void close();
}
