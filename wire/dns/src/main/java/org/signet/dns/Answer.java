package org.signet.dns;

import java.time.Duration;
import java.util.List;
import org.signet.foundation.text.Domain;

/// What the DNS said to one question. There are four cases, and a failure is never told as absence.
///
/// @param <R> the data asked for
public sealed interface Answer<R extends Rdata> {
  /// CNAMEs that are followed for one question; more is taken for a loop.
  int MOST_ALIASES = 16;

  /// There are records of the type.
  ///
  /// @param owner the name they stand at: the name asked for, or the last target of its CNAMEs
  /// @param records at least one, in the order of the answer
  record Found<R extends Rdata>(Domain owner, List<R> records, Source source) implements Answer<R> {
    public Found {
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("an answer without records is NoData");
      }
    }
  }

  /// The name exists and has no record of the type (RFC 2308 §2.2).
  record NoData<R extends Rdata>(Domain owner, Source source) implements Answer<R> {}

  /// The name does not exist, nor does anything below it (RFC 2308 §2.1, RFC 8020).
  ///
  /// @param owner the name that does not exist: where `source` has aliases it is the dangling
  /// target
  ///     of the last, and the name asked for does exist
  record NoSuchName<R extends Rdata>(Domain owner, Source source) implements Answer<R> {}

  /// The question could not be answered now. Nothing follows about what exists.
  ///
  /// @param detail what happened, in a few words, for a person
  record Failed<R extends Rdata>(Cause cause, String detail) implements Answer<R> {}

  /// Why a question was not answered.
  enum Cause {
    /// No server answered in time.
    TIMEOUT("no server answered in time"),
    /// The server could not get at the data (RFC 1035 §4.1.1, RCODE 2).
    SERVFAIL("the server failed (SERVFAIL)"),
    /// The server would not answer (RCODE 5).
    REFUSED("the server refused to answer"),
    /// The signatures do not fit the data or the chain is broken (RFC 4035 §4.3).
    BOGUS("the answer is bogus: its DNSSEC signatures do not hold"),
    /// The answer breaks the protocol: malformed, an endless chain of aliases, another RCODE.
    MALFORMED("the answer was malformed"),
    /// The answer does not fit into UDP, and only UDP was tried (RFC 1035 §4.2.1).
    TRUNCATED("the answer is too large for UDP"),
    /// No server could be reached.
    UNREACHABLE("no server could be reached"),
    /// The budget of queries or of time for this message was spent before the question.
    BUDGET("the budget for DNS queries was spent"),
    /// The recording that is replayed does not hold this question.
    NOT_RECORDED("the recording does not hold this question");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /// What happened, as the rest of a sentence.
    public String words() {
      return words;
    }
  }

  /// How an answer reached us.
  ///
  /// @param ttl how long it may be kept, as the server gave it; for a negative answer by RFC 2308
  /// §5
  /// @param aliases the CNAMEs that led from the name asked for to the owner, in order
  /// @param signatures the RRSIG records that came with the records, perhaps none
  record Source(
      Security security, Duration ttl, List<Alias> aliases, List<Rdata.Rrsig> signatures) {
    public Source {
      aliases = List.copyOf(aliases);
      signatures = List.copyOf(signatures);
    }

    /// An answer that came directly, unsigned.
    public static Source direct(Security security, Duration ttl) {
      return new Source(security, ttl, List.of(), List.of());
    }
  }

  /// One CNAME: `name` is another name for `target`.
  record Alias(Domain name, Domain target) {}

  /// The records, or none where there are none or the question was not answered.
  default List<R> records() {
    return this instanceof Found<R> found ? found.records : List.of();
  }

  /// This answer as one about another type of data, for the cases that hold none.
  ///
  /// @throws IllegalArgumentException for [Found]
  default <S extends Rdata> Answer<S> withoutRecords() {
    return switch (this) {
      case Found<R> _ -> throw new IllegalArgumentException("the answer has records");
      case NoData<R>(var owner, var source) -> new NoData<>(owner, source);
      case NoSuchName<R>(var owner, var source) -> new NoSuchName<>(owner, source);
      case Failed<R>(var cause, var detail) -> new Failed<>(cause, detail);
    };
  }
}
