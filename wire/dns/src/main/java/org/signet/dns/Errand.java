package org.signet.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.signet.dns.Answer.Cause;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/// What one question to the validator costs and may cost: it fetches what the validator asks for,
/// each thing once, and remembers what could not be fetched.
///
/// The validator goes on where it likes, on threads of its own; what it needs from the network it
/// puts before this executor, and the thread that asked the question works that off. So this thread
/// alone waits, and by its deadline.
///
/// A message reaches the validator without the records that are not about the question, so that
/// nothing can be smuggled in beside an answer; and not at all where it holds more signatures, keys
/// or denials than an honest zone has. Each signature of a set is tried against one key, so that
/// these bounds hold the work (CVE-2023-50387, CVE-2023-50868).
final class Errand implements Executor {
  /// Signatures of one record set: a zone may have several algorithms and be changing keys.
  static final int MOST_SIGNATURES = 8;

  /// Signatures in one message.
  static final int MOST_SIGNATURES_IN_ALL = 24;

  /// Keys of one zone; and of them, those that have the same tag, which happens by chance to two.
  static final int MOST_KEYS = 32;

  static final int MOST_KEYS_OF_A_TAG = 4;

  /// Denials (NSEC, NSEC3) in one message: three prove anything.
  static final int MOST_DENIALS = 8;

  /// Records of one type that a name may have.
  static final int MOST_RECORDS = 2_000;

  /// Questions for one answer, with those for the keys on the way to it: two for each zone.
  static final int MOST_QUESTIONS = 60;

  /// How long the validator may compute after the last answer has come.
  private static final Duration PATIENCE_TO_COMPUTE = Duration.ofSeconds(10);

  /// @param cause of the first question that failed
  record Failure(Cause cause, String detail) {}

  private final Servers servers;
  private final Deadline deadline;
  private final Map<Question<?>, Optional<Message>> fetched = new HashMap<>();
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private Optional<Failure> failure = Optional.empty();

  Errand(Servers servers, Deadline deadline) {
    this.servers = servers;
    this.deadline = deadline;
  }

  Optional<Failure> failure() {
    return failure;
  }

  @Override
  public void execute(Runnable task) {
    work.add(task);
  }

  /// Works off what there is to fetch until the future has come; empty where it failed.
  Optional<Message> await(CompletableFuture<Message> future) {
    var _ = future.whenComplete((_, _) -> execute(() -> {}));
    var latest = Deadline.in(deadline.left().plus(PATIENCE_TO_COMPUTE));
    try {
      while (!future.isDone()) {
        var task = work.poll(latest.left().toNanos(), TimeUnit.NANOSECONDS);
        if (task == null) {
          return fail(Cause.TIMEOUT, "the validation took too long");
        }
        task.run();
      }
      return Optional.of(future.join());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return fail(Cause.TIMEOUT, Cause.TIMEOUT.words());
    } catch (CompletionException _) {
      // A question failed, which is remembered; or dnsjava could not take what came, and then it is
      // not validated.
      return Optional.empty();
    }
  }

  /// Whether the servers say that the name asked for is an alias.
  boolean isAlias(Question<?> question) {
    return question.type() != Type.CNAME
        && fetch(question)
            .filter(message -> ValidatingResolver.saysAlias(message, question))
            .isPresent();
  }

  /// The message that answers; empty where there is none to be had.
  Optional<Message> fetch(Question<?> question) {
    var known = fetched.get(question);
    if (known != null) {
      return known;
    }
    var message = ask(question);
    fetched.put(question, message);
    return message;
  }

  private Optional<Message> ask(Question<?> question) {
    if (fetched.size() == MOST_QUESTIONS) {
      return fail(Cause.BOGUS, "to validate the answer would take too many questions");
    }
    return switch (servers.ask(question, Asking.RECURSION_UNCHECKED, deadline)) {
      case Servers.Heard.Nothing(var cause, var detail) -> fail(cause, detail);
      case Servers.Heard.Said(var message) when Reading.isRefusal(message) -> {
        var failed = Reading.failed(message);
        yield fail(failed.cause(), failed.detail());
      }
      case Servers.Heard.Said(var message) -> {
        var excess = excess(message);
        yield excess.isPresent()
            ? fail(Cause.BOGUS, excess.get())
            : Optional.of(reduced(message, question));
      }
    };
  }

