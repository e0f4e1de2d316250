package org.signet.dkim;

import static org.signet.dns.Type.TXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;

/// The question for a key, and its answer. RFC 6376 §3.6.2 and §6.1.2.
///
/// @param name `selector._domainkey.domain`
/// @param keys what each record of the answer is, in its order
public record KeyLookup(Domain name, Answer<Rdata.Txt> answer, List<DkimKey> keys) {
  /// The service type of mail in `s=`.
  public static final String EMAIL = "email";

  /// Records longer than this are read again each time; that of the largest key is shorter.
  private static final int MOST_REMEMBERED = 2 << 10;

  private static final int MOST_RECORDS = 500;

  private static final Memo<String, DkimKey> RECORDS = new Memo<>(MOST_RECORDS, DkimKey::parse);

  public KeyLookup {
    keys = List.copyOf(keys);
  }

  /// The name at which the key of a selector stands; empty where that would be too long for a name.
  public static Optional<Domain> nameOf(Domain selector, Domain domain) {
    var labels = new ArrayList<String>(selector.labels());
    labels.add("_domainkey");
    labels.addAll(domain.labels());
    return Domain.ofLabels(labels);
  }

  /// Asks for the records at a name.
  public static KeyLookup ask(Resolver dns, Domain name) {
    return of(name, dns.lookup(name, TXT));
  }

  /// Reads an answer.
  public static KeyLookup of(Domain name, Answer<Rdata.Txt> answer) {
    var keys = answer.records().stream().map(Rdata.Txt::joined).map(KeyLookup::read).toList();
    return new KeyLookup(name, answer, keys);
  }

  private static DkimKey read(String record) {
    return record.length() > MOST_REMEMBERED ? DkimKey.parse(record) : RECORDS.of(record);
  }

  /// Chooses the key for signatures of this algorithm over this service's messages.
  ///
  /// Records that verifiers must pass over do not count as long as there is another. That two key
  /// records stand at a name is left undefined by §3.6.2.2, and a guess could be the wrong one: so
  /// none counts.
  public KeyChoice choose(DkimAlgorithm algorithm, String service, DkimLimits limits) {
    return switch (answer) {
      case Answer.Failed<Rdata.Txt> failed -> new KeyChoice.None(new DkimOutcome.TempError(failed));
      case Answer.NoData<Rdata.Txt> _, Answer.NoSuchName<Rdata.Txt> _ ->
          new KeyChoice.None(new DkimOutcome.PermError.NoKey());
      case Answer.Found<Rdata.Txt> _ -> {
        var candidates = keys.stream().filter(key -> isFor(key, service)).toList();
        yield candidates.size() > 1
            ? new KeyChoice.None(new DkimOutcome.PermError.SeveralKeys(candidates.size()))
            : new KeyRules(algorithm, service, limits)
                .judge(candidates.isEmpty() ? keys.getFirst() : candidates.getFirst());
      }
    };
  }

  private static boolean isFor(DkimKey key, String service) {
    return switch (key) {
      case DkimKey.Usable usable -> usable.serves(service);
      case DkimKey.Revoked _, DkimKey.Unusable _ -> true;
      case DkimKey.Ignored _ -> false;
    };
  }

  /// Whether a key at this name says `t=y`.
  public boolean isTesting() {
    return keys.stream().anyMatch(key -> key instanceof DkimKey.Usable use && use.isTesting());
  }
}
