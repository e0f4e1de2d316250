package org.signet.dane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.dane.DaneOutcome.EncryptOnly;
import org.signet.dane.DaneOutcome.Failed;
import org.signet.dane.DaneOutcome.Failure;
import org.signet.dane.DaneOutcome.NoAddress;
import org.signet.dane.DaneOutcome.NoRecords;
import org.signet.dane.DaneOutcome.NotSecure;
import org.signet.dane.DaneOutcome.Pinned;
import org.signet.dane.DaneResult.Heard;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Finds out what one host demands of those who bring it mail (RFC 7672 §2.2).
///
/// First its addresses are asked for. Where they are signed, so is the zone that would hold TLSA
/// records, and these are asked for; where not, they are not, since servers of unsigned zones exist
/// that do not answer such a question. What cannot be found out is a failure and never absence.
public final class Dane {
  /// TLSA records that one name may have. Four are usual in a change of keys.
  public static final int MOST_RECORDS = 100;

  private final Resolver dns;

  /// @param dns says of each answer whether it is signed; where nobody validates, nothing is pinned
  public Dane(Resolver dns) {
    this.dns = dns;
  }

  /// Asks about one host.
  public DaneResult lookup(DaneHost host) {
    var inquiry = new Inquiry(host);
    var outcome = inquiry.outcome();
    return new DaneResult(host, inquiry.asked, outcome);
  }

  private final class Inquiry {
    private final DaneHost host;
    private final List<Heard<?>> asked = new ArrayList<>();

    Inquiry(DaneHost host) {
      this.host = host;
    }

    private <R extends Rdata> Heard<R> ask(Domain name, Type<R> type) {
      var heard = new Heard<>(new Question<>(name, type), dns.lookup(name, type));
      asked.add(heard);
      return heard;
    }

    DaneOutcome outcome() {
      var v4 = ask(host.name(), Type.A);
      var v6 = ask(host.name(), Type.AAAA);
      var found =
          Stream.of(v4, v6)
              .map(Heard::answer)
              .filter(answer -> answer instanceof Answer.Found<Rdata.Address>)
              .map(answer -> (Answer.Found<Rdata.Address>) answer)
              .toList();
      if (found.isEmpty()) {
        return failure(v4).or(() -> failure(v6)).orElse(new NoAddress());
      }
      var isSecure = found.stream().allMatch(one -> isSecure(one.source()));
      var owner = found.getFirst().owner();
      if (isSecure) {
        // The name that its aliases lead to before the name itself: §2.2.3.
        return below(owner.equals(host.name()) ? List.of(owner) : List.of(owner, host.name()));
      }
      return owner.equals(host.name())
          ? new NotSecure(NotSecure.Part.ADDRESSES)
          : belowSignedAlias();
    }

    /// Addresses are unsigned, but the name is an alias: where that is signed, its zone can hold
    /// TLSA records, of the name itself. §2.2.2
    private DaneOutcome belowSignedAlias() {
      var alias = ask(host.name(), Type.CNAME);
      return switch (alias.answer()) {
        case Answer.Found<Rdata.Cname>(_, _, var source) when isSecure(source) ->
            below(List.of(host.name()));
        case Answer.Failed<Rdata.Cname> _ -> failure(alias).orElseThrow();
        case Answer<Rdata.Cname> _ -> new NotSecure(NotSecure.Part.ADDRESSES);
      };
    }

    /// The TLSA records below the first of these names that has signed ones.
    private DaneOutcome below(List<Domain> bases) {
      var areAllDenied = true;
      for (var base : bases) {
        var name = base.prefixed("_" + host.port() + "._tcp");
        if (name.isEmpty()) {
          continue; // Too long for a name: nothing can stand there.
        }
        var heard = ask(name.get(), Type.TLSA);
        switch (heard.answer()) {
          case Answer.Found<Rdata.Tlsa>(_, var records, var source) when isSecure(source) -> {
            return records(base, records);
          }
          case Answer.Found<Rdata.Tlsa> _ -> areAllDenied = false;
          case Answer.NoData<Rdata.Tlsa>(_, var source) -> areAllDenied &= isSecure(source);
          case Answer.NoSuchName<Rdata.Tlsa>(_, var source) -> areAllDenied &= isSecure(source);
          case Answer.Failed<Rdata.Tlsa> _ -> {
            return failure(heard).orElseThrow();
          }
        }
      }
      return areAllDenied ? new NoRecords() : new NotSecure(NotSecure.Part.RECORDS);
    }

    private DaneOutcome records(Domain base, List<Rdata.Tlsa> records) {
      if (records.size() > MOST_RECORDS) {
        return new Failed(new Failure.TooManyRecords(base, records.size()));
      }
      var sorted = TlsaReader.sort(records);
      return sorted.pins().isEmpty()
          ? new EncryptOnly(base, sorted.unusable())
          : new Pinned(
              base,
              sorted.pins(),
              sorted.outranked(),
              sorted.unusable(),
              host.referenceNames(base));
    }

    private static Optional<DaneOutcome> failure(Heard<?> heard) {
      return heard.answer() instanceof Answer.Failed<?>(var cause, var detail)
          ? Optional.of(new Failed(new Failure.Unanswered(heard.question(), cause, detail)))
          : Optional.empty();
    }

    private static boolean isSecure(Answer.Source source) {
      return source.security() == Security.SECURE;
    }
  }
}