  private Optional<Message> fail(Cause cause, String detail) {
    failure = failure.or(() -> Optional.of(new Failure(cause, detail)));
    return Optional.empty();
  }

  /// What there is too much of, in words.
  private static Optional<String> excess(Message message) {
    var tally = new Tally();
    for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) {
      for (var record : message.getSection(section)) {
        var excess = tally.excess(record);
        if (excess.isPresent()) {
          return excess.map(what -> "more " + what + " than an honest zone has");
        }
      }
    }
    return Optional.empty();
  }

  /// Counts the records of one message.
  private static final class Tally {
    private final Map<List<Object>, Integer> counts = new HashMap<>();

    Optional<String> excess(Record record) {
      if (exceeds(MOST_RECORDS, "set", record.getName(), record.getType())) {
        return Optional.of("records");
      }
      return switch (record) {
        case RRSIGRecord signature ->
            exceeds(MOST_SIGNATURES_IN_ALL, "signature")
                    || exceeds(
                        MOST_SIGNATURES, "signature", record.getName(), signature.getTypeCovered())
                ? Optional.of("signatures")
                : Optional.empty();
        case DNSKEYRecord key ->
            exceeds(MOST_KEYS, "key")
                    || exceeds(MOST_KEYS_OF_A_TAG, "key", key.getAlgorithm(), key.getFootprint())
                ? Optional.of("keys")
                : Optional.empty();
        case NSECRecord _, NSEC3Record _ ->
            exceeds(MOST_DENIALS, "denial") ? Optional.of("denials") : Optional.empty();
        default -> Optional.empty();
      };
    }

    private boolean exceeds(int most, Object... what) {
      return counts.merge(List.of(what), 1, Integer::sum) > most;
    }
  }

  /// The message with nothing in it but what can be part of an answer to the question, and its
  /// proof.
  private static Message reduced(Message message, Question<?> question) {
    var owner = Wire.name(question.name());
    var reduced = new Message(message.getHeader().getID());
    reduced.setHeader(message.getHeader().clone());
    for (int section = Section.QUESTION; section <= Section.ADDITIONAL; section++) {
      reduced.removeAllRecords(section);
    }
    message.getSection(Section.QUESTION).forEach(one -> reduced.addRecord(one, Section.QUESTION));
    message.getSection(Section.ANSWER).stream()
        .filter(record -> isAbout(record, owner))
        .forEach(record -> reduced.addRecord(record, Section.ANSWER));
    message.getSection(Section.AUTHORITY).stream()
        .filter(Errand::isProof)
        .forEach(record -> reduced.addRecord(record, Section.AUTHORITY));
    return reduced;
  }

  private static boolean isAbout(Record record, Name owner) {
    var isOfRedirection =
        record instanceof DNAMERecord
            || (record instanceof RRSIGRecord signature
                && signature.getTypeCovered() == org.xbill.DNS.Type.DNAME);
    return record.getName().equals(owner) || (isOfRedirection && owner.subdomain(record.getName()));
  }

  private static boolean isProof(Record record) {
    return switch (record) {
      case SOARecord _, NSECRecord _, NSEC3Record _ -> true;
      case RRSIGRecord signature ->
          switch (signature.getTypeCovered()) {
            case org.xbill.DNS.Type.SOA, org.xbill.DNS.Type.NSEC, org.xbill.DNS.Type.NSEC3 -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /// What the validator takes for its resolver: the errand that it is on.
  static final class Head implements Resolver {
    /// A question that fails ends the validation: the validator would else keep for a while that
    /// there is no key.
    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
      var record = query.getQuestion();
      var type = Type.numbered(record.getType());
      if (!(executor instanceof Errand errand) || type.isEmpty()) {
        return CompletableFuture.failedStage(new IOException("no question of an errand"));
      }
      var question = new Question<>(Wire.domain(record.getName()), type.get());
      return CompletableFuture.supplyAsync(
          () -> errand.fetch(question).orElseThrow().clone(), errand);
    }

    @Override
    public void setPort(int port) {}

    @Override
    public void setTCP(boolean always) {}

    @Override
    public void setIgnoreTruncation(boolean ignores) {}

    @Override
    public void setEDNS(int version, int payload, int flags, List<EDNSOption> options) {}

    @Override
    public void setTSIGKey(TSIG key) {}

    @Override
    public void setTimeout(Duration timeout) {}
  }
}
