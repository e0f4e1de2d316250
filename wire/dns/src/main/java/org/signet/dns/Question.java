package org.signet.dns;

import org.signet.foundation.text.Domain;

/// What is asked of the DNS: the records of one type at one name. The class is always `IN`.
///
/// @param <R> the data asked for
public record Question<R extends Rdata>(Domain name, Type<R> type) {
  /// An answer that was kept for this question, with the type of its data known again.
  ///
  /// @throws IllegalArgumentException where its records are of another type
  @SuppressWarnings("unchecked")
  public Answer<R> own(Answer<?> kept) {
    if (kept instanceof Answer.Found<?> found
        && !type.data().isInstance(found.records().getFirst())) {
      throw new IllegalArgumentException("no answer to " + this);
    }
    return (Answer<R>) kept;
  }

  /// As a person would ask it: `example.com TXT`.
  @Override
  public String toString() {
    return name + " " + type;
  }
}
