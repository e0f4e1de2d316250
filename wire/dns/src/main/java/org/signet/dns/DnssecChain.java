package org.signet.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Domain;

/// An answer with all that a validator needs to check it later and offline: the keys of the zone
/// that signed it, the DS records that the zone above signed for these keys, and so on to the root
/// (RFC 4035 §5). It is collected by ordinary questions, so a recording of them holds it.
///
/// Nothing is validated here.
///
/// @param links each question that was asked, and its answer; the first is the one it is about
public record DnssecChain(List<Link<?>> links, End end) {
  public DnssecChain {
    links = List.copyOf(links);
  }

  /// One question and its answer.
  public record Link<R extends Rdata>(Question<R> question, Answer<R> answer) {}

  /// How far the signatures lead.
  public sealed interface End {
    /// To the keys of the root.
    record Root() implements End {}

    /// Not beyond this question: the answer has no records with a signature from the zone itself
    /// or above. Where it is the first question, the answer is unsigned, or an absence, whose proof
    /// is not collected; where it asks for DS records, the zone is signed and not vouched for.
    record Unsigned(Question<?> question) implements End {}

    /// Nobody knows: this question was not answered.
    record Unanswered(Question<?> question, Answer.Cause cause) implements End {}
  }

  /// Asks the question and those that follow from the signatures of the answer, of its aliases, and
  /// of the zones that made them.
  public static <R extends Rdata> DnssecChain collect(Resolver resolver, Question<R> question) {
    var collector = new Collector(resolver);
    var end = collector.from(question);
    return new DnssecChain(collector.links, end.orElse(new End.Root()));
  }

  private static final class Collector {
    private final Resolver resolver;
    private final List<Link<?>> links = new ArrayList<>();
    private final Set<Domain> zones = new HashSet<>();

    Collector(Resolver resolver) {
      this.resolver = resolver;
    }

    /// Where the chain ends before the root.
    Optional<End> from(Question<?> question) {
      var answer = ask(question);
      var end = upFrom(question, answer);
      for (var alias : aliases(answer)) {
        var cname = new Question<>(alias.name(), Type.CNAME);
        var other = upFrom(cname, ask(cname));
        end = end.or(() -> other);
      }
      return end;
    }

    private static List<Answer.Alias> aliases(Answer<?> answer) {
      return switch (answer) {
        case Answer.Found<?> found -> found.source().aliases();
        case Answer.NoData<?> none -> none.source().aliases();
        case Answer.NoSuchName<?> none -> none.source().aliases();
        case Answer.Failed<?> _ -> List.of();
      };
    }

    private <R extends Rdata> Answer<R> ask(Question<R> question) {
      var answer = resolver.lookup(question.name(), question.type());
      links.add(new Link<>(question, answer));
      return answer;
    }

    private Optional<End> upFrom(Question<?> question, Answer<?> answer) {
      return switch (answer) {
        case Answer.Failed<?>(var cause, _) -> Optional.of(new End.Unanswered(question, cause));
        case Answer.NoData<?> _, Answer.NoSuchName<?> _ -> Optional.of(new End.Unsigned(question));
        case Answer.Found<?>(var owner, _, var source) -> {
          // A zone vouches for what is at or below its name, and its DS records come from above.
          var isFromAbove = question.type() == Type.DS;
          yield source.signatures().stream()
              .map(Rdata.Rrsig::signer)
              .filter(zone -> isFromAbove ? owner.isUnder(zone) : owner.isWithin(zone))
              .max(Comparator.comparingInt(Domain::labelCount))
              .map(this::upFrom)
              .orElseGet(() -> Optional.of(new End.Unsigned(question)));
        }
      };
    }

    /// A zone that was met before adds nothing. Its keys lead to the zone itself, its DS records to
    /// one above, so that this ends.
    private Optional<End> upFrom(Domain zone) {
      if (!zones.add(zone)) {
        return Optional.empty();
      }
      var keys = new Question<>(zone, Type.DNSKEY);
      var end = upFrom(keys, ask(keys));
      if (end.isPresent() || zone.isRoot()) {
        return end;
      }
      var ds = new Question<>(zone, Type.DS);
      return upFrom(ds, ask(ds));
    }
  }
}
