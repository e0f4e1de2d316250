package org.signet.dns;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.signet.dns.Answer.Cause;
import org.signet.dns.StubResolver.Patience;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/// Asks recursive name servers as [StubResolver] does, and validates what they say by itself, from
/// the trust anchors down (RFC 4035 §5). So the way to the servers need not be trusted, nor they
/// themselves, and what they think of an answer (the AD bit) counts for nothing.
///
/// Every answer is [Security#SECURE] or [Security#INSECURE]; one whose signatures do not hold is
/// [Cause#BOGUS]. What the servers fail to answer is the failure that they name, of the question
/// itself or of one for a key on the way to it. Aliases are followed one by one, each validated for
/// itself, and an answer is as secure as the weakest of them (RFC 7672 §2.1.3).
///
/// RRSIG records are not signed themselves: an answer that holds them is [Security#UNCHECKED].
///
/// The validator is that of dnsjava, with the algorithms 8, 10, 13, 14, 15 and 16, and the digests
/// SHA-256 and SHA-384; what is signed by others alone is insecure (RFC 9904, RFC 9905). It sees
/// only what [Errand] lets through, which bounds what a hostile zone can make it compute.
public final class ValidatingResolver implements Resolver {
  private static final int MOST_DETAIL = 160;

  private final Servers servers;
  private final StubResolver unvalidated;
  private final Patience patience;
  private final InstantSource clock;
  private final org.xbill.DNS.dnssec.ValidatingResolver validator;

  /// @param servers at least one
  public ValidatingResolver(
      List<NameServer> servers, Patience patience, TrustAnchors anchors, InstantSource clock) {
    this(servers, patience, anchors, clock, new SecureRandom());
  }

  /// @param random for message ids; must not be foreseeable
  ValidatingResolver(
      List<NameServer> servers,
      Patience patience,
      TrustAnchors anchors,
      InstantSource clock,
      RandomGenerator random) {
    this.servers = new Servers(servers, patience, random);
    unvalidated = new StubResolver(servers, patience, false, random);
    this.patience = patience;
    this.clock = clock;
    validator =
        new org.xbill.DNS.dnssec.ValidatingResolver(
            new Errand.Head(), clock.withZone(ZoneOffset.UTC));
    ValidatorSettings.apply(validator, anchors);
  }

  public List<NameServer> servers() {
    return servers.all();
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    return lookup(new Question<>(name, type), Deadline.never());
  }

  @Override
  public Resolver within(Duration longest) {
    return new Hurried(Deadline.in(longest));
  }

  private final class Hurried implements Resolver {
    private final Deadline deadline;

    Hurried(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      return ValidatingResolver.this.lookup(new Question<>(name, type), deadline);
    }

    @Override
    public Resolver within(Duration longest) {
      return new Hurried(deadline.orEarlier(Deadline.in(longest)));
    }
  }

  private <R extends Rdata> Answer<R> lookup(Question<R> question, Deadline latest) {
    if (question.type() == Type.RRSIG) {
      return unvalidated.within(latest.left()).lookup(question.name(), question.type());
    }
    var errand = new Errand(servers, latest.orEarlier(Deadline.in(patience.total())));
    var reading = new Reading<>(question, Security.SECURE);
    for (int i = 0; i <= Answer.MOST_ALIASES; i++) {
      var next = reading.question();
      if (!errand.isAlias(next)) {
        return reading.endedBy(validated(next, errand));
      }
      var link = validated(new Question<>(next.name(), Type.CNAME), errand);
      if (!(link instanceof Answer.Found<Rdata.Cname> alias)) {
        return link instanceof Answer.Failed<Rdata.Cname> failed
            ? failed.withoutRecords()
            : new Answer.Failed<>(Cause.MALFORMED, "an alias that is none");
      }
      if (!reading.follow(alias)) {
        break;
      }
    }
    return Reading.endless();
  }

  /// The answer to a question about a name that is no alias.
  private <R extends Rdata> Answer<R> validated(Question<R> question, Errand errand) {
    var record = Record.newRecord(Wire.name(question.name()), question.type().number(), DClass.IN);
    var validation = validator.sendAsync(Message.newQuery(record), errand);
    var message = errand.await(validation.toCompletableFuture());
    var isSecure = message.isPresent() && message.get().getHeader().getFlag(Flags.AD);
    if (!isSecure && errand.failure().isPresent()) {
      return new Answer.Failed<>(errand.failure().get().cause(), errand.failure().get().detail());
    }
    var reason = message.flatMap(ValidatingResolver::reason);
    // The validator swallows what throws while it looks at a denial, and then says nothing at all:
    // an absence that is shown to be insecure has a reason.
    var isUndecided =
        !isSecure && reason.isEmpty() && !message.map(m -> holds(m, question)).orElse(false);
    if (message.isEmpty() || message.get().getRcode() == Rcode.SERVFAIL || isUndecided) {
      var why = reason.orElse("no reason is known");
      return new Answer.Failed<>(Cause.BOGUS, Ascii.printable(why, MOST_DETAIL));
    }
    var answer =
        new Reading<>(question, isSecure ? Security.SECURE : Security.INSECURE)
            .read(message.get())
            .orElseGet(() -> new Answer.Failed<>(Cause.MALFORMED, "an alias that leads nowhere"));
    return isSecure ? SignedTerm.shortened(answer, clock.instant()) : answer;
  }

  private static boolean holds(Message message, Question<?> question) {
    return message.getSection(Section.ANSWER).stream()
        .anyMatch(record -> record.getType() == question.type().number());
  }

  /// Why an answer is bogus or insecure, which the validator puts into a record of a class of its
  /// own.
  private static Optional<String> reason(Message message) {
    for (var record : message.getSection(Section.ADDITIONAL)) {
      if (record instanceof TXTRecord text
          && text.getDClass() == org.xbill.DNS.dnssec.ValidatingResolver.VALIDATION_REASON_QCLASS) {
        return Optional.of(String.join("", text.getStrings()));
      }
    }
    return Optional.empty();
  }

  /// Whether a message says that the name asked for is an alias.
  static boolean saysAlias(Message message, Question<?> question) {
    var owner = Wire.name(question.name());
    return message.getSection(Section.ANSWER).stream()
        .anyMatch(record -> record instanceof CNAMERecord && record.getName().equals(owner));
  }
}
