package org.signet.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.dns.Answer.Cause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Reads the answer to one question from the messages that came for it, along its aliases: several
/// where a message ends at an alias whose target is still to be asked for.
///
/// Only records that stand at the name asked for, or at a target of its aliases, are looked at;
/// whatever else a message holds is passed over.
final class Reading<R extends Rdata> {
  /// What a server may say about its failure, shown to a person.
  private static final int MOST_DETAIL = 120;

  private final org.signet.dns.Type<R> type;
  private final List<Answer.Alias> aliases = new ArrayList<>();
  private Domain owner;
  private long ttl = Integer.MAX_VALUE;

  /// Of what was read so far: that of the weakest part.
  private Security security;

  /// @param security what is known about the messages
  Reading(Question<R> question, Security security) {
    type = question.type();
    owner = question.name();
    this.security = security;
  }

  /// What is to be asked next: the question, or the same of the last alias's target.
  Question<R> question() {
    return new Question<>(owner, type);
  }

  /// What comes next is no more secure than this.
  void weaken(Security other) {
    security = security.and(other);
  }

  /// Goes on from the name asked for, which is an alias, to its target.
  ///
  /// @return false where the aliases are too many
  boolean follow(Answer.Found<Rdata.Cname> alias) {
    var target = alias.records().getFirst().target();
    aliases.add(new Answer.Alias(owner, target));
    owner = target;
    return join(alias.source());
  }

  /// The answer where [#question()] is put to another resolver.
  Answer<R> endedBy(Resolver resolver) {
    return endedBy(resolver.lookup(owner, type));
  }

  /// The answer where this is the one to [#question()].
  Answer<R> endedBy(Answer<R> end) {
    return switch (end) {
      case Answer.Found<R>(var last, var records, var rest) when join(rest) ->
          new Answer.Found<>(last, records, source(rest.signatures()));
      case Answer.NoData<R>(var last, var rest) when join(rest) ->
          new Answer.NoData<>(last, source(rest.signatures()));
      case Answer.NoSuchName<R>(var last, var rest) when join(rest) ->
          new Answer.NoSuchName<>(last, source(rest.signatures()));
      case Answer.Failed<R> failed -> failed;
      case Answer<R> _ -> endless();
    };
  }

  /// False where the aliases of both are too many.
  private boolean join(Answer.Source rest) {
    aliases.addAll(rest.aliases());
    ttl = Math.min(ttl, rest.ttl().toSeconds());
    weaken(rest.security());
    return aliases.size() <= Answer.MOST_ALIASES;
  }

  /// Whether the server says that it cannot answer, so that another may be asked.
  static boolean isRefusal(Message message) {
    return isFailure(message) || isReferral(message);
  }

  /// Whether its RCODE tells nothing about the name.
  static boolean isFailure(Message message) {
    return message.getRcode() != Rcode.NOERROR && message.getRcode() != Rcode.NXDOMAIN;
  }

  /// Whether it names other servers instead of answering (RFC 2308 §2.2): a resolver that is asked
  /// for recursion must not.
  private static boolean isReferral(Message message) {
    var authority = message.getSection(Section.AUTHORITY);
    return message.getRcode() == Rcode.NOERROR
        && !message.getHeader().getFlag(Flags.AA)
        && message.getSection(Section.ANSWER).isEmpty()
        && authority.stream().anyMatch(record -> record.getType() == Type.NS)
        && authority.stream().noneMatch(record -> record.getType() == Type.SOA);
  }

  /// The answer; empty where [#question()] has now become another, which is to be asked.
  Optional<Answer<R>> read(Message message) {
    if (isRefusal(message)) {
      return Optional.of(failed(message));
    }
    var answers = byOwner(message);
    int before = aliases.size();
    while (true) {
      var here = answers.getOrDefault(Wire.name(owner), List.of());
      var found = here.stream().filter(record -> record.getType() == type.number()).toList();
      if (!found.isEmpty()) {
        return Optional.of(
            message.getRcode() == Rcode.NOERROR ? found(found, here) : contradiction());
      }
      var alias = here.stream().filter(CNAMERecord.class::isInstance).findFirst();
      if (alias.isEmpty()) {
        break;
      }
      if (aliases.size() == Answer.MOST_ALIASES) {
        return Optional.of(endless());
      }
      follow((CNAMERecord) alias.get());
    }
    return absent(message, aliases.size() > before);
  }

  private static Map<Name, List<Record>> byOwner(Message message) {
    var byOwner = new HashMap<Name, List<Record>>();
    for (var record : message.getSection(Section.ANSWER)) {
      if (record.getDClass() == DClass.IN) {
        byOwner.computeIfAbsent(record.getName(), _ -> new ArrayList<>()).add(record);
      }
    }
    return byOwner;
  }

  private void follow(CNAMERecord record) {
    var target = Wire.domain(record.getTarget());
    aliases.add(new Answer.Alias(owner, target));
    ttl = Math.min(ttl, seconds(record));
    owner = target;
  }

  private Answer<R> found(List<Record> records, List<Record> here) {
    var data = new LinkedHashSet<R>(); // each once: RFC 2181 §5
    for (var record : records) {
      data.add(type.data().cast(Wire.data(record)));
      ttl = Math.min(ttl, seconds(record));
    }
    var signatures = new ArrayList<Rdata.Rrsig>();
    for (var record : here) {
      if (record instanceof RRSIGRecord signature
          && signature.getTypeCovered() == type.number()
          && Wire.data(signature) instanceof Rdata.Rrsig rrsig) {
        signatures.add(rrsig);
      }
    }
    return new Answer.Found<>(owner, List.copyOf(data), source(signatures));
  }

  private Optional<Answer<R>> absent(Message message, boolean moved) {
    var isMissing = message.getRcode() == Rcode.NXDOMAIN; // of the last alias: RFC 6604 §3
    var soa = soa(message);
    if (!isMissing && soa.isEmpty() && moved) {
      return Optional.empty();
    }
    // RFC 2308 §5: without an SOA record nothing says how long it may be kept.
    ttl = Math.min(ttl, soa.map(Reading::negativeSeconds).orElse(0L));
    var source = source(List.of());
    return Optional.of(
        isMissing ? new Answer.NoSuchName<>(owner, source) : new Answer.NoData<>(owner, source));
  }

  private Optional<SOARecord> soa(Message message) {
    for (var record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord soa && owner.isWithin(Wire.domain(soa.getName()))) {
        return Optional.of(soa);
      }
    }
    return Optional.empty();
  }

  private static long negativeSeconds(SOARecord soa) {
    return Math.min(seconds(soa), soa.getMinimum());
  }

  /// RFC 2181 §8: a TTL with the highest bit set is zero.
  private static long seconds(Record record) {
    return record.getTTL() > Integer.MAX_VALUE ? 0 : record.getTTL();
  }

  private Answer.Source source(List<Rdata.Rrsig> signatures) {
    return new Answer.Source(security, Duration.ofSeconds(ttl), aliases, signatures);
  }

  private Answer<R> contradiction() {
    return malformed("records of a name that is said not to exist");
  }

  static <R extends Rdata> Answer<R> endless() {
    return malformed("an endless chain of aliases");
  }

  private static <R extends Rdata> Answer.Failed<R> malformed(String detail) {
    return new Answer.Failed<>(Cause.MALFORMED, detail);
  }

  static <R extends Rdata> Answer.Failed<R> failed(Message message) {
    return switch (message.getRcode()) {
      case Rcode.SERVFAIL -> new Answer.Failed<>(Cause.SERVFAIL, reason(message, Cause.SERVFAIL));
      case Rcode.NOERROR -> malformed("a referral to other servers instead of an answer");
      case Rcode.REFUSED -> new Answer.Failed<>(Cause.REFUSED, reason(message, Cause.REFUSED));
      default -> malformed("the server answered " + Rcode.string(message.getRcode()));
    };
  }

  /// What the server gives as its reason (RFC 8914), or our own words.
  private static String reason(Message message, Cause cause) {
    if (message.getOPT() == null) {
      return cause.words();
    }
    for (var option : message.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
      if (option instanceof ExtendedErrorCodeOption error) {
        var text = error.getText() == null ? "" : " " + error.getText();
        var code = ExtendedErrorCodeOption.text(error.getErrorCode());
        return cause.words() + ": " + Ascii.printable(code + text, MOST_DETAIL);
      }
    }
    return cause.words();
  }
}
